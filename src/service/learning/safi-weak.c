/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/learning/safi-weak.h"

#include "core/base/safi-error.h"
#include "core/base/safi-fail-point.h"
#include "service/learning/safi-notice.h"
#include "service/learning/safi-seed-plan.h"
#include "service/learning/safi-weak-archive.h"
#include "service/session/safi-learning.h"
#include "store/messages/safi-store-judged.h"
#include "store/training/safi-pending.h"

#define INBOX "INBOX"
#define NOTE_LOOKED "weak-look" /* seconds UTC */

/* Somebody said or will say something else. */
#define SPOKEN_ABOUT (SAFI_FLAG_DELETED | SAFI_FLAG_DRAFT)

typedef enum {
  OUTCOME_WAIT,
  OUTCOME_DROP,
  OUTCOME_TEACH,
} Outcome;

typedef struct {
  SafiSession *session;
  const char *account;
  SafiClass taught_class;
  const char *folder; /* raw name */
  guint32 uidvalidity;
  GPtrArray *rows;      /* (element-type SafiJudged): of the class, in the folder */
  GPtrArray *dropped;   /* (element-type utf8): identities that are elsewhere */
  GHashTable *archived; /* (nullable) (element-type utf8): identities that are in the archive */
  SafiTotals strong;
  SafiTotals weak;
  guint n_taught; /* at this look */
} Look;

SafiTaught *
safi_weak_prepare (SafiSession *session, SafiMessage *message, SafiVerdict *verdict)
{
  const gboolean is_junk = safi_verdict_get_decision (verdict) == SAFI_DECISION_JUNK;
  guint good, junk;

  safi_filter_get_totals (session->filter, &good, &junk);
  if (MIN (good, junk) < SAFI_WEAK_FIRST ||
      (safi_message_get_flaws (message) & SAFI_FLAW_PARTIAL) != 0)
    return NULL;
  if (!is_junk && (safi_verdict_get_log_odds (verdict) > SAFI_WEAK_GOOD_BELOW ||
                   safi_filter_without_model (verdict) >= session->policy.good_below))
    return NULL;
  return safi_filter_prepare (session->filter, message, verdict,
                              is_junk ? SAFI_CLASS_JUNK : SAFI_CLASS_GOOD);
}

/* What the message at its place says. Of UIDs of before nothing is known. */
static Outcome
decide (const Look *look, const SafiJudged *row)
{
  const gboolean is_junk = look->taught_class == SAFI_CLASS_JUNK;
  const SafiFlags told = is_junk ? SAFI_FLAG_NOT_JUNK : SAFI_FLAG_JUNK | SAFI_FLAG_JUNK_WORD;

  if (row->is_gone && look->archived != NULL &&
      g_hash_table_contains (look->archived, safi_message_ref_get_identity (row->ref)))
    return OUTCOME_TEACH;
  if (safi_message_ref_get_uidvalidity (row->ref) != look->uidvalidity || row->is_gone ||
      (row->flags_now & (SPOKEN_ABOUT | told)) != 0)
    return OUTCOME_DROP;
  if (is_junk ? !safi_seed_is_word_of_person (row->fate, row->flags, row->flags_now)
              : (row->flags_now & SAFI_FLAG_SEEN) == 0)
    return OUTCOME_WAIT;
  return OUTCOME_TEACH;
}

/* No more guesses of a class than words of a person. */
static gboolean
has_room (const Look *look)
{
  return look->taught_class == SAFI_CLASS_JUNK ? look->weak.junk < look->strong.junk
                                               : look->weak.good < look->strong.good;
}

static gboolean
teach (Look *look, const char *identity, GError **error)
{
  SafiStore *store = look->session->store;
  SafiTaught *prepared;
  g_autoptr (GError) local = NULL;

  if (!has_room (look))
    return TRUE;
  prepared = safi_pending_get (store, look->account, identity, &local);
  if (prepared == NULL) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    return local == NULL;
  }
  if (!safi_filter_teach_prepared (look->session->filter, identity, prepared, error))
    return FALSE;
  look->n_taught++;
  look->weak.good += look->taught_class == SAFI_CLASS_GOOD;
  look->weak.junk += look->taught_class == SAFI_CLASS_JUNK;
  return TRUE;
}

static gboolean
carry_out (Look *look, const SafiJudged *row, Outcome outcome, GError **error)
{
  const char *identity = safi_message_ref_get_identity (row->ref);

  if (outcome == OUTCOME_WAIT || (outcome == OUTCOME_TEACH && look->n_taught >= SAFI_WEAK_BATCH))
    return TRUE;
  return (outcome != OUTCOME_TEACH || teach (look, identity, error)) &&
         safi_pending_remove (look->session->store, look->account, identity, error);
}

