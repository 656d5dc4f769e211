/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "awareness/safi-tip.h"

#define CHARS_MAX 140
#define WORDS_MAX 12

/* Words of a promise, of blame, and of the trade: none may stand in a tip. */
static const char *const forbidden[] = {
  "safe",   "clean",          "protected", "guarantee",  "delete",     "phishing", "malware",
  "header", "authentication", "spam",      "you failed", "your fault", "stupid",   "careless",
};

static void
test_ids_are_unique (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_tips;
  const SafiTip *tips = safi_tip_list (&n_tips);

  g_assert_cmpuint (n_tips, >=, 30);
  for (guint i = 0; i < n_tips; i++) {
    g_assert_true (g_hash_table_add (seen, (gpointer) tips[i].id));
    g_assert_true (safi_tip_lookup (tips[i].id) == &tips[i]);
  }
  g_assert_null (safi_tip_lookup ("no-such-tip"));
}

static void
test_tips_are_short (void)
{
  guint n_tips;
  const SafiTip *tips = safi_tip_list (&n_tips);

  for (guint i = 0; i < n_tips; i++) {
    g_auto (GStrv) words = g_strsplit (tips[i].sentence, " ", -1);

    g_assert_cmpuint (g_utf8_strlen (tips[i].title, -1) + g_utf8_strlen (tips[i].sentence, -1), <=,
                      CHARS_MAX);
    g_assert_cmpuint (g_strv_length (words), <=, WORDS_MAX);
  }
}

static void
test_tips_promise_and_blame_nothing (void)
{
  guint n_tips;
  const SafiTip *tips = safi_tip_list (&n_tips);

  for (guint i = 0; i < n_tips; i++) {
    g_autofree char *text = g_strconcat (tips[i].title, " ", tips[i].sentence, NULL);
    g_autofree char *lower = g_ascii_strdown (text, -1);

    for (guint j = 0; j < G_N_ELEMENTS (forbidden); j++)
      if (strstr (lower, forbidden[j]) != NULL)
        g_error ("tip %s says \"%s\"", tips[i].id, forbidden[j]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tip/ids-are-unique", test_ids_are_unique);
  g_test_add_func ("/tip/tips-are-short", test_tips_are_short);
  g_test_add_func ("/tip/tips-promise-and-blame-nothing", test_tips_promise_and_blame_nothing);
  return g_test_run ();
}
