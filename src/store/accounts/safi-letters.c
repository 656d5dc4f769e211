/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/accounts/safi-letters.h"

#include "store/safi-store-private.h"

static const char *const words[] = {
  [SAFI_LETTER_PLANNED] = "planned",
  [SAFI_LETTER_SENT] = "sent",
  [SAFI_LETTER_DONE] = "done",
  [SAFI_LETTER_GONE] = "gone",
};

void
safi_letter_free (SafiLetter *self)
{
  if (self == NULL)
    return;
  g_free (self->identity);
  g_clear_pointer (&self->octets, g_bytes_unref);
  g_free (self);
}

gboolean
safi_letters_plan (SafiStore *store,
                   const char *account,
                   const char *identity,
                   GBytes *octets,
                   GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "INSERT INTO letter (account, identity, written, state, octets)"
                      " VALUES (?, ?, ?, 'planned', ?)",
                      error);
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  safi_query_bind_int (query, safi_clock_wall (safi_store_get_clock (store)));
  safi_query_bind_blob (query, data, length);
  return safi_query_run (query, error);
}

gboolean
safi_letters_advance (SafiStore *store, gint64 id, SafiLetterState state, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "UPDATE letter SET state = ?1, tries = tries + (?1 = 'sent'),"
                      " sent = CASE WHEN ?1 = 'sent' THEN ?2 ELSE sent END,"
                      " octets = CASE WHEN ?1 IN ('done', 'gone') THEN NULL ELSE octets END"
                      " WHERE id = ?3 AND state IN ('planned', 'sent')",
                      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, words[state]);
  safi_query_bind_int (query, safi_clock_wall (safi_store_get_clock (store)));
  safi_query_bind_int (query, id);
  return safi_query_run (query, error);
}

static SafiLetter *
read_letter (SafiQuery *query)
{
  SafiLetter *self = g_new0 (SafiLetter, 1);
  gsize length;
  const void *octets = safi_query_get_blob (query, 4, &length);

  self->id = safi_query_get_int (query, 0);
  self->identity = g_strdup (safi_query_get_text (query, 1));
  self->written = safi_query_get_int (query, 2);
  self->sent = safi_query_get_int (query, 3);
  self->octets = g_bytes_new (octets, length);
  self->tries = (guint) safi_query_get_int (query, 5);
  self->state = safi_query_get_int (query, 6) != 0 ? SAFI_LETTER_SENT : SAFI_LETTER_PLANNED;
  return self;
}

gboolean
safi_letters_get_open (SafiStore *store,
                       const char *account,
                       SafiLetter **ret_letter,
                       GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (store),
      "SELECT id, identity, written, sent, octets, tries, state = 'sent' FROM letter"
      " WHERE account = ? AND state IN ('planned', 'sent') ORDER BY id LIMIT 1",
      error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_letter = row ? read_letter (query) : NULL;
  return TRUE;
}

static gboolean
ask_number (SafiQuery *query, gint64 *ret_number, GError **error)
{
  gboolean row = FALSE;

  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_number = row ? safi_query_get_int (query, 0) : 0;
  return TRUE;
}

gboolean
safi_letters_get_last (SafiStore *store,
                       const char *account,
                       gint64 until,
                       gint64 *ret_written,
                       GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT max (written) FROM letter WHERE account = ? AND written <= ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, until);
  return ask_number (query, ret_written, error);
}

gboolean
safi_letters_is_own (SafiStore *store,
                     const char *account,
                     const char *identity,
                     gboolean *ret_is_own,
                     GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (store), "SELECT 1 FROM letter WHERE account = ? AND identity = ?", error);
  gint64 number;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  if (!ask_number (query, &number, error))
    return FALSE;
  *ret_is_own = number != 0;
  return TRUE;
}