static gboolean
settle_rows (Look *look, GError **error)
{
  for (guint i = 0; i < look->rows->len; i++) {
    SafiJudged *row = look->rows->pdata[i];

    if (!carry_out (look, row, decide (look, row), error))
      return FALSE;
  }
  for (guint i = 0; i < look->dropped->len; i++)
    if (!safi_pending_remove (look->session->store, look->account, look->dropped->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* A row counts where it was judged to belong: good mail in the inbox, junk in Junk. */
static gboolean
add_row (Look *look, const char *identity, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SafiJudged) row =
      safi_store_find_judged (look->session->store, look->account, identity, &local);
  const char *folder;
  gboolean is_of_class;

  if (row == NULL && !g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  folder = row != NULL ? safi_message_ref_get_folder (row->ref) : "";
  is_of_class = row != NULL && (safi_verdict_get_decision (row->verdict) == SAFI_DECISION_JUNK) ==
                                   (look->taught_class == SAFI_CLASS_JUNK);
  if (is_of_class && !row->is_taught && g_str_equal (folder, look->folder))
    g_ptr_array_add (look->rows, g_steal_pointer (&row));
  else if (row == NULL || is_of_class)
    g_ptr_array_add (look->dropped, g_strdup (identity));
  return TRUE;
}

/* Good mail that is gone may have been read and put away: as good as left in the inbox. The archive
 * is looked at only where something is missing. */
static gboolean
look_for_archived (Look *look, GCancellable *cancellable, GError **error)
{
  gint64 since = G_MAXINT64;

  for (guint i = 0; look->taught_class == SAFI_CLASS_GOOD && i < look->rows->len; i++) {
    const SafiJudged *row = look->rows->pdata[i];

    if (row->is_gone)
      since = MIN (since, row->date);
  }
  if (since == G_MAXINT64)
    return TRUE;
  look->archived = safi_weak_list_archived (look->session, since, cancellable, error);
  return look->archived != NULL;
}

static gboolean
settle_class (Look *look, GPtrArray *due, GCancellable *cancellable, GError **error)
{
  SafiStore *store = look->session->store;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);
  g_autoptr (GPtrArray) dropped = g_ptr_array_new_with_free_func (g_free);

  look->rows = rows;
  look->dropped = dropped;
  for (guint i = 0; i < due->len; i++)
    if (!add_row (look, due->pdata[i], error))
      return FALSE;
  if (!look_for_archived (look, cancellable, error))
    return FALSE;
  safi_fail_point ("weak.before-teaching");
  if (!safi_store_begin (store, error))
    return FALSE;
  if (!settle_rows (look, error))
    safi_store_rollback (store);
  else if (safi_store_commit (store, error))
    return TRUE;
  safi_filter_reload (look->session->filter, NULL);
  return FALSE;
}

/* Until a person has said enough, what nobody said is not asked for either. */
static gboolean
is_time (Look *look, gboolean *ret_is_time, GError **error)
{
  SafiStore *store = look->session->store;
  const gint64 now = safi_clock_wall (look->session->clock);
  const gint64 looked = safi_learning_read_time (store, look->account, NOTE_LOOKED);

  if (!safi_training_count (store, look->account, SAFI_STRENGTH_STRONG, &look->strong, error) ||
      !safi_training_count (store, look->account, SAFI_STRENGTH_WEAK, &look->weak, error))
    return FALSE;
  /* A look of the future was written by a clock that was ahead. */
  *ret_is_time = (looked == 0 || looked > now || now - looked >= SAFI_WEAK_EVERY) &&
                 MIN (look->strong.good, look->strong.junk) >= SAFI_WEAK_FIRST;
  return TRUE;
}

static gboolean
note_look (Look *look, GError **error)
{
  g_autofree char *now =
      g_strdup_printf ("%" G_GINT64_FORMAT, safi_clock_wall (look->session->clock));

  return safi_store_set_note (look->session->store, look->account, NOTE_LOOKED, now, error);
}

static gboolean
look_at_junk (Look *look, GCancellable *cancellable, GError **error)
{
  const SafiMark end = { .uidnext = SAFI_MARK_END };
  g_autoptr (SafiListing) listing =
      safi_mail_source_list_since (look->session->source, look->folder, &end, cancellable, error);

  if (listing == NULL)
    return FALSE;
  look->uidvalidity = listing->mark.uidvalidity;
  return safi_notice (look->session, look->folder, &listing->state, TRUE, cancellable, error);
}

/* Where there is no folder for junk, none of it is left in one. */
static gboolean
settle_junk (Look *look, GPtrArray *due, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  look->taught_class = SAFI_CLASS_JUNK;
  look->folder = safi_session_find_junk (look->session, cancellable, &local);
  if (look->folder != NULL)
    return look_at_junk (look, cancellable, error) && settle_class (look, due, cancellable, error);
  if (g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NO_JUNK_FOLDER))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
safi_weak_settle (SafiSession *session, GCancellable *cancellable, GError **error)
{
  Look look = { .session = session, .account = safi_account_get_id (session->account) };
  const gint64 until = safi_clock_wall (session->clock) - SAFI_WEAK_AFTER;
  g_autoptr (GPtrArray) due = NULL;
  gboolean now = FALSE;
  gboolean done;

  if (!is_time (&look, &now, error))
    return FALSE;
  if (!now)
    return TRUE;
  due = safi_pending_list (session->store, look.account, until, SAFI_PENDING_MAX, error);
  if (due == NULL || due->len == 0)
    return due != NULL;
  look.taught_class = SAFI_CLASS_GOOD;
  look.folder = INBOX;
  look.uidvalidity = session->inbox.uidvalidity;
  done = safi_notice (session, INBOX, &session->inbox_state, TRUE, cancellable, error) &&
         settle_class (&look, due, cancellable, error) &&
         settle_junk (&look, due, cancellable, error) && note_look (&look, error);
  g_clear_pointer (&look.archived, g_hash_table_unref);
  return done;
}
