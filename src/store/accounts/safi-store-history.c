/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/accounts/safi-store-history.h"

#include "store/accounts/safi-data-use.h"
#include "store/safi-store-private.h"

G_STATIC_ASSERT (SAFI_HISTORY_WEEKS + 1 <= SAFI_TALLIES_MAX);

enum {
  COLUMN_TALLY,
  COLUMN_CLASS,
  COLUMN_KIND,
  COLUMN_COUNT,
};

/* The times are the outer loop, so that each is a range of the index. */
char *
safi_store_history_write_query (guint n_tallies)
{
  g_autoptr (GString) text = g_string_new ("WITH tally (number, since, until) AS (VALUES");

  for (guint i = 0; i < n_tallies; i++)
    g_string_append (text, i == 0 ? " (?, ?, ?)" : ", (?, ?, ?)");
  g_string_append (text, ") SELECT number, coalesce (taught_class, decision), kind, count (*)"
                         " FROM tally CROSS JOIN judged ON date >= since AND date < until"
                         " GROUP BY 1, 2, 3");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_count (SafiTally *tallies, SafiQuery *query)
{
  SafiDecision decision = SAFI_DECISION_GOOD;
  SafiKind kind = SAFI_KIND_NONE;

  safi_decision_from_word (safi_query_get_text (query, COLUMN_CLASS), &decision);
  safi_kind_from_word (safi_query_get_text (query, COLUMN_KIND), &kind);
  tallies[safi_query_get_int (query, COLUMN_TALLY)].counts[safi_sort_of (decision, kind)] +=
      (guint) safi_query_get_int (query, COLUMN_COUNT);
}

gboolean
safi_store_count_tallies (SafiStore *self, SafiTally *tallies, guint n_tallies, GError **error)
{
  g_autofree char *text = safi_store_history_write_query (n_tallies);
  g_autoptr (SafiQuery) query = NULL;
  gboolean row = TRUE;

  g_return_val_if_fail (n_tallies > 0 && n_tallies <= SAFI_TALLIES_MAX, FALSE);
  query = safi_sql_query (safi_store_get_sql (self), text, error);
  if (query == NULL)
    return FALSE;
  for (guint i = 0; i < n_tallies; i++) {
    safi_query_bind_int (query, i);
    safi_query_bind_int (query, tallies[i].since);
    safi_query_bind_int (query, tallies[i].until);
  }
  while (safi_query_next (query, &row, error)) {
    if (!row)
      return TRUE;
    add_count (tallies, query);
  }
  return FALSE;
}

gboolean
safi_store_read_history (SafiStore *self, gint64 now, SafiHistory *ret_history, GError **error)
{
  SafiHistory history = safi_history_begin (now);
  SafiTally tallies[SAFI_HISTORY_WEEKS + 1];

  for (guint i = 0; i < SAFI_HISTORY_WEEKS; i++)
    tallies[i] = history.weeks[i];
  tallies[SAFI_HISTORY_WEEKS] = history.today;
  if (!safi_store_count_tallies (self, tallies, G_N_ELEMENTS (tallies), error) ||
      !safi_store_list_data_days (self, history.days, SAFI_HISTORY_DAYS, history.octets, error))
    return FALSE;
  for (guint i = 0; i < SAFI_HISTORY_WEEKS; i++)
    history.weeks[i] = tallies[i];
  history.today = tallies[SAFI_HISTORY_WEEKS];
  *ret_history = history;
  return TRUE;
}
