/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/accounts/safi-move-pace.h"

#include "core/mailbox/safi-policy.h"
#include "store/safi-store-private.h"

#define HOUR (60 * 60) /* seconds */
#define DAY (24 * HOUR)

/* Later than @since, until now. */
static gboolean
count_since (SafiStore *store,
             const char *account,
             gint64 approved,
             gint64 since,
             gint64 now,
             guint *ret_count,
             GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT count(*) FROM action WHERE account = ? AND time > ? AND time <= ?"
                      " AND id > ? AND undoes IS NULL AND asked = 0",
                      error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, since);
  safi_query_bind_int (query, now);
  safi_query_bind_int (query, approved);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_count = (guint) safi_query_get_int (query, 0);
  return TRUE;
}

static gboolean
count_earlier (SafiStore *store,
               const char *account,
               gint64 now,
               SafiMovePace *pace,
               GError **error)
{
  const gint64 end = now - DAY;
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT count(*), min(time) FROM action WHERE account = ? AND time > ?"
                      " AND time <= ? AND undoes IS NULL AND asked = 0",
                      error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, end - (gint64) SAFI_POLICY_MOVES_MEAN_DAYS * DAY);
  safi_query_bind_int (query, end);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  pace->earlier = (guint) safi_query_get_int (query, 0);
  if (pace->earlier > 0)
    pace->days = (guint) ((end - safi_query_get_int (query, 1)) / DAY + 1);
  return TRUE;
}

gboolean
safi_move_pace_read (SafiStore *store,
                     const char *account,
                     gint64 approved,
                     SafiMovePace *ret_pace,
                     GError **error)
{
  const gint64 now = safi_clock_wall (safi_store_get_clock (store));
  SafiMovePace pace = { 0 };

  if (!count_since (store, account, approved, now - HOUR, now, &pace.in_hour, error) ||
      !count_since (store, account, approved, now - DAY, now, &pace.today, error) ||
      !count_earlier (store, account, now, &pace, error))
    return FALSE;
  *ret_pace = pace;
  return TRUE;
}

gboolean
safi_move_pace_set_asked (SafiStore *store, gint64 run, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (store), "UPDATE action SET asked = 1 WHERE run = ? AND asked = 0", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, run);
  return safi_query_run (query, error);
}

gboolean
safi_move_pace_get_last (SafiStore *store, const char *account, gint64 *ret_action, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT coalesce(max(id), 0) FROM action WHERE account = ?", error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_action = safi_query_get_int (query, 0);
  return TRUE;
}
