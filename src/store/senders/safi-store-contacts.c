/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/senders/safi-store-contacts.h"

#include "store/safi-store-private.h"

static gint64
get_first_day (SafiStore *self)
{
  g_autoptr (GDateTime) now =
      g_date_time_new_from_unix_local (safi_clock_wall (safi_store_get_clock (self)));
  g_autoptr (GDateTime) first = g_date_time_add_days (now, -(SAFI_CONTACT_DAYS - 1));

  return safi_contact_get_day (g_date_time_to_unix (first));
}

static void
bind_key (SafiQuery *query, const SafiContact *row)
{
  safi_query_bind_int (query, row->day);
  safi_query_bind_text (query, safi_contact_why_to_word (row->why));
  safi_query_bind_text (query, row->host);
  safi_query_bind_int (query, row->port);
}

static void
bind_counts (SafiQuery *query, const SafiContact *row)
{
  safi_query_bind_int (query, row->times);
  safi_query_bind_int (query, (gint64) row->octets);
  safi_query_bind_int (query, row->last);
}

/* A host that is not known yet has no name where the day holds too many of them. */
static gboolean
add_row (SafiStore *self, const SafiContact *row, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "INSERT INTO contact (day, why, host, port, times, octets, last)"
      " SELECT ?1, ?2, iif (fits, ?3, ''), iif (fits, ?4, 0), ?5, ?6, ?7 FROM"
      " (SELECT EXISTS (SELECT 1 FROM contact"
      "   WHERE day = ?1 AND why = ?2 AND host = ?3 AND port = ?4)"
      "  OR (SELECT count (*) FROM contact WHERE day = ?1 AND host <> '') < ?8 AS fits) WHERE true"
      " ON CONFLICT (day, why, host, port) DO UPDATE SET times = times + excluded.times,"
      " octets = octets + excluded.octets, last = max (last, excluded.last)",
      error);

  if (query == NULL)
    return FALSE;
  bind_key (query, row);
  bind_counts (query, row);
  safi_query_bind_int (query, SAFI_CONTACTS_OF_DAY_MAX);
  return safi_query_run (query, error);
}

/* Days of a clock that was ahead are not old; they are kept where there is room for them, and never
 * push out those of a clock that is right. */
static gboolean
forget_old_days (SafiStore *self, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "DELETE FROM contact WHERE day < ?1 OR day NOT IN"
                      " (SELECT DISTINCT day FROM contact ORDER BY day > ?3, day DESC LIMIT ?2)",
                      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, get_first_day (self));
  safi_query_bind_int (query, SAFI_CONTACT_DAYS);
  safi_query_bind_int (query, safi_contact_get_day (safi_clock_wall (safi_store_get_clock (self))));
  return safi_query_run (query, error);
}

static gboolean
add_rows (SafiStore *self, GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    if (!add_row (self, rows->pdata[i], error))
      return FALSE;
  return forget_old_days (self, error);
}

gboolean
safi_store_add_contacts (SafiStore *self, GPtrArray *rows, GError **error)
{
  if (rows->len == 0)
    return TRUE;
  if (!safi_store_begin (self, error))
    return FALSE;
  if (add_rows (self, rows, error))
    return safi_store_commit (self, error);
  safi_store_rollback (self);
  return FALSE;
}

void
safi_store_keep_contacts (SafiStore *self, SafiContacts *contacts)
{
  g_autoptr (GPtrArray) rows = safi_contacts_take (contacts);

  if (!safi_store_add_contacts (self, rows, NULL))
    safi_contacts_return (contacts, rows);
}

static SafiContact *
read_row (SafiQuery *query)
{
  SafiContact *row =
      safi_contact_new (safi_query_get_int (query, 6), SAFI_CONTACT_MAILBOX,
                        safi_query_get_text (query, 2), (guint16) safi_query_get_int (query, 3));

  row->day = safi_query_get_int (query, 0);
  safi_contact_why_from_word (safi_query_get_text (query, 1), &row->why);
  row->times = (guint) safi_query_get_int (query, 4);
  row->octets = (guint64) safi_query_get_int (query, 5);
  return row;
}

/* In the order in which they are declared. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const SafiContact *one = *(const SafiContact *const *) a;
  const SafiContact *other = *(const SafiContact *const *) b;

  if (one->day != other->day)
    return one->day > other->day ? -1 : 1;
  if (one->why != other->why)
    return (int) one->why - (int) other->why;
  return g_strcmp0 (one->host, other->host);
}

GPtrArray *
safi_store_list_contacts (SafiStore *self, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_contact_free);
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "SELECT day, why, host, port, times, octets, last FROM contact"
                      " WHERE day >= ?",
                      error);
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_int (query, get_first_day (self));
  while (safi_query_next (query, &row, error)) {
    if (!row) {
      g_ptr_array_sort (rows, compare);
      return g_steal_pointer (&rows);
    }
    g_ptr_array_add (rows, read_row (query));
  }
  return NULL;
}
