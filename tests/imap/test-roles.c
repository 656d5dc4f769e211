/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-folder-role.h"
#include "mail/safi-junk-name.h"

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

static void
note_row_cb (SafiFolderRole role, const char *language, const char *name, gpointer user_data)
{
  g_autofree char *folded = safi_folder_role_fold (name);
  gpointer before;

  if (g_hash_table_lookup_extended (user_data, folded, NULL, &before))
    g_assert_cmpint (GPOINTER_TO_INT (before), ==, role);
  g_hash_table_insert (user_data, g_steal_pointer (&folded), GINT_TO_POINTER (role));
}

static void
test_a_name_has_one_role_in_all_languages (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  safi_folder_role_list (note_row_cb, seen);
  g_assert_cmpuint (g_hash_table_size (seen), >, 300);
}

/* @leaves: names with commas between. */
static char **
list_junk_names (const char *leaves)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (leaves, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (names, g_strdup (parts[i]));
  return safi_junk_name_list (names);
}

static void
test_a_new_junk_folder_speaks_as_the_others_do (void)
{
  static const struct {
    const char *leaves;
    const char *name;
  } cases[] = {
    { "", "Junk" },
    { "INBOX,Sent,Trash", "Junk" },
    { "Sent,Trash,Drafts,Gesendet", "Spam" },
    { "GESENDETE OBJEKTE", "Spam" },
    { "Enviados,Papelera", "Correo no deseado" },
    { "Itens Enviados,Lixeira", "Lixo eletrônico" },
    { "Envoyés,Gesendet,Papierkorb", "Spam" },
    { "Envoyés,Gesendet", "Junk" },
    { "Envoyés,Gesendet,Inviati", "Junk" },
    { "送信済み", "迷惑メール" },
    { "المرسل", "البريد العشوائي" },
    { "Friends,Holidays", "Junk" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) names = list_junk_names (cases[i].leaves);

    g_assert_cmpstr (names[0], ==, cases[i].name);
  }
}

static void
test_other_names_come_behind_each_once (void)
{
  g_auto (GStrv) names = list_junk_names ("Gesendet");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpstr (names[1], ==, "Spamverdacht");
  g_assert_true (g_strv_contains ((const char *const *) names, "Junk"));
  for (char **name = names; *name != NULL; name++) {
    g_assert_true (g_hash_table_add (seen, *name));
    g_assert_cmpint (safi_folder_role_from_name (*name), ==, SAFI_FOLDER_JUNK);
  }
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
  g_test_add_func ("/folder-role/a-name-has-one-role-in-all-languages",
                   test_a_name_has_one_role_in_all_languages);
  g_test_add_func ("/junk-name/a-new-junk-folder-speaks-as-the-others-do",
                   test_a_new_junk_folder_speaks_as_the_others_do);
  g_test_add_func ("/junk-name/other-names-come-behind-each-once",
                   test_other_names_come_behind_each_once);
  return g_test_run ();
}
