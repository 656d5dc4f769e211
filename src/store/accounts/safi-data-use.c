/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/accounts/safi-data-use.h"

#include <stdio.h>
#include <string.h>

#include "store/safi-store-private.h"

#define EVERY_ACCOUNT ""
#define NOTE_LIFTED "day-limit-lifted" /* "day octets" */

void
safi_data_use_free (SafiDataUse *self)
{
  if (self == NULL)
    return;
  g_free (self->account);
  g_free (self);
}

/* Returns: the day in local time as a number that can be read: 20261126. */
static gint64
get_day (GDateTime *time)
{
  return (gint64) g_date_time_get_year (time) * 10000 + g_date_time_get_month (time) * 100 +
         g_date_time_get_day_of_month (time);
}

static gboolean
forget_old_days (SafiStore *self, GDateTime *today, GError **error)
{
  g_autoptr (GDateTime) first = g_date_time_add_days (today, -SAFI_DATA_USE_DAYS);
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self), "DELETE FROM data_use WHERE day < ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, get_day (first));
  return safi_query_run (query, error);
}

gboolean
safi_store_add_data_use (SafiStore *self,
                         const char *account,
                         gint64 time,
                         guint64 octets,
                         GError **error)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (time);
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "INSERT INTO data_use (account, day, octets) VALUES (?, ?, ?)"
                      " ON CONFLICT (account, day) DO UPDATE SET octets = octets + excluded.octets",
                      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, get_day (today));
  safi_query_bind_int (query, (gint64) octets);
  return safi_query_run (query, error) && forget_old_days (self, today, error);
}

static void
add_row (GPtrArray *rows, SafiQuery *query)
{
  SafiDataUse *row = g_new0 (SafiDataUse, 1);

  row->account = g_strdup (safi_query_get_text (query, 0));
  row->today = (guint64) safi_query_get_int (query, 1);
  row->month = (guint64) safi_query_get_int (query, 2);
  g_ptr_array_add (rows, row);
}

GPtrArray *
safi_store_list_data_use (SafiStore *self, gint64 now, GError **error)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_data_use_free);
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "SELECT id, total (CASE WHEN day = ?1 THEN octets END), total (octets) FROM account"
      " LEFT JOIN data_use ON data_use.account = account.id AND day >= ?2 AND day <= ?1"
      " GROUP BY id ORDER BY number",
      error);
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_int (query, get_day (today));
  safi_query_bind_int (query, get_day (today) / 100 * 100 + 1);
  while (safi_query_next (query, &row, error)) {
    if (!row)
      return g_steal_pointer (&rows);
    add_row (rows, query);
  }
  return NULL;
}

/* Returns: the day that @time (seconds UTC) is in. */
static gint64
get_day_of (gint64 time)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (time);

  return get_day (day);
}

static void
put_octets (SafiQuery *query, const gint64 *days, guint n_days, guint64 *octets)
{
  for (guint i = 0; i < n_days; i++)
    if (get_day_of (days[i]) == safi_query_get_int (query, 0))
      octets[i] = (guint64) safi_query_get_int (query, 1);
}

gboolean
safi_store_keep_day_use (SafiStore *self, const char *account, gint64 now, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "INSERT INTO data_use (account, day, octets)"
      " SELECT '" SAFI_DATA_USE_NOBODY "', day, octets FROM data_use WHERE account = ? AND day = ?"
      " ON CONFLICT (account, day) DO UPDATE SET octets = octets + excluded.octets",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, get_day_of (now));
  return safi_query_run (query, error);
}

gboolean
safi_store_list_data_days (SafiStore *self,
                           const gint64 *days,
                           guint n_days,
                           guint64 *ret_octets,
                           GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "SELECT day, sum (octets) FROM data_use WHERE day >= ? AND day <= ? GROUP BY day", error);
  g_autofree guint64 *octets = g_new0 (guint64, n_days);
  gboolean row = TRUE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, get_day_of (days[0]));
  safi_query_bind_int (query, get_day_of (days[n_days - 1]));
  while (safi_query_next (query, &row, error)) {
    if (row) {
      put_octets (query, days, n_days, octets);
      continue;
    }
    memcpy (ret_octets, octets, n_days * sizeof *octets);
    return TRUE;
  }
  return FALSE;
}

static gboolean
sum_day (SafiStore *self, gint64 day, guint64 *ret_octets, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self), "SELECT total (octets) FROM data_use WHERE day = ?", error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, day);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_octets = row ? (guint64) safi_query_get_int (query, 0) : 0;
  return TRUE;
}

gboolean
safi_store_get_day_use (SafiStore *self,
                        gint64 now,
                        guint64 *ret_used,
                        guint64 *ret_lifted_at,
                        GError **error)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  g_autofree char *text = safi_store_get_note (self, EVERY_ACCOUNT, NOTE_LIFTED, NULL);
  gint64 day;
  guint64 octets;

  if (!sum_day (self, get_day (today), ret_used, error))
    return FALSE;
  *ret_lifted_at = 0;
  if (text != NULL &&
      sscanf (text, "%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT, &day, &octets) == 2 &&
      day == get_day (today))
    *ret_lifted_at = octets;
  return TRUE;
}

gboolean
safi_store_lift_day_limit (SafiStore *self, gint64 now, GError **error)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  g_autofree char *text = NULL;
  guint64 used;

  if (!sum_day (self, get_day (today), &used, error))
    return FALSE;
  text = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT, get_day (today), used);
  return safi_store_set_note (self, EVERY_ACCOUNT, NOTE_LIFTED, text, error);
}
