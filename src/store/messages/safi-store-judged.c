/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/messages/safi-store-judged.h"

#include "core/base/safi-error.h"
#include "store/messages/safi-evidence-blob.h"
#include "store/safi-search.h"
#include "store/safi-store-private.h"

#define CLEAR_SECONDS (90 * 24 * 60 * 60) /* after judging, clear text is forgotten */
#define CLEAR_MESSAGES 20000              /* per account, the newest keep theirs */

/* Octets of each text kept: a sender can make them as long as a header may be. */
#define NAME_OCTETS_MAX 256
#define ADDRESS_OCTETS_MAX 320
#define SUBJECT_OCTETS_MAX 1000
#define SEARCH_OCTETS_MAX 1000

#define COLUMNS                                                                                    \
  "id, account, identity, folder, uidvalidity, uid, sender_name, sender_address, subject, date,"   \
  " judged_at, flags, decision, kind, prior, log_odds, probability, taught_class, fate, action,"   \
  " run, evidence, coalesce(flags_now, flags), is_gone "

enum {
  COLUMN_ID,
  COLUMN_ACCOUNT,
  COLUMN_IDENTITY,
  COLUMN_FOLDER,
  COLUMN_UIDVALIDITY,
  COLUMN_UID,
  COLUMN_SENDER_NAME,
  COLUMN_SENDER_ADDRESS,
  COLUMN_SUBJECT,
  COLUMN_DATE,
  COLUMN_JUDGED_AT,
  COLUMN_FLAGS,
  COLUMN_DECISION,
  COLUMN_KIND,
  COLUMN_PRIOR,
  COLUMN_LOG_ODDS,
  COLUMN_PROBABILITY,
  COLUMN_TAUGHT_CLASS,
  COLUMN_FATE,
  COLUMN_ACTION,
  COLUMN_RUN,
  COLUMN_EVIDENCE,
  COLUMN_FLAGS_NOW,
  COLUMN_IS_GONE,
};

/* What the person said of a message of their own, whose clear text was not forgotten yet. */
#define SAID(word)                                                                                 \
  "taught_class = '" word "' AND evidence IS NOT NULL"                                             \
  " AND account IN (SELECT id FROM account WHERE kind = 'imap')"

/* Conditions of SafiJudgedFilter. What the person said goes before what Safibox thinks. */
static const char *const filter_conditions[] = {
  [SAFI_JUDGED_ALL] = "TRUE",
  [SAFI_JUDGED_NEEDS_YOU] = ("taught_class IS NULL AND fate != 'gone'"
                             " AND (decision = 'unsure' OR fate = 'would-move' OR asked = 1)"),
  [SAFI_JUDGED_JUNK] = "coalesce(taught_class, decision) = 'junk'",
  [SAFI_JUDGED_GOOD] = "coalesce(taught_class, decision) = 'good'",
  [SAFI_JUDGED_WOULD_MOVE] = "fate = 'would-move'",
  [SAFI_JUDGED_MOVED] = "fate = 'moved'",
  [SAFI_JUDGED_SAID_JUNK] = SAID ("junk"),
  [SAFI_JUDGED_SAID_GOOD] = SAID ("good"),
};

/* Returns: (transfer full): NULL with @error. */
static SafiVerdict *
read_verdict (SafiStore *self, SafiQuery *query, GError **error)
{
  g_autoptr (GPtrArray) evidence = NULL;
  SafiDecision decision;
  SafiKind kind;

  if (safi_query_is_null (query, COLUMN_EVIDENCE)) {
    evidence = safi_evidence_blob_forgotten (safi_query_get_double (query, COLUMN_LOG_ODDS));
  } else {
    gsize size;
    gconstpointer data = safi_query_get_blob (query, COLUMN_EVIDENCE, &size);

    evidence = safi_evidence_blob_read (data, size, safi_store_get_lookup (self), error);
  }
  if (evidence == NULL)
    return NULL;
  if (!safi_decision_from_word (safi_query_get_text (query, COLUMN_DECISION), &decision) ||
      !safi_kind_from_word (safi_query_get_text (query, COLUMN_KIND), &kind)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT, "unknown word in judged");
    return NULL;
  }
  return safi_verdict_new (decision, kind, safi_query_get_double (query, COLUMN_PRIOR),
                           safi_query_get_double (query, COLUMN_PROBABILITY), evidence);
}

