/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-error.h"
#include "service/learning/safi-notice.h"
#include "service/mailbox/safi-move-rule.h"
#include "service/mailbox/safi-mover.h"
#include "service/scan/safi-scan-private.h"
#include "service/session/safi-move-limit.h"

/* Returns: (transfer full) (element-type SafiJudged). */
static GPtrArray *
list_held_back (SafiSession *session, GError **error)
{
  SafiJudgedQuery query = {
    .account = safi_account_get_id (session->account),
    .filter = SAFI_JUDGED_WOULD_MOVE,
    .limit = SAFI_POLICY_MOVES_PER_COMMAND,
  };

  return safi_store_list_judged (session->store, &query, error);
}

static gboolean
set_fate (SafiSession *session, SafiJudged *row, SafiFate fate, GError **error)
{
  SafiJudged fields = *row;
  g_autoptr (SafiJudged) now = NULL;

  if (!safi_store_set_fate (session->store, row->id, fate, error))
    return FALSE;
  fields.fate = fate;
  now = safi_judged_new (&fields);
  safi_session_emit_row (session, now);
  return TRUE;
}

static gboolean
is_at (SafiJudged *row, const char *folder, guint32 uidvalidity)
{
  return g_strcmp0 (safi_message_ref_get_folder (row->ref), folder) == 0 &&
         safi_message_ref_get_uidvalidity (row->ref) == uidvalidity;
}

/* Looks for the message in the inbox, and writes down where it is now, or that it is gone. */
static gboolean
find_again (SafiSession *session,
            SafiJudged *row,
            guint32 uidvalidity,
            GCancellable *cancellable,
            GError **error)
{
  const char *identity = safi_message_ref_get_identity (row->ref);
  g_autoptr (GArray) found = safi_mail_source_find (session->source, SAFI_SCAN_FOLDER, identity,
                                                    row->date, cancellable, error);
  g_autoptr (SafiMessageRef) ref = NULL;
  SafiJudged fields = *row;

  if (found == NULL)
    return FALSE;
  if (found->len == 0)
    return set_fate (session, row, SAFI_FATE_GONE, error);
  ref = safi_message_ref_new (safi_account_get_id (session->account), SAFI_SCAN_FOLDER, uidvalidity,
                              g_array_index (found, SafiListed, found->len - 1).uid, identity);
  fields.ref = ref;
  return safi_store_put_judged (session->store, &fields, error) >= 0;
}

/* Where UIDs began anew since a message was judged, or it was looked at elsewhere since, the place
 * that is known leads nowhere, or to another message. */
static gboolean
find_lost (SafiSession *session,
           GPtrArray *rows,
           guint32 uidvalidity,
           guint *ret_lost,
           GCancellable *cancellable,
           GError **error)
{
  *ret_lost = 0;
  for (guint i = 0; i < rows->len; i++) {
    if (is_at (rows->pdata[i], SAFI_SCAN_FOLDER, uidvalidity))
      continue;
    if (!find_again (session, rows->pdata[i], uidvalidity, cancellable, error))
      return FALSE;
    (*ret_lost)++;
  }
  return TRUE;
}

static int
compare_uids (gconstpointer a, gconstpointer b)
{
  const guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/* Rising, each once: two rows may name one place after a folder began its UIDs anew.
 * Returns: (transfer full) (element-type guint32). */
static GArray *
list_uids (GPtrArray *rows)
{
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < rows->len; i++) {
    const guint32 uid = safi_message_ref_get_uid (((SafiJudged *) rows->pdata[i])->ref);

    g_array_append_val (uids, uid);
  }
  g_array_sort (uids, compare_uids);
  for (guint i = uids->len; i > 1; i--)
    if (g_array_index (uids, guint32, i - 1) == g_array_index (uids, guint32, i - 2))
      g_array_remove_index (uids, i - 1);
  return uids;
}

/* Days may have passed since they were judged: how they are marked now is asked for. */
static gboolean
notice_marks (SafiSession *session,
              GPtrArray *rows,
              guint32 uidvalidity,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GArray) uids = list_uids (rows);

  return safi_notice_these (session, SAFI_SCAN_FOLDER, uidvalidity, uids, cancellable, error);
}

/* Fails where the folder begins its UIDs anew meanwhile: that could go on for ever. */
static gboolean
read_uidvalidity (SafiSession *session,
                  guint32 *uidvalidity,
                  GCancellable *cancellable,
                  GError **error)
{
  const guint32 before = *uidvalidity;

  if (!safi_mover_read_uidvalidity (session, SAFI_SCAN_FOLDER, uidvalidity, cancellable, error))
    return FALSE;
  if (before == 0 || before == *uidvalidity)
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_FOLDER_CHANGED, "the folder changed again");
  return FALSE;
}

