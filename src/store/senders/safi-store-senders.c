/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/senders/safi-store-senders.h"

#include <string.h>

#include "core/base/safi-error.h"
#include "store/safi-store-private.h"

static gboolean
take_back (SafiStore *self, const char *account, const char *sender, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self), "DELETE FROM sender_rule WHERE account = ? AND sender = ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, sender);
  return safi_query_run (query, error);
}

/* @ret_has_room: TRUE, too, if @sender has a rule that will be replaced. */
static gboolean
find_room (SafiStore *self,
           const char *account,
           const char *sender,
           gboolean *ret_has_room,
           GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "SELECT count(*) FROM sender_rule WHERE account = ? AND sender <> ?", error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, sender);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_has_room = safi_query_get_int (query, 0) < SAFI_STORE_SENDER_RULES_MAX;
  return TRUE;
}

gboolean
safi_store_set_sender_rule (SafiStore *self,
                            const char *account,
                            const char *sender,
                            SafiSenderRule rule,
                            gint64 time,
                            GError **error)
{
  g_autoptr (SafiQuery) query = NULL;
  gboolean has_room;

  if (rule == SAFI_SENDER_RULE_NONE)
    return take_back (self, account, sender, error);
  if (!find_room (self, account, sender, &has_room, error))
    return FALSE;
  if (!has_room) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "too many rules about senders");
    return FALSE;
  }
  query = safi_sql_query (safi_store_get_sql (self),
                          "INSERT OR REPLACE INTO sender_rule (account, sender, rule, time)"
                          " VALUES (?, ?, ?, ?)",
                          error);
  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, sender);
  safi_query_bind_text (query, safi_sender_rule_to_word (rule));
  safi_query_bind_int (query, time);
  return safi_query_run (query, error);
}

gboolean
safi_store_get_sender_rule (SafiStore *self,
                            const char *account,
                            const char *sender,
                            SafiSenderRule *ret_rule,
                            GError **error)
{
  const char *at = strrchr (sender, '@');
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "SELECT rule FROM sender_rule WHERE account = ? AND sender IN (?, ?)"
                      " ORDER BY length(sender) DESC LIMIT 1",
                      error);
  gboolean row = FALSE;

  *ret_rule = SAFI_SENDER_RULE_NONE;
  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, sender);
  safi_query_bind_text (query, at != NULL ? at + 1 : sender);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  if (row)
    *ret_rule = safi_sender_rule_from_word (safi_query_get_text (query, 0));
  return TRUE;
}

GPtrArray *
safi_store_list_sender_rules (SafiStore *self, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "SELECT sender, rule, time FROM sender_rule WHERE account = ? ORDER BY sender", error);
  g_autoptr (GPtrArray) rules =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_said_rule_free);
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  while (row) {
    if (!safi_query_next (query, &row, error))
      return NULL;
    if (row)
      g_ptr_array_add (
          rules, safi_said_rule_new (safi_query_get_text (query, 0),
                                     safi_sender_rule_from_word (safi_query_get_text (query, 1)),
                                     safi_query_get_int (query, 2)));
  }
  return g_steal_pointer (&rules);
}
