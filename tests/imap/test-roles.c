/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-folder-role.h"

static void
test_names_of_many_languages (void)
{
  static const char *const junk[] = {
    "Junk",
    "SPAM",
    "~spam",
    "Spamverdacht",
    "Courrier indésirable",
    "Lixo Eletrônico",
    "LIXO ELETRÓNICO",
    "Ongewenste E-mail",
    "Спам",
    "СПАМ",
    "Нежелательная почта",
    "البريد العشوائي",
    "垃圾邮件",
    "垃圾郵件",
    "迷惑メール",
    "스팸메일함",
    "स्पैम",
    "স্প্যাম",
    "อีเมลขยะ",
    "Thư rác",
  };

  for (guint i = 0; i < G_N_ELEMENTS (junk); i++)
    g_assert_cmpint (safi_folder_role_from_name (junk[i]), ==, SAFI_FOLDER_JUNK);
}

/* "é" as one character and as a letter with an accent behind it. */
static void
test_both_ways_to_compose_a_letter (void)
{
  g_assert_cmpint (safi_folder_role_from_name ("Ind\xc3\xa9sirables"), ==, SAFI_FOLDER_JUNK);
  g_assert_cmpint (safi_folder_role_from_name ("Inde\xcc\x81sirables"), ==, SAFI_FOLDER_JUNK);
}

static void
test_other_roles (void)
{
  g_assert_cmpint (safi_folder_role_from_name ("inbox"), ==, SAFI_FOLDER_INBOX);
  g_assert_cmpint (safi_folder_role_from_name ("Gesendete Objekte"), ==, SAFI_FOLDER_SENT);
  g_assert_cmpint (safi_folder_role_from_name ("Корзина"), ==, SAFI_FOLDER_TRASH);
  g_assert_cmpint (safi_folder_role_from_name ("草稿箱"), ==, SAFI_FOLDER_DRAFTS);
  g_assert_cmpint (safi_folder_role_from_name ("Archiv"), ==, SAFI_FOLDER_ARCHIVE);
}

/* A bin is not where junk belongs, and a name that merely holds a word of the table is a name. */
static void
test_no_role (void)
{
  static const char *const others[] = {
    "", "Junk stuff", "My spam", "\xff\xfe", "Friends", "Müll"
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (safi_folder_role_from_name (others[i]), ==, SAFI_FOLDER_OTHER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/folder-role/names-of-many-languages", test_names_of_many_languages);
  g_test_add_func ("/folder-role/both-ways-to-compose-a-letter",
                   test_both_ways_to_compose_a_letter);
  g_test_add_func ("/folder-role/other-roles", test_other_roles);
  g_test_add_func ("/folder-role/no-role", test_no_role);
  return g_test_run ();
}
