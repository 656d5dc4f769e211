/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "awareness/safi-tip-choice.h"

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

static void
test_the_tip_of_the_day_is_about_what_came (void)
{
  for (guint day = 0; day < 366; day++) {
    const SafiTip *file = safi_tip_choose (SAFI_SORT_FILE, day);
    const SafiTip *scam = safi_tip_choose (SAFI_SORT_SCAM, day);

    g_assert_nonnull (scam);
    g_assert_true (g_str_has_prefix (file->id, "attachment") ||
                   g_str_equal (file->id, "install-app"));
    g_assert_nonnull (safi_tip_choose (SAFI_SORT_ADVERT, day));
    g_assert_true (scam != safi_tip_choose (SAFI_SORT_SCAM, day + 1));
  }
}

static void
test_every_tip_has_its_day_where_nothing_stands_out (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n_tips;

  safi_tip_list (&n_tips);
  for (guint day = 0; day < n_tips; day++)
    g_assert_true (g_hash_table_add (seen, (gpointer) safi_tip_choose (SAFI_SORT_GOOD, day)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tip/ids-are-unique", test_ids_are_unique);
  g_test_add_func ("/tip/tips-are-short", test_tips_are_short);
  g_test_add_func ("/tip/tips-promise-and-blame-nothing", test_tips_promise_and_blame_nothing);
  g_test_add_func ("/tip/the-tip-of-the-day-is-about-what-came",
                   test_the_tip_of_the_day_is_about_what_came);
  g_test_add_func ("/tip/every-tip-has-its-day-where-nothing-stands-out",
                   test_every_tip_has_its_day_where_nothing_stands_out);
  return g_test_run ();
}