static SafiMessageRef *
read_ref (SafiQuery *query)
{
  return safi_message_ref_new (safi_query_get_text (query, COLUMN_ACCOUNT),
                               safi_query_get_text (query, COLUMN_FOLDER),
                               (guint32) safi_query_get_int (query, COLUMN_UIDVALIDITY),
                               (guint32) safi_query_get_int (query, COLUMN_UID),
                               safi_query_get_text (query, COLUMN_IDENTITY));
}

/* Returns: (transfer full): the current row, NULL with @error. */
static SafiJudged *
read_judged (SafiStore *self, SafiQuery *query, GError **error)
{
  g_autoptr (SafiVerdict) verdict = read_verdict (self, query, error);
  g_autoptr (SafiMessageRef) ref = NULL;
  SafiJudged fields = { .fate = SAFI_FATE_STAYED };

  if (verdict == NULL)
    return NULL;
  ref = read_ref (query);
  fields.id = safi_query_get_int (query, COLUMN_ID);
  fields.ref = ref;
  fields.sender_name = (char *) safi_query_get_text (query, COLUMN_SENDER_NAME);
  fields.sender_address = (char *) safi_query_get_text (query, COLUMN_SENDER_ADDRESS);
  fields.subject = (char *) safi_query_get_text (query, COLUMN_SUBJECT);
  fields.date = safi_query_get_int (query, COLUMN_DATE);
  fields.judged_at = safi_query_get_int (query, COLUMN_JUDGED_AT);
  fields.flags = (SafiFlags) safi_query_get_int (query, COLUMN_FLAGS);
  fields.flags_now = (SafiFlags) safi_query_get_int (query, COLUMN_FLAGS_NOW);
  fields.is_gone = safi_query_get_int (query, COLUMN_IS_GONE) != 0;
  fields.verdict = verdict;
  fields.is_taught =
      safi_class_from_word (safi_query_get_text (query, COLUMN_TAUGHT_CLASS), &fields.taught_class);
  safi_fate_from_word (safi_query_get_text (query, COLUMN_FATE), &fields.fate);
  fields.action = safi_query_get_int (query, COLUMN_ACTION);
  fields.run = safi_query_get_int (query, COLUMN_RUN);
  return safi_judged_new (&fields);
}

/* Binds the values that come from the message and its judgement. */
static void
bind_ref (SafiQuery *query, SafiMessageRef *ref)
{
  safi_query_bind_text (query, safi_message_ref_get_account (ref));
  safi_query_bind_text (query, safi_message_ref_get_identity (ref));
  safi_query_bind_octets (query, safi_message_ref_get_folder (ref));
  safi_query_bind_int (query, safi_message_ref_get_uidvalidity (ref));
  safi_query_bind_int (query, safi_message_ref_get_uid (ref));
}

static void
bind_verdict (SafiQuery *query, SafiVerdict *verdict)
{
  safi_query_bind_text (query, safi_decision_to_word (safi_verdict_get_decision (verdict)));
  safi_query_bind_text (query, safi_kind_to_word (safi_verdict_get_kind (verdict)));
  safi_query_bind_double (query, safi_verdict_get_prior (verdict));
  safi_query_bind_double (query, safi_verdict_get_log_odds (verdict));
  safi_query_bind_double (query, safi_verdict_get_probability (verdict));
}

/* An open move owns the row's place; any move its fate. What was taught is known better by taught.
 */
static SafiQuery *
query_put (SafiStore *self, GError **error)
{
  return safi_sql_query (
      safi_store_get_sql (self),
      "INSERT INTO judged (account, identity, folder, uidvalidity, uid, sender_name,"
      " sender_address, subject, folded, date, judged_at, flags, decision, kind, prior, log_odds,"
      " probability, taught_class, fate, action, run, evidence)"
      " VALUES (?1, ?2, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
      " coalesce((SELECT class FROM taught WHERE account = ?1 AND identity = ?2), ?),"
      " ?, ?, ?, ?)"
      " ON CONFLICT (account, identity) DO UPDATE SET"
      " folder = iif(fate IN ('moving', 'moving-back'), folder, excluded.folder),"
      " uidvalidity = iif(fate IN ('moving', 'moving-back'), uidvalidity, excluded.uidvalidity),"
      " uid = iif(fate IN ('moving', 'moving-back'), uid, excluded.uid),"
      " sender_name = excluded.sender_name, sender_address = excluded.sender_address,"
      " subject = excluded.subject, folded = excluded.folded, date = excluded.date,"
      " judged_at = excluded.judged_at, flags = excluded.flags, decision = excluded.decision,"
      " kind = excluded.kind, prior = excluded.prior, log_odds = excluded.log_odds,"
      " probability = excluded.probability, evidence = excluded.evidence,"
      " flags_now = NULL, is_gone = 0,"
      " fate = iif(action != 0, fate, excluded.fate)"
      " RETURNING id",
      error);
}

