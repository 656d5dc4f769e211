/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/safi-training.h"

#include <string.h>

#include "core/safi-error.h"
#include "store/safi-feature-sum.h"
#include "store/safi-store-private.h"

#define PASSES_MAX 1000 /* more than any rule of training adds */

SafiTaught *
safi_taught_new (SafiClass taught_class, guint passes, GArray *features, GPtrArray *codes)
{
  SafiTaught *self = g_new0 (SafiTaught, 1);

  self->taught_class = taught_class;
  self->passes = passes;
  self->features = g_array_ref (features);
  self->codes = g_ptr_array_ref (codes);
  return self;
}

void
safi_taught_free (SafiTaught *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->features);
  g_ptr_array_unref (self->codes);
  g_free (self);
}

/* Eight octets for each feature: 1,500 keyed hashes hold about 55 bits of information each, so
 * sorting and writing differences would save an eighth at best, and variable-length octets
 * nothing. Returns: (transfer full). */
static GBytes *
write_features (GArray *features)
{
  guint64 *octets = g_new (guint64, features->len);

  for (guint i = 0; i < features->len; i++)
    octets[i] = GUINT64_TO_LE (g_array_index (features, guint64, i));
  return g_bytes_new_take (octets, features->len * sizeof *octets);
}

static guint64
get_feature (gconstpointer data, gsize index)
{
  guint64 value;

  memcpy (&value, (const guint8 *) data + index * sizeof value, sizeof value);
  return GUINT64_FROM_LE (value);
}

static GArray *
read_features (gconstpointer data, gsize size)
{
  GArray *features = g_array_sized_new (FALSE, FALSE, sizeof (guint64), (guint) (size / 8));

  for (gsize i = 0; i < size / 8; i++) {
    guint64 feature = get_feature (data, i);

    g_array_append_val (features, feature);
  }
  return features;
}

/* Returns: (transfer full) (element-type utf8): of codes with a space between two. */
static GPtrArray *
split_codes (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_ptr_array_add (codes, g_strdup (*word));
  return codes;
}

/* Returns: (transfer full): NULL with SAFI_ERROR_INVALID if a code has a space or is empty. */
static char *
join_codes (GPtrArray *codes, GError **error)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < codes->len; i++) {
    const char *code = codes->pdata[i];

    if (*code == '\0' || strchr (code, ' ') != NULL) {
      g_string_free (text, TRUE);
      g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "not a finding code");
      return NULL;
    }
    if (i > 0)
      g_string_append_c (text, ' ');
    g_string_append (text, code);
  }
  return g_string_free (text, FALSE);
}

static gboolean
set_corrupt (GError **error)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT, "training cannot be read");
  return FALSE;
}

static gboolean
read_totals (SafiSql *sql, const char *account, SafiTotals *ret_totals, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      sql, "SELECT class, count(*) FROM taught WHERE account = ? GROUP BY class", error);
  SafiTotals totals = { 0, 0 };
  gboolean row = TRUE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  while (safi_query_next (query, &row, error)) {
    guint count;

    if (!row) {
      *ret_totals = totals;
      return TRUE;
    }
    count = (guint) safi_query_get_int (query, 1);
    if (g_str_equal (safi_query_get_text (query, 0), "junk"))
      totals.junk = count;
    else
      totals.good = count;
  }
  return FALSE;
}

/* Adds the features of the current row. */
static gboolean
add_row (SafiFeatureSum *sum, SafiQuery *query, GError **error)
{
  gboolean is_junk = g_str_equal (safi_query_get_text (query, 0), "junk");
  guint passes = (guint) safi_query_get_int (query, 1);
  gsize size;
  gconstpointer data = safi_query_get_blob (query, 2, &size);

  for (gsize i = 0; i < size / 8; i++)
    if (!safi_feature_sum_add (sum, get_feature (data, i),
                               is_junk ? SAFI_CLASS_JUNK : SAFI_CLASS_GOOD, passes))
      return set_corrupt (error);
  return TRUE;
}

gboolean
safi_training_load (SafiStore *store,
                    const char *account,
                    SafiFeatureFunc func,
                    gpointer user_data,
                    SafiTotals *ret_totals,
                    GError **error)
{
  SafiSql *sql = safi_store_get_sql (store);
  g_autoptr (SafiQuery) query = safi_sql_query (sql,
                                                "SELECT class, passes, features FROM taught"
                                                " WHERE account = ? AND passes > 0 ORDER BY id",
                                                error);
  g_autoptr (SafiFeatureSum) sum = safi_feature_sum_new ();
  gboolean row = query != NULL;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  while (row)
    if (!safi_query_next (query, &row, error) || (row && !add_row (sum, query, error)))
      return FALSE;
  if (!read_totals (sql, account, ret_totals, error))
    return FALSE;
  safi_feature_sum_foreach (sum, func, user_data);
  return TRUE;
}

