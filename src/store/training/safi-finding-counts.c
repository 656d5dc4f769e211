/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/training/safi-finding-counts.h"

#include "store/safi-store-private.h"

/* Runs @text, whose ? are good, junk, account and code, for every code of @taught: one message of
 * its class. */
static gboolean
run_for_codes (SafiSql *sql,
               const char *text,
               const char *account,
               const SafiTaught *taught,
               GError **error)
{
  gboolean is_junk = taught->lesson->taught_class == SAFI_CLASS_JUNK;

  for (guint i = 0; i < taught->codes->len; i++) {
    g_autoptr (SafiQuery) query = safi_sql_query (sql, text, error);

    if (query == NULL)
      return FALSE;
    safi_query_bind_int (query, is_junk ? 0 : 1);
    safi_query_bind_int (query, is_junk ? 1 : 0);
    safi_query_bind_text (query, account);
    safi_query_bind_text (query, taught->codes->pdata[i]);
    if (!safi_query_run (query, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
safi_finding_counts_add (SafiSql *sql,
                         const char *account,
                         const SafiTaught *taught,
                         GError **error)
{
  return run_for_codes (sql,
                        "INSERT INTO finding_count (good, junk, account, code) VALUES (?, ?, ?, ?)"
                        " ON CONFLICT (account, code) DO UPDATE SET good = good + excluded.good,"
                        " junk = junk + excluded.junk",
                        account, taught, error);
}

/* A count below 0 breaks the table's rule and fails; a row without counts vanishes. */
gboolean
safi_finding_counts_remove (SafiSql *sql,
                            const char *account,
                            const SafiTaught *taught,
                            GError **error)
{
  return run_for_codes (sql,
                        "UPDATE finding_count SET good = good - ?, junk = junk - ?"
                        " WHERE account = ? AND code = ?",
                        account, taught, error) &&
         safi_sql_run_script (sql, "DELETE FROM finding_count WHERE good = 0 AND junk = 0", error);
}

GHashTable *
safi_training_list_findings (SafiStore *store, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT code, good, junk FROM finding_count WHERE account = ?", error);
  g_autoptr (GHashTable) findings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  while (safi_query_next (query, &row, error)) {
    SafiTotals *counts;

    if (!row)
      return g_steal_pointer (&findings);
    counts = g_new (SafiTotals, 1);
    counts->good = (guint32) safi_query_get_int (query, 1);
    counts->junk = (guint32) safi_query_get_int (query, 2);
    g_hash_table_insert (findings, g_strdup (safi_query_get_text (query, 0)), counts);
  }
  return NULL;
}
