/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/safi-error.h"
#include "core/mailbox/safi-pause.h"
#include "store/accounts/safi-data-use.h"
#include "store/accounts/safi-store-watch.h"
#include "store/safi-store-private.h"

#define PAUSED_UNTIL "paused-until" /* a note: seconds UTC */

#define ACCOUNT_COLUMNS "kind, id, address, user, host, port, security, directory, way, authority"

static SafiAccount *
read_account (SafiQuery *query)
{
  const char *id = safi_query_get_text (query, 1);
  const char *address = safi_query_get_text (query, 2);
  SafiSecurity security = SAFI_SECURITY_TLS;
  SafiWay way = SAFI_WAY_PASSWORD;
  g_autoptr (SafiAccount) account = NULL;

  if (g_strcmp0 (safi_query_get_text (query, 0), "practice") == 0)
    return safi_account_new_practice (id, address, safi_query_get_text (query, 7));
  safi_security_from_word (safi_query_get_text (query, 6), &security);
  safi_way_from_word (safi_query_get_text (query, 8), &way);
  account = safi_account_new_imap (id, address, safi_query_get_text (query, 3),
                                   safi_query_get_text (query, 4),
                                   (guint16) safi_query_get_int (query, 5), security);
  return safi_account_with_way (account, way, safi_query_get_text (query, 9));
}

static void
bind_account (SafiQuery *query, SafiAccount *account)
{
  gboolean is_practice = safi_account_get_kind (account) == SAFI_ACCOUNT_PRACTICE;

  safi_query_bind_text (query, is_practice ? "practice" : "imap");
  safi_query_bind_text (query, safi_account_get_id (account));
  safi_query_bind_text (query, safi_account_get_address (account));
  safi_query_bind_text (query, safi_account_get_user (account));
  safi_query_bind_text (query, safi_account_get_host (account));
  safi_query_bind_int (query, safi_account_get_port (account));
  safi_query_bind_text (query, safi_security_to_word (safi_account_get_security (account)));
  if (is_practice)
    safi_query_bind_octets (query, safi_account_get_directory (account));
  else
    safi_query_bind_null (query);
  safi_query_bind_text (query, safi_way_to_word (safi_account_get_way (account)));
  safi_query_bind_text (query, safi_account_get_authority (account));
}

gboolean
safi_store_save_account (SafiStore *self, SafiAccount *account, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "INSERT INTO account (" ACCOUNT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, address = excluded.address,"
      " user = excluded.user, host = excluded.host, port = excluded.port,"
      " security = excluded.security, directory = excluded.directory, way = excluded.way,"
      " authority = excluded.authority",
      error);

  if (query == NULL)
    return FALSE;
  bind_account (query, account);
  return safi_query_run (query, error);
}

GPtrArray *
safi_store_list_accounts (SafiStore *self, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self), "SELECT " ACCOUNT_COLUMNS " FROM account ORDER BY number", error);
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_account_unref);
  gboolean row = query != NULL;

  while (row) {
    if (!safi_query_next (query, &row, error))
      return NULL;
    if (row)
      g_ptr_array_add (accounts, read_account (query));
  }
  return query != NULL ? g_steal_pointer (&accounts) : NULL;
}

SafiAccount *
safi_store_get_account (SafiStore *self, const char *id, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self), "SELECT " ACCOUNT_COLUMNS " FROM account WHERE id = ?", error);
  gboolean row = FALSE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, id);
  if (!safi_query_next (query, &row, error))
    return NULL;
  if (row)
    return read_account (query);
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "no such account");
  return NULL;
}