gboolean
safi_training_get_finding (SafiStore *store,
                           const char *account,
                           const char *code,
                           SafiTotals *ret_counts,
                           GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT good, junk FROM finding_count WHERE account = ? AND code = ?", error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, code);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  ret_counts->good = row ? (guint32) safi_query_get_int (query, 0) : 0;
  ret_counts->junk = row ? (guint32) safi_query_get_int (query, 1) : 0;
  return TRUE;
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

static SafiTaught *
read_taught (SafiQuery *query, GError **error)
{
  g_autoptr (GPtrArray) codes = split_codes (safi_query_get_text (query, 3));
  g_autoptr (GArray) features = NULL;
  SafiTaught *taught;
  SafiClass taught_class;
  gsize size;
  gconstpointer data = safi_query_get_blob (query, 4, &size);

  if (!safi_class_from_word (safi_query_get_text (query, 0), &taught_class)) {
    set_corrupt (error);
    return NULL;
  }
  features = read_features (data, size);
  taught = safi_taught_new (taught_class, (guint) safi_query_get_int (query, 1), features, codes);
  taught->time = safi_query_get_int (query, 2);
  return taught;
}

SafiTaught *
safi_training_get (SafiStore *store, const char *account, const char *identity, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT class, passes, time, codes, features FROM taught"
                      " WHERE account = ? AND identity = ?",
                      error);
  gboolean row = FALSE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  if (!safi_query_next (query, &row, error) || !row)
    return NULL;
  return read_taught (query, error);
}

/* Runs @text, whose ? are good, junk, account and code, for every code of @taught: one message of
 * its class. */
static gboolean
run_for_codes (SafiSql *sql,
               const char *text,
               const char *account,
               const SafiTaught *taught,
               GError **error)
{
  gboolean is_junk = taught->taught_class == SAFI_CLASS_JUNK;

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

static gboolean
count_codes (SafiSql *sql, const char *account, const SafiTaught *taught, GError **error)
{
  return run_for_codes (sql,
                        "INSERT INTO finding_count (good, junk, account, code) VALUES (?, ?, ?, ?)"
                        " ON CONFLICT (account, code) DO UPDATE SET good = good + excluded.good,"
                        " junk = junk + excluded.junk",
                        account, taught, error);
}

/* A count below 0 breaks the table's rule and fails; a row without counts vanishes. */
static gboolean
uncount_codes (SafiSql *sql, const char *account, const SafiTaught *taught, GError **error)
{
  return run_for_codes (sql,
                        "UPDATE finding_count SET good = good - ?, junk = junk - ?"
                        " WHERE account = ? AND code = ?",
                        account, taught, error) &&
         safi_sql_run_script (sql, "DELETE FROM finding_count WHERE good = 0 AND junk = 0", error);
}

static gboolean
insert_taught (SafiStore *store,
               const char *account,
               const char *identity,
               const SafiTaught *taught,
               GError **error)
{
  g_autofree char *codes = join_codes (taught->codes, error);
  g_autoptr (GBytes) features = NULL;
  g_autoptr (SafiQuery) query = NULL;
  gint64 time = taught->time != 0 ? taught->time : safi_clock_wall (safi_store_get_clock (store));

  if (codes == NULL)
    return FALSE;
  query = safi_sql_query (safi_store_get_sql (store),
                          "INSERT INTO taught (account, identity, class, passes, time, codes,"
                          " features) VALUES (?, ?, ?, ?, ?, ?, ?)",
                          error);
  if (query == NULL)
    return FALSE;
  features = write_features (taught->features);
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  safi_query_bind_text (query, safi_class_to_word (taught->taught_class));
  safi_query_bind_int (query, taught->passes);
  safi_query_bind_int (query, time);
  safi_query_bind_text (query, codes);
  safi_query_bind_blob (query, g_bytes_get_data (features, NULL),
                        taught->passes > 0 ? g_bytes_get_size (features) : 0);
  return safi_query_run (query, error);
}

/* @taught_class: (nullable): its word; NULL: nothing is taught any more. */
static gboolean
mark_judged (SafiSql *sql,
             const char *account,
             const char *identity,
             const char *taught_class,
             GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      sql, "UPDATE judged SET taught_class = ? WHERE account = ? AND identity = ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, taught_class);
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  return safi_query_run (query, error);
}

gboolean
safi_training_add (SafiStore *store,
                   const char *account,
                   const char *identity,
                   const SafiTaught *taught,
                   GError **error)
{
  SafiSql *sql = safi_store_get_sql (store);
  g_autoptr (SafiTransaction) transaction = NULL;
  const char *word = safi_class_to_word (taught->taught_class);

  if (taught->passes > PASSES_MAX) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "too many passes");
    return FALSE;
  }
  transaction = safi_transaction_begin (store, error);
  return transaction != NULL && insert_taught (store, account, identity, taught, error) &&
         count_codes (sql, account, taught, error) &&
         mark_judged (sql, account, identity, word, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}

static gboolean
delete_taught (SafiSql *sql, const char *account, const char *identity, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (sql, "DELETE FROM taught WHERE account = ? AND identity = ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  return safi_query_run (query, error);
}

gboolean
safi_training_remove (SafiStore *store, const char *account, const char *identity, GError **error)
{
  SafiSql *sql = safi_store_get_sql (store);
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (store, error);
  g_autoptr (SafiTaught) taught = NULL;
  g_autoptr (GError) failure = NULL;

  if (transaction == NULL)
    return FALSE;
  taught = safi_training_get (store, account, identity, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (taught == NULL) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "nothing was taught");
    return FALSE;
  }
  return uncount_codes (sql, account, taught, error) &&
         delete_taught (sql, account, identity, error) &&
         mark_judged (sql, account, identity, NULL, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}
