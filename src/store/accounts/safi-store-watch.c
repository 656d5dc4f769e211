/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/accounts/safi-store-watch.h"

#include "store/safi-store-private.h"

#define WEEK "watch-week" /* a note: safi_watch_week_write */
#define WRITE_AFTER 60    /* seconds that are worth a commit */

/* Of judged messages, those that were taken for junk and that watching held back, whatever became
 * of them since. */
#define HELD_BACK                                                                                  \
  "account = ?1 AND id > ?2 AND decision = 'junk'"                                                 \
  " AND (taught_class IS NOT NULL OR fate IN ('would-move', 'moving', 'moved'))"

/* FALSE with @error. */
static gboolean
read_week (SafiStore *self,
           const char *account,
           SafiWatchWeek *ret_week,
           gboolean *ret_is_any,
           GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = safi_store_get_note (self, account, WEEK, &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  *ret_is_any = safi_watch_week_read (text, ret_week);
  return TRUE;
}

static gboolean
write_week (SafiStore *self, const char *account, const SafiWatchWeek *week, GError **error)
{
  g_autofree char *text = safi_watch_week_write (week);

  return safi_store_set_note (self, account, WEEK, text, error);
}

/* The greatest id of a judged row. */
static gboolean
read_last (SafiStore *self, gint64 *ret_id, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self), "SELECT coalesce(max(id), 0) FROM judged", error);
  gboolean row = FALSE;

  if (query == NULL || !safi_query_next (query, &row, error))
    return FALSE;
  *ret_id = safi_query_get_int (query, 0);
  return TRUE;
}

gboolean
safi_store_begin_watch_week (SafiStore *self, const char *account, GError **error)
{
  SafiWatchWeek week = { .seen = safi_clock_wall (safi_store_get_clock (self)) };

  return read_last (self, &week.after, error) && write_week (self, account, &week, error);
}

gboolean
safi_store_pass_watch_week (SafiStore *self, const char *account, GError **error)
{
  const gint64 now = safi_clock_wall (safi_store_get_clock (self));
  SafiWatchWeek week;
  gboolean is_any;

  if (!read_week (self, account, &week, &is_any, error))
    return FALSE;
  if (!is_any)
    return safi_store_begin_watch_week (self, account, error);
  if (ABS (now - week.seen) < WRITE_AFTER)
    return TRUE;
  safi_watch_week_pass (&week, now);
  return write_week (self, account, &week, error);
}

gboolean
safi_store_end_watch_week (SafiStore *self, const char *account, GError **error)
{
  return safi_store_set_note (self, account, WEEK, NULL, error);
}

/* When the day of @now began, in the person's time zone, and the day before. */
static void
find_midnights (gint64 now, gint64 *ret_today, gint64 *ret_yesterday)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (now);
  g_autoptr (GDateTime) today =
      g_date_time_new_local (g_date_time_get_year (time), g_date_time_get_month (time),
                             g_date_time_get_day_of_month (time), 0, 0, 0);
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (today, -1);

  *ret_today = g_date_time_to_unix (today);
  *ret_yesterday = g_date_time_to_unix (yesterday);
}

static gboolean
count (SafiStore *self,
       const char *account,
       const SafiWatchWeek *week,
       SafiWatching *ret_watching,
       GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "SELECT count(*), coalesce(sum(taught_class = 'good'), 0),"
      " coalesce(sum(fate = 'would-move' AND judged_at >= ?3), 0),"
      " coalesce(sum(fate = 'would-move' AND judged_at >= ?4 AND judged_at < ?3), 0)"
      " FROM judged WHERE " HELD_BACK,
      error);
  gboolean row = FALSE;
  gint64 today, yesterday;

  if (query == NULL)
    return FALSE;
  find_midnights (safi_clock_wall (safi_store_get_clock (self)), &today, &yesterday);
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, week->after);
  safi_query_bind_int (query, today);
  safi_query_bind_int (query, yesterday);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  ret_watching->week = (guint) safi_query_get_int (query, 0);
  ret_watching->corrected = (guint) safi_query_get_int (query, 1);
  ret_watching->today = (guint) safi_query_get_int (query, 2);
  ret_watching->yesterday = (guint) safi_query_get_int (query, 3);
  return TRUE;
}

gboolean
safi_store_read_watching (SafiStore *self,
                          const char *account,
                          SafiWatching *ret_watching,
                          GError **error)
{
  SafiWatching watching = { 0 };
  SafiWatchWeek week;
  gboolean is_any;

  if (!read_week (self, account, &week, &is_any, error))
    return FALSE;
  if (is_any) {
    watching.day = safi_watch_week_get_day (&week);
    watching.is_over = safi_watch_week_is_over (&week);
    if (!count (self, account, &week, &watching, error))
      return FALSE;
  }
  *ret_watching = watching;
  return TRUE;
}