static gint64
run_put (SafiQuery *query, SafiJudged *judged, GError **error)
{
  g_autofree char *name = safi_search_cut (judged->sender_name, NAME_OCTETS_MAX);
  g_autofree char *address = safi_search_cut (judged->sender_address, ADDRESS_OCTETS_MAX);
  g_autofree char *subject = safi_search_cut (judged->subject, SUBJECT_OCTETS_MAX);
  g_autofree char *joined =
      g_strjoin ("\n", name != NULL ? name : "", address != NULL ? address : "", subject, NULL);
  g_autofree char *folded = safi_search_fold (joined);
  g_autoptr (GBytes) evidence =
      safi_evidence_blob_write (safi_verdict_get_evidence (judged->verdict));
  gboolean row = FALSE;
  gint64 id;

  bind_ref (query, judged->ref);
  safi_query_bind_text (query, name);
  safi_query_bind_text (query, address != NULL ? address : "");
  safi_query_bind_text (query, subject != NULL ? subject : "");
  safi_query_bind_text (query, folded);
  safi_query_bind_int (query, judged->date);
  safi_query_bind_int (query, judged->judged_at);
  safi_query_bind_int (query, judged->flags);
  bind_verdict (query, judged->verdict);
  safi_query_bind_text (query,
                        judged->is_taught ? safi_class_to_word (judged->taught_class) : NULL);
  safi_query_bind_text (query, safi_fate_to_word (judged->fate));
  safi_query_bind_int (query, judged->action);
  safi_query_bind_int (query, judged->run);
  safi_query_bind_blob (query, g_bytes_get_data (evidence, NULL), g_bytes_get_size (evidence));
  if (!safi_query_next (query, &row, error))
    return -1;
  id = safi_query_get_int (query, 0);
  return safi_query_run (query, error) ? id : -1;
}

gint64
safi_store_put_judged (SafiStore *self, SafiJudged *judged, GError **error)
{
  g_autoptr (SafiQuery) query = NULL;

  if (safi_message_ref_get_identity (judged->ref) == NULL) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "a message without identity");
    return -1;
  }
  query = query_put (self, error);
  return query != NULL ? run_put (query, judged, error) : -1;
}

/* Returns: (transfer full): SQL put together from literals only; the values are bound. */
static char *
write_condition (const SafiJudgedQuery *query, const char *folded_search)
{
  return g_strconcat (
      " FROM judged WHERE ", filter_conditions[query->filter],
      query->account != NULL ? " AND account = ?" : "",
      query->since != 0 ? " AND judged_at >= ?" : "",
      query->moved_since != 0 ? " AND action IN (SELECT id FROM action WHERE time >= ?)" : "",
      folded_search != NULL ? " AND instr(folded, ?) > 0" : "", NULL);
}

static void
bind_condition (SafiQuery *statement, const SafiJudgedQuery *query, const char *folded_search)
{
  if (query->account != NULL)
    safi_query_bind_text (statement, query->account);
  if (query->since != 0)
    safi_query_bind_int (statement, query->since);
  if (query->moved_since != 0)
    safi_query_bind_int (statement, query->moved_since);
  if (folded_search != NULL)
    safi_query_bind_text (statement, folded_search);
}

/* Returns: (transfer full) (nullable): NULL if nothing is searched for. */
static char *
fold_search (const SafiJudgedQuery *query)
{
  g_autofree char *text = safi_search_cut (query->search, SEARCH_OCTETS_MAX);

  if (text == NULL)
    return NULL;
  g_strstrip (text);
  return *text != '\0' ? safi_search_fold (text) : NULL;
}

