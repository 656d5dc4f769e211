/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/mailbox/safi-mover.h"

#include "core/base/safi-error.h"
#include "core/base/safi-fail-point.h"
#include "service/mailbox/safi-keywords.h"
#include "store/accounts/safi-move-pace.h"

/* How often an interrupted move is begun again before it is given up. */
#define TRIES_MAX 3
/* A round settles what it finds or begins it once more; more rounds than tries are never needed. */
#define ROUNDS_MAX (TRIES_MAX + 2)
/* Seconds for which another Safibox that claimed a message is left to move it. */
#define CLAIM_SECONDS 60

typedef struct {
  SafiSession *session;
  GPtrArray *actions; /* (element-type SafiAction): one command's worth */
} Chunk;

static const char *
get_id (SafiSession *session)
{
  return safi_account_get_id (session->account);
}

/* Returns: (transfer full) (element-type SafiAction): the same actions as the journal has them now;
 * dropped ones are left out. */
static GPtrArray *
read_again (SafiSession *session, GPtrArray *actions, GError **error)
{
  g_autoptr (GPtrArray) now = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);

  for (guint i = 0; i < actions->len; i++) {
    g_autoptr (GError) local = NULL;
    SafiAction *action =
        safi_journal_get (session->store, safi_action_get_fields (actions->pdata[i])->id, &local);

    if (action != NULL)
      g_ptr_array_add (now, action);
    else if (!g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  }
  return g_steal_pointer (&now);
}

static gboolean
note_plan (SafiSession *session, GPtrArray *planned, gboolean is_asked, GError **error)
{
  const gint64 run = safi_action_get_fields (planned->pdata[0])->run;

  return (!is_asked || safi_move_pace_set_asked (session->store, run, error)) &&
         safi_keywords_expect (session, run, error);
}

GPtrArray *
safi_mover_plan (SafiSession *session,
                 GPtrArray *actions,
                 const gint64 *judged,
                 gint64 run,
                 gboolean is_asked,
                 GError **error)
{
  g_autoptr (GPtrArray) planned = NULL;

  if (actions->len == 0)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  if (!safi_store_begin (session->store, error))
    return NULL;
  planned = safi_journal_plan (session->store, actions, judged, run, error);
  if (planned == NULL || !note_plan (session, planned, is_asked, error)) {
    safi_store_rollback (session->store);
    return NULL;
  }
  if (!safi_store_commit (session->store, error))
    return NULL;
  session->is_settled = FALSE;
  return read_again (session, planned, error);
}

static gboolean
step_cb (guint index,
         SafiMoveState state,
         const SafiPlace *place,
         const char *reason,
         gpointer user_data,
         GError **error)
{
  Chunk *chunk = user_data;
  SafiAction *action = chunk->actions->pdata[index];

  safi_fail_point ("mover.before-step");
  if (!safi_journal_advance (chunk->session->store, safi_action_get_fields (action)->id, state,
                             place, reason, error))
    return FALSE;
  safi_fail_point ("mover.after-step");
  return TRUE;
}

static gboolean
goes_together (SafiAction *a, SafiAction *b)
{
  SafiMessageRef *left = safi_action_get_from (a);
  SafiMessageRef *right = safi_action_get_from (b);

  return g_strcmp0 (safi_message_ref_get_folder (left), safi_message_ref_get_folder (right)) == 0 &&
         safi_message_ref_get_uidvalidity (left) == safi_message_ref_get_uidvalidity (right) &&
         g_strcmp0 (safi_action_get_to_folder (a), safi_action_get_to_folder (b)) == 0;
}

/* Returns: (transfer full) (element-type SafiAction): the next ones from *@start on that one
 * command can take. */
static GPtrArray *
take_chunk (GPtrArray *actions, guint *start)
{
  GPtrArray *chunk = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  SafiAction *first = actions->pdata[*start];

  while (*start < actions->len && chunk->len < SAFI_POLICY_MOVES_PER_COMMAND &&
         goes_together (first, actions->pdata[*start]))
    g_ptr_array_add (chunk, safi_action_ref (actions->pdata[(*start)++]));
  return chunk;
}

static void
tell_rows (SafiSession *session, GPtrArray *actions)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);

  for (guint i = 0; i < actions->len; i++) {
    SafiMessageRef *from = safi_action_get_from (actions->pdata[i]);
    SafiJudged *row = safi_store_find_judged (session->store, get_id (session),
                                              safi_message_ref_get_identity (from), NULL);

    if (row != NULL)
      g_ptr_array_add (rows, row);
  }
  safi_session_emit_judged (session, rows);
}

