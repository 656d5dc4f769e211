/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-policy.h"

#include <string.h>

#include "core/authentication/safi-dns-list.h"

static void
test_names_are_read_as_people_write_them (void)
{
  static const struct {
    const char *text;
    const char *names; /* NULL: refused */
  } cases[] = {
    { "", "" },
    { " , ;\n", "" },
    { "old.example", "old.example" },
    { "Amina@Old.Example, b.example;old.example", "old.example b.example" },
    { "b\u00fccher.example", "xn--bcher-kva.example" },
    { "old", NULL },
    { "amina@", NULL },
    { "192.0.2.1", NULL },
    { "a.example two words", NULL },
    { "a..example", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    char field[SAFI_POLICY_NAMES_OCTETS] = "before.example";
    const gboolean is_read = safi_policy_set_names (field, cases[i].text);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (is_read, ==, cases[i].names != NULL);
    g_assert_cmpstr (field, ==, is_read ? cases[i].names : "before.example");
  }
}

static void
test_names_have_a_limit (void)
{
  for (guint n = SAFI_POLICY_NAMES_MAX; n <= SAFI_POLICY_NAMES_MAX + 1; n++) {
    g_autoptr (GString) text = g_string_new (NULL);
    char field[SAFI_POLICY_NAMES_OCTETS] = "";
    g_auto (GStrv) names = NULL;

    for (guint i = 0; i < n; i++)
      g_string_append_printf (text, "n%u.example ", i);
    g_assert_cmpint (safi_policy_set_names (field, text->str), ==, n <= SAFI_POLICY_NAMES_MAX);
    names = safi_policy_list_names (field);
    g_assert_cmpuint (g_strv_length (names), ==, n <= SAFI_POLICY_NAMES_MAX ? n : 0);
  }
}

static void
test_octets_of_names_have_a_limit (void)
{
  for (guint n = 5; n <= 6; n++) {
    g_autoptr (GString) text = g_string_new (NULL);
    char field[SAFI_POLICY_NAMES_OCTETS] = "";

    for (guint i = 0; i < n; i++)
      for (guint label = 0; label < 4; label++)
        g_string_append_printf (text, "%c%049u%s", 'a' + i, 0, label < 3 ? "." : " ");
    g_assert_cmpint (safi_policy_set_names (field, text->str), ==, n == 5);
  }
}

static void
test_lists_say_what_they_mean (void)
{
  guint n_lists;
  const SafiDnsList *lists = safi_dns_list_get_all (&n_lists);

  g_assert_cmpuint (n_lists, >, 0);
  for (guint i = 0; i < n_lists; i++) {
    char field[SAFI_POLICY_NAMES_OCTETS] = "";

    g_assert_true (safi_policy_set_names (field, lists[i].zone));
    g_assert_cmpstr (field, ==, lists[i].zone);
    g_assert_true (g_str_has_prefix (lists[i].terms, "https://"));
    g_assert_cmpstr (safi_dns_list_get_word (lists[i].zone, 2), ==, "junk");
    g_assert_cmpstr (safi_dns_list_get_word (lists[i].zone, 200), ==, "listed");
  }
  g_assert_cmpstr (safi_dns_list_get_word ("zen.spamhaus.org", 4), ==, "infected");
  g_assert_cmpstr (safi_dns_list_get_word ("zen.spamhaus.org", 11), ==, "home");
  g_assert_cmpstr (safi_dns_list_get_word ("bl.example", 4), ==, "listed");
}

static void
test_the_days_limit_leaves_what_was_chosen (void)
{
  static const struct {
    guint day_megabytes;
    gboolean waits;
    guint64 used;
    guint64 lifted_at;
    SafiAllowance allowance;
  } cases[] = {
    { 0, TRUE, G_MAXUINT64, 0, SAFI_ALLOWANCE_FULL },
    { 5, FALSE, 4999999, 0, SAFI_ALLOWANCE_FULL },
    { 5, FALSE, 5000000, 0, SAFI_ALLOWANCE_HEADERS },
    { 5, FALSE, 5999999, 0, SAFI_ALLOWANCE_HEADERS },
    { 5, FALSE, 6000000, 0, SAFI_ALLOWANCE_NONE },
    { 5, TRUE, 4999999, 0, SAFI_ALLOWANCE_FULL },
    { 5, TRUE, 5000000, 0, SAFI_ALLOWANCE_NONE },
    { 5, TRUE, 10199999, 5200000, SAFI_ALLOWANCE_FULL },
    { 5, TRUE, 10200000, 5200000, SAFI_ALLOWANCE_NONE },
    { 5, FALSE, 10200000, 5200000, SAFI_ALLOWANCE_HEADERS },
    { SAFI_POLICY_DAY_MEGABYTES_MAX, TRUE, G_GUINT64_CONSTANT (99999999999), 0,
      SAFI_ALLOWANCE_FULL },
    { SAFI_POLICY_DAY_MEGABYTES_MAX, TRUE, G_GUINT64_CONSTANT (100000000000), 0,
      SAFI_ALLOWANCE_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SafiPolicy policy = safi_policy_default ();

    g_test_message ("case %u", i);
    policy.day_megabytes = cases[i].day_megabytes;
    policy.waits_at_limit = cases[i].waits;
    g_assert_cmpint (safi_policy_get_allowance (&policy, cases[i].used, cases[i].lifted_at), ==,
                     cases[i].allowance);
  }
}

static void
test_moves_unasked_are_three_times_the_mean_and_no_more (void)
{
  static const struct {
    guint in_hour, today, earlier, days, left;
  } cases[] = {
    { 0, 0, 0, 0, 20 },      /* nothing is known yet */
    { 19, 19, 0, 0, 1 },     /* one before the limit … */
    { 20, 20, 0, 0, 0 },     /* … at it … */
    { 21, 21, 0, 0, 0 },     /* … and beyond */
    { 0, 0, 28, 28, 20 },    /* few as a rule */
    { 0, 0, 280, 28, 30 },   /* ten a day */
    { 29, 29, 280, 28, 1 },  /* again before it … */
    { 30, 30, 280, 28, 0 },  /* … and at it */
    { 0, 0, 60, 1, 180 },    /* since yesterday only */
    { 0, 0, 9000, 28, 500 }, /* no more than the hour's */
    { 499, 499, 9000, 28, 1 }, { 500, 500, 9000, 28, 0 },
    { 0, 963, 9000, 28, 1 }, /* the day's counts in every hour */
    { 0, 964, 9000, 28, 0 },   { 0, 0, G_MAXUINT, 1, 500 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (safi_policy_get_moves_left (cases[i].in_hour, cases[i].today,
                                                  cases[i].earlier, cases[i].days),
                      ==, cases[i].left);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/names-are-read-as-people-write-them",
                   test_names_are_read_as_people_write_them);
  g_test_add_func ("/policy/names-have-a-limit", test_names_have_a_limit);
  g_test_add_func ("/policy/octets-of-names-have-a-limit", test_octets_of_names_have_a_limit);
  g_test_add_func ("/policy/lists-say-what-they-mean", test_lists_say_what_they_mean);
  g_test_add_func ("/policy/the-days-limit-leaves-what-was-chosen",
                   test_the_days_limit_leaves_what_was_chosen);
  g_test_add_func ("/policy/moves-unasked-are-three-times-the-mean-and-no-more",
                   test_moves_unasked_are_three_times_the_mean_and_no_more);
  return g_test_run ();
}
