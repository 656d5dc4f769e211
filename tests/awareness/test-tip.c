/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "awareness/tips/safi-tip-choice.h"
#include "awareness/tips/safi-tip-group.h"

#define TIPS "/io/github/safibox/Safibox/tips"

static void
test_ids_are_unique (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *tips = safi_tip_list ();

  g_assert_cmpuint (tips->len, >=, 50);
  for (guint i = 0; i < tips->len; i++) {
    const SafiTip *tip = g_ptr_array_index (tips, i);

    g_assert_true (g_hash_table_add (seen, tip->id));
    g_assert_true (safi_tip_lookup (tip->id) == tip);
  }
  g_assert_null (safi_tip_lookup ("no-such-tip"));
  g_assert_null (safi_tip_lookup (NULL));
}

static void
test_every_tip_that_is_shipped_is_in_the_index (void)
{
  g_auto (GStrv) names = g_resources_enumerate_children (TIPS, 0, NULL);

  /* One file more than tips: the index. */
  g_assert_cmpuint (g_strv_length (names), ==, safi_tip_list ()->len + 1);
}

static void
test_love_and_threats_are_not_for_children (void)
{
  GPtrArray *tips = safi_tip_list ();
  guint n_found = 0;

  for (guint i = 0; i < tips->len; i++) {
    const SafiTip *tip = g_ptr_array_index (tips, i);

    if (!g_str_equal (tip->theme, "romance") && !g_str_equal (tip->theme, "sextortion"))
      continue;
    g_assert_cmpint (tip->age, >, SAFI_AGE_CHILD);
    n_found++;
  }
  g_assert_cmpuint (n_found, >=, 2);
}

static void
test_each_age_has_its_tips_and_those_of_younger_people (void)
{
  guint before = 0;

  for (SafiAge age = SAFI_AGE_CHILD; age <= SAFI_AGE_ADULT; age++) {
    g_autoptr (GPtrArray) tips = safi_tip_pick_for_age (safi_tip_list (), age);

    for (guint i = 0; i < tips->len; i++)
      g_assert_cmpint (((const SafiTip *) g_ptr_array_index (tips, i))->age, <=, age);
    g_assert_cmpuint (tips->len, >, before);
    before = tips->len;
  }
  g_assert_cmpuint (before, ==, safi_tip_list ()->len);
}

static void
test_the_tip_of_the_day_is_about_what_came (void)
{
  static const SafiSort sorts[] = { SAFI_SORT_SCAM, SAFI_SORT_FILE, SAFI_SORT_ADVERT };

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    for (guint day = 0; day < 366; day++)
      g_assert_cmpint (safi_tip_choose (sorts[i], day)->about, ==, sorts[i]);
  g_assert_true (safi_tip_choose (SAFI_SORT_SCAM, 1) != safi_tip_choose (SAFI_SORT_SCAM, 2));
}

static void
test_every_tip_has_its_day_where_nothing_stands_out (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  const guint n_tips = safi_tip_list ()->len;

  for (guint day = 0; day < n_tips; day++)
    g_assert_true (g_hash_table_add (seen, (gpointer) safi_tip_choose (SAFI_SORT_GOOD, day)));
}

/* A new kind of scam must not end up with the senders. */
static void
test_every_scam_stands_in_a_group_of_its_own (void)
{
  static const char *const rest[] = { "advert", "bounce", "disguise", "learning", "sender", NULL };
  GPtrArray *tips = safi_tip_list ();
  guint counts[SAFI_N_TIP_GROUPS] = { 0 };

  for (guint i = 0; i < tips->len; i++) {
    const SafiTip *tip = g_ptr_array_index (tips, i);
    const SafiTipGroup group = safi_tip_get_group (tip);

    counts[group]++;
    if ((group == SAFI_TIP_GROUP_SENDERS) != g_strv_contains (rest, tip->theme))
      g_error ("%s stands in the wrong group", tip->id);
  }
  for (guint i = 0; i < SAFI_N_TIP_GROUPS; i++)
    g_assert_cmpuint (counts[i], >=, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tip/ids-are-unique", test_ids_are_unique);
  g_test_add_func ("/tip/every-tip-that-is-shipped-is-in-the-index",
                   test_every_tip_that_is_shipped_is_in_the_index);
  g_test_add_func ("/tip/love-and-threats-are-not-for-children",
                   test_love_and_threats_are_not_for_children);
  g_test_add_func ("/tip/each-age-has-its-tips-and-those-of-younger-people",
                   test_each_age_has_its_tips_and_those_of_younger_people);
  g_test_add_func ("/tip/the-tip-of-the-day-is-about-what-came",
                   test_the_tip_of_the_day_is_about_what_came);
  g_test_add_func ("/tip/every-tip-has-its-day-where-nothing-stands-out",
                   test_every_tip_has_its_day_where_nothing_stands_out);
  g_test_add_func ("/tip/every-scam-stands-in-a-group-of-its-own",
                   test_every_scam_stands_in_a_group_of_its_own);
  return g_test_run ();
}