/* What stands at PLANNED is given up, and waits for the person. */
static gboolean
give_up (SafiSession *session, SafiAction *action, GCancellable *cancellable, GError **error)
{
  SafiMessageRef *from = safi_action_get_from (action);
  g_autoptr (SafiJudged) row = NULL;

  if (!safi_keywords_drop_claim (session, action, cancellable, error) ||
      !safi_journal_drop (session->store, safi_action_get_fields (action)->id, error))
    return FALSE;
  if (safi_action_get_fields (action)->undoes != 0)
    return TRUE;
  row = safi_store_find_judged (session->store, get_id (session),
                                safi_message_ref_get_identity (from), NULL);
  return row == NULL || safi_store_set_fate (session->store, row->id, SAFI_FATE_WOULD_MOVE, error);
}

/* Another Safibox is at the message. */
static gboolean
is_claimed (SafiAction *action)
{
  return safi_action_get_fields (action)->state == SAFI_MOVE_PLANNED &&
         g_strcmp0 (safi_action_get_reason (action), SAFI_MOVE_CLAIMED) == 0;
}

/* The copy is in its place, and the original stays where it was. */
static gboolean
stays (SafiAction *action)
{
  return safi_action_get_fields (action)->state == SAFI_MOVE_ASK &&
         g_strcmp0 (safi_action_get_reason (action), SAFI_MOVE_ORIGINAL_STAYS) == 0;
}

/* The server said no: what it did not begin is given up, but for what is another's. */
static gboolean
give_up_refused (SafiSession *session,
                 GPtrArray *actions,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GPtrArray) now = read_again (session, actions, error);

  for (guint i = 0; now != NULL && i < now->len; i++) {
    SafiAction *action = now->pdata[i];

    if (safi_action_get_fields (action)->state == SAFI_MOVE_PLANNED && !is_claimed (action) &&
        !give_up (session, action, cancellable, error))
      return FALSE;
    if (stays (action) && !safi_keywords_drop_claim (session, action, cancellable, error))
      return FALSE;
  }
  return now != NULL;
}

