/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"
#include "store/accounts/safi-data-use.h"
#include "store/accounts/safi-store-history.h"
#include "store/safi-store-private.h"

#define DAY (24 * 60 * 60) /* seconds */

static void
put (SafiStore *store, guint number, gint64 date, SafiDecision decision, const char *taught)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiQuery) query = NULL;
  gint64 id = store_fixture_put (store, number, decision);

  query = safi_sql_query (safi_store_get_sql (store),
                          "UPDATE judged SET date = ?, taught_class = ? WHERE id = ?", &error);
  safi_query_bind_int (query, date);
  safi_query_bind_text (query, taught);
  safi_query_bind_int (query, id);
  safi_query_run (query, &error);
  g_assert_no_error (error);
}

static void
count_all (SafiStore *store, SafiTally *tallies, guint n_tallies)
{
  g_autoptr (GError) error = NULL;

  safi_store_count_tallies (store, tallies, n_tallies, &error);
  g_assert_no_error (error);
}

static void
test_a_message_counts_from_the_first_second_to_the_last (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  SafiTally tally = { .since = NOW, .until = NOW + 10 };

  put (store, 1, NOW - 1, SAFI_DECISION_GOOD, NULL);
  put (store, 2, NOW, SAFI_DECISION_GOOD, NULL);
  put (store, 3, NOW + 9, SAFI_DECISION_GOOD, NULL);
  put (store, 4, NOW + 10, SAFI_DECISION_GOOD, NULL);
  count_all (store, &tally, 1);
  g_assert_cmpuint (safi_tally_get_all (&tally), ==, 2);
}

static void
test_what_the_person_said_goes_before_what_safibox_thinks (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  SafiTally tally = { .since = NOW, .until = NOW + 10 };

  put (store, 1, NOW, SAFI_DECISION_JUNK, NULL);
  put (store, 2, NOW, SAFI_DECISION_JUNK, "good");
  put (store, 3, NOW, SAFI_DECISION_GOOD, "junk");
  put (store, 4, NOW, SAFI_DECISION_UNSURE, NULL);
  put (store, 5, NOW, SAFI_DECISION_UNSURE, "good");
  count_all (store, &tally, 1);
  g_assert_cmpuint (safi_tally_get_junk (&tally), ==, 2);
  g_assert_cmpuint (tally.counts[SAFI_SORT_UNSURE], ==, 1);
  g_assert_cmpuint (tally.counts[SAFI_SORT_GOOD], ==, 2);
}

static void
test_as_many_times_as_allowed_are_counted_apart (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  SafiTally tallies[SAFI_TALLIES_MAX] = { 0 };

  for (guint i = 0; i < SAFI_TALLIES_MAX; i++) {
    tallies[i].since = NOW + i * DAY;
    tallies[i].until = NOW + (i + 1) * DAY;
    for (guint n = 0; n <= i; n++)
      put (store, i * 100 + n, tallies[i].since + n, SAFI_DECISION_GOOD, NULL);
  }
  count_all (store, tallies, SAFI_TALLIES_MAX);
  for (guint i = 0; i < SAFI_TALLIES_MAX; i++)
    g_assert_cmpuint (tallies[i].counts[SAFI_SORT_GOOD], ==, i + 1);
}

static void
test_more_times_than_allowed_are_refused (void)
{
  if (g_test_subprocess ()) {
    g_autoptr (SafiStore) store = store_fixture_open_memory ();
    SafiTally tallies[SAFI_TALLIES_MAX + 1] = { 0 };

    safi_store_count_tallies (store, tallies, SAFI_TALLIES_MAX + 1, NULL);
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

static void
test_the_history_has_weeks_today_and_days (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  SafiHistory history;

  put (store, 1, NOW, SAFI_DECISION_JUNK, NULL);
  put (store, 2, NOW - 3 * DAY, SAFI_DECISION_JUNK, NULL);
  put (store, 3, NOW - 7 * DAY, SAFI_DECISION_GOOD, NULL);
  put (store, 4, NOW - 7 * SAFI_HISTORY_WEEKS * DAY, SAFI_DECISION_GOOD, NULL);
  put (store, 5, NOW + 2 * DAY, SAFI_DECISION_GOOD, NULL); /* from the future */
  safi_store_add_data_use (store, ACCOUNT, NOW, 1000, &error);
  safi_store_add_data_use (store, "another", NOW, 30, &error);
  safi_store_add_data_use (store, ACCOUNT, NOW - 2 * DAY, 7, &error);
  safi_store_add_data_use (store, ACCOUNT, NOW - SAFI_HISTORY_DAYS * DAY, 9, &error);
  g_assert_no_error (error);
  g_assert_true (safi_store_read_history (store, NOW, &history, &error));
  g_assert_cmpuint (safi_tally_get_all (&history.today), ==, 1);
  g_assert_cmpuint (safi_tally_get_junk (&history.weeks[SAFI_HISTORY_WEEKS - 1]), ==, 2);
  g_assert_cmpuint (safi_tally_get_all (&history.weeks[SAFI_HISTORY_WEEKS - 2]), ==, 1);
  g_assert_cmpuint (safi_tally_get_all (&history.weeks[0]), ==, 0);
  g_assert_cmpuint (history.octets[SAFI_HISTORY_DAYS - 1], ==, 1030);
  g_assert_cmpuint (history.octets[SAFI_HISTORY_DAYS - 3], ==, 7);
  g_assert_cmpuint (safi_history_sum_octets (&history, 0, SAFI_HISTORY_DAYS), ==, 1037);
}

/* Else 20,000 messages would be read for each look at Home. */
static void
test_the_index_finds_the_times (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autofree char *text = safi_store_history_write_query (2);
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", text, NULL);
  g_autoptr (SafiQuery) query = safi_sql_query (safi_store_get_sql (store), explain, NULL);
  gboolean row = TRUE;

  while (safi_query_next (query, &row, NULL) && row)
    g_string_append_printf (plan, "%s\n", safi_query_get_text (query, 3));
  g_assert_nonnull (g_strrstr (plan->str, "SEARCH judged USING"));
  g_assert_nonnull (g_strrstr (plan->str, "(date>? AND date<?)"));
}

#define ADD(name, test) g_test_add_func ("/store-history/" name, test)

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("a-message-counts-from-the-first-second-to-the-last",
       test_a_message_counts_from_the_first_second_to_the_last);
  ADD ("what-the-person-said-goes-before-what-safibox-thinks",
       test_what_the_person_said_goes_before_what_safibox_thinks);
  ADD ("as-many-times-as-allowed-are-counted-apart",
       test_as_many_times_as_allowed_are_counted_apart);
  ADD ("more-times-than-allowed-are-refused", test_more_times_than_allowed_are_refused);
  ADD ("the-history-has-weeks-today-and-days", test_the_history_has_weeks_today_and_days);
  ADD ("the-index-finds-the-times", test_the_index_finds_the_times);
  return g_test_run ();
}