GPtrArray *
safi_store_list_judged (SafiStore *self, const SafiJudgedQuery *query, GError **error)
{
  g_autofree char *search = fold_search (query);
  g_autofree char *condition = write_condition (query, search);
  g_autofree char *text = g_strconcat ("SELECT " COLUMNS, condition,
                                       " ORDER BY date DESC, id DESC LIMIT ? OFFSET ?", NULL);
  g_autoptr (SafiQuery) statement = safi_sql_query (safi_store_get_sql (self), text, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  bind_condition (statement, query, search);
  safi_query_bind_int (statement, query->limit > 0 ? (gint64) query->limit : -1);
  safi_query_bind_int (statement, query->offset);
  while (safi_query_next (statement, &row, error)) {
    SafiJudged *judged;

    if (!row)
      return g_steal_pointer (&list);
    judged = read_judged (self, statement, error);
    if (judged == NULL)
      return NULL;
    g_ptr_array_add (list, judged);
  }
  return NULL;
}

gboolean
safi_store_count_judged (SafiStore *self,
                         const SafiJudgedQuery *query,
                         guint *ret_count,
                         GError **error)
{
  g_autofree char *search = fold_search (query);
  g_autofree char *condition = write_condition (query, search);
  g_autofree char *text = g_strconcat ("SELECT count(*)", condition, NULL);
  g_autoptr (SafiQuery) statement = safi_sql_query (safi_store_get_sql (self), text, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  bind_condition (statement, query, search);
  if (!safi_query_next (statement, &row, error))
    return FALSE;
  *ret_count = (guint) safi_query_get_int (statement, 0);
  return TRUE;
}

/* Returns: (transfer full): the only row, NULL with @error. */
static SafiJudged *
read_one (SafiStore *self, SafiQuery *query, GError **error)
{
  gboolean row = FALSE;

  if (!safi_query_next (query, &row, error))
    return NULL;
  if (row)
    return read_judged (self, query, error);
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "no such judged message");
  return NULL;
}

SafiJudged *
safi_store_get_judged (SafiStore *self, gint64 id, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self), "SELECT " COLUMNS "FROM judged WHERE id = ?", error);

  if (query == NULL)
    return NULL;
  safi_query_bind_int (query, id);
  return read_one (self, query, error);
}

SafiJudged *
safi_store_find_judged (SafiStore *self, const char *account, const char *identity, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "SELECT " COLUMNS "FROM judged WHERE account = ? AND identity = ?", error);

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  return read_one (self, query, error);
}

gboolean
safi_store_set_fate (SafiStore *self, gint64 id, SafiFate fate, GError **error)
{
  SafiSql *sql = safi_store_get_sql (self);
  g_autoptr (SafiQuery) query =
      safi_sql_query (sql, "UPDATE judged SET fate = ? WHERE id = ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, safi_fate_to_word (fate));
  safi_query_bind_int (query, id);
  if (!safi_query_run (query, error))
    return FALSE;
  if (safi_sql_get_n_changed (sql) == 1)
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "no such judged message");
  return FALSE;
}

gboolean
safi_store_keep (SafiStore *self, const char *account, const char *identity, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "INSERT OR IGNORE INTO kept (account, identity) VALUES (?, ?)", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  return safi_query_run (query, error);
}

gboolean
safi_store_let_go (SafiStore *self, const char *account, const char *identity, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self), "DELETE FROM kept WHERE account = ? AND identity = ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  return safi_query_run (query, error);
}

gboolean
safi_store_is_kept (SafiStore *self,
                    const char *account,
                    const char *identity,
                    gboolean *ret_kept,
                    GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self), "SELECT 1 FROM kept WHERE account = ? AND identity = ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  return safi_query_next (query, ret_kept, error);
}

gboolean
safi_store_forget_old (SafiStore *self, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "UPDATE judged SET sender_name = NULL, sender_address = '', subject = '', folded = '',"
      " prior = 0, evidence = NULL"
      " WHERE evidence IS NOT NULL AND (judged_at < ? OR id IN"
      " (SELECT id FROM (SELECT id, row_number() OVER"
      " (PARTITION BY account ORDER BY date DESC, id DESC) AS place FROM judged)"
      " WHERE place > ?))",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, safi_clock_wall (safi_store_get_clock (self)) - CLEAR_SECONDS);
  safi_query_bind_int (query, CLEAR_MESSAGES);
  if (!safi_query_run (query, error))
    return FALSE;
  safi_query_end (g_steal_pointer (&query));
  safi_store_wipe_log (self);
  return TRUE;
}