static gboolean
run_chunk (SafiSession *session, GPtrArray *actions, GCancellable *cancellable, GError **error)
{
  Chunk chunk = { session, actions };
  g_autoptr (GError) local = NULL;
  SafiRemedy remedy;

  safi_fail_point ("mover.before-command");
  if (safi_mail_source_move (session->source, actions, step_cb, &chunk, cancellable, &local)) {
    safi_fail_point ("mover.after-command");
    return TRUE;
  }
  remedy = safi_error_get_remedy (local);
  if ((remedy == SAFI_REMEDY_ASK_PERSON || remedy == SAFI_REMEDY_LIST_AGAIN) &&
      !give_up_refused (session, actions, cancellable, error))
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
has_planned (GPtrArray *actions)
{
  for (guint i = 0; i < actions->len; i++)
    if (safi_action_get_fields (actions->pdata[i])->state == SAFI_MOVE_PLANNED)
      return TRUE;
  return FALSE;
}

gboolean
safi_mover_run (SafiSession *session,
                GPtrArray *planned,
                guint *ret_done,
                GCancellable *cancellable,
                GError **error)
{
  gboolean success = TRUE;
  g_autoptr (GPtrArray) now = NULL;
  guint start = 0;

  while (success && start < planned->len) {
    g_autoptr (GPtrArray) actions = take_chunk (planned, &start);

    success = run_chunk (session, actions, cancellable, error);
  }
  now = read_again (session, planned, success ? error : NULL);
  if (now == NULL)
    return FALSE;
  for (guint i = 0; ret_done != NULL && i < now->len; i++)
    *ret_done += safi_action_get_fields (now->pdata[i])->state == SAFI_MOVE_DONE;
  if (success)
    success = safi_keywords_set (session, now, cancellable, error);
  tell_rows (session, planned);
  session->is_settled = success && !has_planned (now);
  return success;
}

gboolean
safi_mover_read_uidvalidity (SafiSession *session,
                             const char *folder,
                             guint32 *ret_uidvalidity,
                             GCancellable *cancellable,
                             GError **error)
{
  SafiMark mark = { .uidnext = G_MAXUINT32 };
  g_autoptr (SafiListing) listing =
      safi_mail_source_list_since (session->source, folder, &mark, cancellable, error);

  if (listing != NULL)
    *ret_uidvalidity = listing->mark.uidvalidity;
  return listing != NULL;
}

/* Returns: (transfer full) (element-type SafiListed): copies of the message that a person sees in
 * @folder; none if the folder is gone. NULL with @error. */
static GArray *
find_seen (SafiSession *session,
           SafiAction *action,
           const char *folder,
           GCancellable *cancellable,
           GError **error)
{
  const char *identity = safi_message_ref_get_identity (safi_action_get_from (action));
  g_autoptr (GError) local = NULL;
  GArray *found =
      safi_mail_source_find (session->source, folder, identity,
                             safi_action_get_fields (action)->internal_date, cancellable, &local);

  if (found == NULL && !g_error_matches (local, SAFI_ERROR, SAFI_ERROR_FOLDER_GONE)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (found == NULL)
    return g_array_new (FALSE, FALSE, sizeof (SafiListed));
  for (guint i = found->len; i > 0; i--)
    if (g_array_index (found, SafiListed, i - 1).flags & SAFI_FLAG_DELETED)
      g_array_remove_index (found, i - 1);
  return found;
}

/* The message is in both folders: the move goes on from there if nothing else can be meant. */
static gboolean
follow (SafiSession *session,
        SafiAction *action,
        GArray *source,
        GArray *target,
        const SafiPlace *place,
        GCancellable *cancellable,
        GError **error)
{
  const char *folder = safi_message_ref_get_folder (safi_action_get_from (action));
  gint64 id = safi_action_get_fields (action)->id;
  guint32 uidvalidity;

  if (source->len > 1 || target->len > 1)
    return safi_journal_advance (session->store, id, SAFI_MOVE_ASK, NULL, "folder-changed", error);
  return safi_mover_read_uidvalidity (session, folder, &uidvalidity, cancellable, error) &&
         safi_journal_follow (session->store, id, uidvalidity,
                              g_array_index (source, SafiListed, 0).uid, place, error);
}

/* A folder's UIDs began anew or it is gone, so the source cannot settle the action by UID. */
static gboolean
settle_by_identity (SafiSession *session,
                    SafiAction *action,
                    GCancellable *cancellable,
                    GError **error)
{
  const SafiActionFields *fields = safi_action_get_fields (action);
  const char *from = safi_message_ref_get_folder (safi_action_get_from (action));
  const char *to = safi_action_get_to_folder (action);
  g_autoptr (GArray) target = NULL;
  g_autoptr (GArray) source = NULL;
  SafiPlace place = { 0 };

  if (fields->state == SAFI_MOVE_PLANNED)
    return give_up (session, action, cancellable, error);
  target = find_seen (session, action, to, cancellable, error);
  if (target == NULL)
    return FALSE;
  source = find_seen (session, action, from, cancellable, error);
  if (source == NULL)
    return FALSE;
  if (target->len == 0)
    return safi_journal_advance (session->store, fields->id,
                                 source->len > 0 ? SAFI_MOVE_PLANNED : SAFI_MOVE_ASK, NULL,
                                 "folder-changed", error);
  place.uid = place.uidnext = g_array_index (target, SafiListed, target->len - 1).uid;
  if (!safi_mover_read_uidvalidity (session, to, &place.uidvalidity, cancellable, error))
    return FALSE;
  if (source->len > 0)
    return follow (session, action, source, target, &place, cancellable, error);
  return safi_journal_advance (session->store, fields->id, SAFI_MOVE_DONE, &place, "seen-in-target",
                               error);
}

static gboolean
settle_each (SafiSession *session, GPtrArray *actions, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) now = read_again (session, actions, error);

  for (guint i = 0; now != NULL && i < now->len; i++)
    if (!safi_action_is_settled (now->pdata[i]) &&
        !settle_by_identity (session, now->pdata[i], cancellable, error))
      return FALSE;
  return now != NULL;
}

/* Tried often enough: it is still where it was, so nothing is lost by giving it up. */
static gboolean
drop_tired (SafiSession *session, GPtrArray *open, GCancellable *cancellable, GError **error)
{
  for (guint i = open->len; i > 0; i--) {
    const SafiActionFields *fields = safi_action_get_fields (open->pdata[i - 1]);

    if (fields->state != SAFI_MOVE_PLANNED || fields->tries < TRIES_MAX)
      continue;
    if (!give_up (session, open->pdata[i - 1], cancellable, error))
      return FALSE;
    g_ptr_array_remove_index (open, i - 1);
  }
  return TRUE;
}

/* The other one is given a minute, by a clock that may have been set. */
static gboolean
is_left_to_another (SafiSession *session, SafiAction *action)
{
  gint64 age = safi_clock_wall (session->clock) - safi_action_get_fields (action)->time;

  return is_claimed (action) && age >= 0 && age < CLAIM_SECONDS;
}

/* @round: what was left to another in an earlier one is not asked about at once again.
 * Returns: whether there were any. */
static gboolean
leave_to_others (SafiSession *session, GPtrArray *open, guint round)
{
  guint before = open->len;

  for (guint i = open->len; i > 0; i--)
    if (is_left_to_another (session, open->pdata[i - 1]) ||
        (round > 0 && is_claimed (open->pdata[i - 1])))
      g_ptr_array_remove_index (open, i - 1);
  return open->len < before;
}

/* What was begun and cannot be looked at any more is the person's to settle. */
static gboolean
ask_about_begun (SafiSession *session, GPtrArray *actions, GError **error)
{
  for (guint i = 0; i < actions->len; i++) {
    const SafiActionFields *fields = safi_action_get_fields (actions->pdata[i]);

    if ((fields->state == SAFI_MOVE_SENT || fields->state == SAFI_MOVE_COPIED) &&
        !safi_journal_advance (session->store, fields->id, SAFI_MOVE_ASK, NULL, "not-permitted",
                               error))
      return FALSE;
  }
  return TRUE;
}

/* @failure: what the server does not permit, which it consumes. It would not permit it the next
 * time either, and nothing could be done in the mailbox before: what was begun is settled, and that
 * is no failure unless something had to be given up. */
static gboolean
settle_refused (SafiSession *session, GPtrArray *actions, GError *failure, GError **error)
{
  g_autoptr (GError) local = failure;
  g_autoptr (GPtrArray) now = read_again (session, actions, error);

  if (now == NULL || !ask_about_begun (session, now, error))
    return FALSE;
  if (now->len == actions->len)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
recover_chunk (SafiSession *session, GPtrArray *actions, GCancellable *cancellable, GError **error)
{
  Chunk chunk = { session, actions };
  g_autoptr (GError) local = NULL;

  if (safi_mail_source_move (session->source, actions, step_cb, &chunk, cancellable, &local))
    return TRUE;
  if (safi_error_get_remedy (local) == SAFI_REMEDY_LIST_AGAIN) {
    g_clear_error (&local);
    if (settle_each (session, actions, cancellable, &local))
      return TRUE;
  }
  if (safi_error_get_remedy (local) == SAFI_REMEDY_ASK_PERSON &&
      !give_up_refused (session, actions, cancellable, error))
    return FALSE;
  if (g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NOT_PERMITTED))
    return settle_refused (session, actions, g_steal_pointer (&local), error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
recover_round (SafiSession *session, GPtrArray *open, GCancellable *cancellable, GError **error)
{
  guint start = 0;

  while (start < open->len) {
    g_autoptr (GPtrArray) actions = take_chunk (open, &start);

    if (!recover_chunk (session, actions, cancellable, error))
      return FALSE;
  }
  tell_rows (session, open);
  return TRUE;
}

gboolean
safi_mover_recover (SafiSession *session, GCancellable *cancellable, GError **error)
{
  gboolean is_waiting = FALSE;

  session->is_settled = FALSE;
  for (guint round = 0; round < ROUNDS_MAX; round++) {
    g_autoptr (GPtrArray) open = safi_journal_list_open (session->store, get_id (session), error);

    if (open == NULL || !drop_tired (session, open, cancellable, error))
      return FALSE;
    is_waiting = leave_to_others (session, open, round);
    if (open->len == 0)
      break;
    if (!recover_round (session, open, cancellable, error))
      return FALSE;
  }
  if (!safi_keywords_finish (session, cancellable, error))
    return FALSE;
  session->is_settled = !is_waiting;
  return TRUE;
}

gboolean
safi_mover_connect (SafiSession *session, GCancellable *cancellable, GError **error)
{
  if (!safi_session_open (session, cancellable, error))
    return FALSE;
  return session->is_settled || safi_mover_recover (session, cancellable, error);
}