gboolean
safi_store_run_for_account (SafiStore *self,
                            const char *const *statements,
                            gsize n_statements,
                            const char *account,
                            GError **error)
{
  for (gsize i = 0; i < n_statements; i++) {
    g_autoptr (SafiQuery) query = safi_sql_query (safi_store_get_sql (self), statements[i], error);

    if (query == NULL)
      return FALSE;
    safi_query_bind_text (query, account);
    if (!safi_query_run (query, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
safi_store_remove_account (SafiStore *self, const char *id, GError **error)
{
  /* The journal goes before the judged rows it points to. */
  static const char *const deletions[] = {
    "DELETE FROM action WHERE account = ?",
    "DELETE FROM judged WHERE account = ?",
    "DELETE FROM taught WHERE account = ?",
    "DELETE FROM finding_count WHERE account = ?",
    "DELETE FROM kept WHERE account = ?",
    "DELETE FROM mark WHERE account = ?",
    "DELETE FROM note WHERE account = ?",
    "DELETE FROM policy WHERE account = ?",
    "DELETE FROM correspondent WHERE account = ?",
    "DELETE FROM learned_from WHERE account = ?",
    "DELETE FROM pending WHERE account = ?",
    "DELETE FROM auth_result WHERE account = ?",
    "DELETE FROM sender_history WHERE account = ?",
    "DELETE FROM sent WHERE account = ?",
    "DELETE FROM dkim_key WHERE account = ?",
    "DELETE FROM data_use WHERE account = ?",
    "DELETE FROM sender_rule WHERE account = ?",
    "DELETE FROM folder_state WHERE account = ?",
    "DELETE FROM letter WHERE account = ?",
    "DELETE FROM training_key WHERE account = ?",
    "DELETE FROM account WHERE id = ?",
  };
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (self, error);

  if (transaction == NULL ||
      !safi_store_keep_day_use (self, id, safi_clock_wall (safi_store_get_clock (self)), error) ||
      !safi_store_run_for_account (self, deletions, G_N_ELEMENTS (deletions), id, error))
    return FALSE;
  if (!safi_transaction_commit (g_steal_pointer (&transaction), error))
    return FALSE;
  safi_store_wipe_log (self);
  return TRUE;
}

/* What somebody else wrote there and cannot be read is left out. */
static void
read_names (char *field, SafiQuery *query, int column)
{
  safi_policy_set_names (field, safi_query_get_text (query, column));
}

/* A pause that ended meanwhile is none. */
static gboolean
read_end_of_pause (SafiStore *self, const char *account, SafiPolicy *policy, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *until = safi_store_get_note (self, account, PAUSED_UNTIL, &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  policy->paused_until = until != NULL ? g_ascii_strtoll (until, NULL, 10) : 0;
  if (safi_pause_is_over (policy, safi_clock_wall (safi_store_get_clock (self)))) {
    policy->paused = FALSE;
    policy->paused_until = 0;
  }
  return TRUE;
}

static gboolean
write_end_of_pause (SafiStore *self, const char *account, const SafiPolicy *policy, GError **error)
{
  g_autofree char *until = NULL;

  if (policy->paused && policy->paused_until != 0)
    until = g_strdup_printf ("%" G_GINT64_FORMAT, policy->paused_until);
  return safi_store_set_note (self, account, PAUSED_UNTIL, until, error);
}

gboolean
safi_store_get_policy (SafiStore *self, const char *account, SafiPolicy *ret_policy, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "SELECT junk_from, good_below, watch_only, paused, junk_folder, check_minutes,"
      " look_ups, forwarders, certifiers, dns_lists, spares_data, day_megabytes, waits_at_limit,"
      " digest FROM policy WHERE account = ?",
      error);
  SafiPolicy policy = safi_policy_default ();
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  if (row) {
    policy.junk_from = safi_query_get_double (query, 0);
    policy.good_below = safi_query_get_double (query, 1);
    policy.watch_only = safi_query_get_int (query, 2) != 0;
    policy.paused = safi_query_get_int (query, 3) != 0;
    g_strlcpy (policy.junk_folder, safi_query_get_text (query, 4), sizeof policy.junk_folder);
    policy.check_minutes = (guint) safi_query_get_int (query, 5);
    policy.look_ups = safi_query_get_int (query, 6) != 0;
    read_names (policy.forwarders, query, 7);
    read_names (policy.certifiers, query, 8);
    read_names (policy.dns_lists, query, 9);
    policy.spares_data = safi_query_get_int (query, 10) != 0;
    policy.day_megabytes = (guint) safi_query_get_int (query, 11);
    policy.waits_at_limit = safi_query_get_int (query, 12) != 0;
    policy.digest = safi_query_get_int (query, 13) != 0;
  }
  if (policy.paused && !read_end_of_pause (self, account, &policy, error))
    return FALSE;
  *ret_policy = policy;
  return TRUE;
}

static gboolean
write_policy (SafiStore *self, const char *account, const SafiPolicy *policy, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "INSERT OR REPLACE INTO policy (account, junk_from, good_below, watch_only, paused,"
      " junk_folder, check_minutes, look_ups, forwarders, certifiers, dns_lists, spares_data,"
      " day_megabytes, waits_at_limit, digest)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_double (query, policy->junk_from);
  safi_query_bind_double (query, policy->good_below);
  safi_query_bind_int (query, policy->watch_only ? 1 : 0);
  safi_query_bind_int (query, policy->paused ? 1 : 0);
  safi_query_bind_octets (query, policy->junk_folder);
  safi_query_bind_int (query, policy->check_minutes);
  safi_query_bind_int (query, policy->look_ups ? 1 : 0);
  safi_query_bind_text (query, policy->forwarders);
  safi_query_bind_text (query, policy->certifiers);
  safi_query_bind_text (query, policy->dns_lists);
  safi_query_bind_int (query, policy->spares_data ? 1 : 0);
  safi_query_bind_int (query, policy->day_megabytes);
  safi_query_bind_int (query, policy->waits_at_limit ? 1 : 0);
  safi_query_bind_int (query, policy->digest ? 1 : 0);
  return safi_query_run (query, error);
}

gboolean
safi_store_set_policy (SafiStore *self,
                       const char *account,
                       const SafiPolicy *policy,
                       GError **error)
{
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (self, error);

  if (transaction == NULL || !write_policy (self, account, policy, error) ||
      !write_end_of_pause (self, account, policy, error) ||
      (!policy->watch_only && !safi_store_end_watch_week (self, account, error)))
    return FALSE;
  return safi_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
safi_store_get_mark (SafiStore *self,
                     const char *account,
                     const char *folder,
                     guint32 *ret_uidvalidity,
                     guint32 *ret_uidnext,
                     GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "SELECT uidvalidity, uidnext FROM mark WHERE account = ? AND folder = ?", error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, folder);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_uidvalidity = row ? (guint32) safi_query_get_int (query, 0) : 0;
  *ret_uidnext = row ? (guint32) safi_query_get_int (query, 1) : 0;
  return TRUE;
}

gboolean
safi_store_set_mark (SafiStore *self,
                     const char *account,
                     const char *folder,
                     guint32 uidvalidity,
                     guint32 uidnext,
                     GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "INSERT OR REPLACE INTO mark (account, folder, uidvalidity, uidnext) VALUES (?, ?, ?, ?)",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, folder);
  safi_query_bind_int (query, uidvalidity);
  safi_query_bind_int (query, uidnext);
  return safi_query_run (query, error);
}

char *
safi_store_get_note (SafiStore *self, const char *account, const char *name, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self), "SELECT value FROM note WHERE account = ? AND name = ?", error);
  gboolean row = FALSE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, name);
  if (!safi_query_next (query, &row, error) || !row)
    return NULL;
  return g_strdup (safi_query_get_text (query, 0));
}

gboolean
safi_store_set_note (SafiStore *self,
                     const char *account,
                     const char *name,
                     const char *value,
                     GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      value != NULL ? "INSERT OR REPLACE INTO note (account, name, value) VALUES (?, ?, ?)"
                    : "DELETE FROM note WHERE account = ? AND name = ?",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, name);
  if (value != NULL)
    safi_query_bind_text (query, value);
  return safi_query_run (query, error);
}