/* The next of what is held back, as the store knows it after a look at the mailbox. */
static GPtrArray *
look_again (SafiSession *session, GCancellable *cancellable, GError **error)
{
  guint32 uidvalidity = 0;

  for (;;) {
    g_autoptr (GPtrArray) rows = list_held_back (session, error);
    guint n_lost;

    if (rows == NULL || rows->len == 0)
      return g_steal_pointer (&rows);
    if (!read_uidvalidity (session, &uidvalidity, cancellable, error) ||
        !find_lost (session, rows, uidvalidity, &n_lost, cancellable, error))
      return NULL;
    if (n_lost == 0)
      return notice_marks (session, rows, uidvalidity, cancellable, error)
                 ? list_held_back (session, error)
                 : NULL;
  }
}

/* By the person, or by a keyword that it did not carry when it was judged. */
static gboolean
is_called_good (SafiJudged *row)
{
  return (row->is_taught && row->taught_class == SAFI_CLASS_GOOD) ||
         (row->flags_now & ~row->flags & SAFI_FLAG_NOT_JUNK) != 0;
}

/* The person says yes to all that is held back, and has said no to some of it since. */
static gboolean
read_rule (SafiSession *session, SafiJudged *row, SafiMoveRule *ret_rule, GError **error)
{
  SafiMoveFacts facts = {
    .decision = SAFI_DECISION_JUNK, /* else it would not be held back */
    .flags = row->flags_now,
    .is_taught = is_called_good (row),
    .fate = row->fate,
    .mode = SAFI_CHECK_MOVE,
  };

  if (!safi_store_is_kept (session->store, safi_account_get_id (session->account),
                           safi_message_ref_get_identity (row->ref), &facts.is_kept, error))
    return FALSE;
  *ret_rule = safi_move_rule (&facts);
  return TRUE;
}

/* Lets go of the rows that shall stay. */
static gboolean
drop_kept (SafiSession *session, GPtrArray *rows, GError **error)
{
  for (guint i = rows->len; i > 0; i--) {
    SafiMoveRule rule;

    if (!read_rule (session, rows->pdata[i - 1], &rule, error))
      return FALSE;
    if (rule == SAFI_MOVE_RULE_MOVE)
      continue;
    if (!set_fate (session, rows->pdata[i - 1], SAFI_FATE_STAYED, error))
      return FALSE;
    g_ptr_array_remove_index (rows, i - 1);
  }
  return TRUE;
}

static GPtrArray *
plan_rows (SafiSession *session, GPtrArray *rows, const char *junk, gint64 run, GError **error)
{
  g_autoptr (GPtrArray) actions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < rows->len; i++) {
    SafiJudged *row = rows->pdata[i];
    SafiActionFields fields = { .flags = row->flags_now, .internal_date = row->date };

    g_ptr_array_add (actions, safi_action_new (row->ref, junk, NULL, &fields));
    g_array_append_val (ids, row->id);
  }
  return safi_mover_plan (session, actions, (const gint64 *) ids->data, run, TRUE, error);
}

static gboolean
move_rows (SafiSession *session,
           GPtrArray *rows,
           guint *ret_moved,
           gint64 *ret_run,
           GCancellable *cancellable,
           GError **error)
{
  const char *junk = safi_session_find_junk (session, cancellable, error);
  g_autoptr (GPtrArray) planned = NULL;

  if (junk != NULL)
    planned = plan_rows (session, rows, junk, *ret_run, error);
  if (planned == NULL)
    return FALSE;
  *ret_run = safi_action_get_fields (planned->pdata[0])->run;
  return safi_mover_run (session, planned, ret_moved, cancellable, error);
}

gboolean
safi_scan_move_held_back (SafiSession *session,
                          guint *ret_moved,
                          gint64 *ret_run,
                          GCancellable *cancellable,
                          GError **error)
{
  for (;;) {
    g_autoptr (GPtrArray) rows = look_again (session, cancellable, error);

    if (rows == NULL || rows->len == 0)
      return rows != NULL && safi_move_limit_approve (session, error);
    if (!drop_kept (session, rows, error))
      return FALSE;
    if (rows->len > 0 && !move_rows (session, rows, ret_moved, ret_run, cancellable, error))
      return FALSE;
  }
}
