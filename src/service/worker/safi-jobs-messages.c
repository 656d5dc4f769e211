/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/worker/safi-jobs.h"

#include "core/base/safi-error.h"
#include "service/mailbox/safi-move-rule.h"
#include "service/mailbox/safi-mover.h"
#include "service/mailbox/safi-undo.h"
#include "service/scan/safi-scan.h"
#include "service/worker/safi-reader.h"

/* A message fetched again. */
typedef struct {
  SafiMessage *message; /* (nullable): not there */
  SafiFlags flags;
  gint64 internal_date;
} Fetched;

static gboolean
keep_cb (const SafiMail *mail, gpointer user_data, GError **error)
{
  Fetched *fetched = user_data;

  g_clear_pointer (&fetched->message, safi_message_unref);
  fetched->message = safi_message_new_seen (mail->octets, mail->size, mail->unseen);
  fetched->flags = mail->flags;
  fetched->internal_date = mail->internal_date;
  return TRUE;
}

/* Fetches what is at @ref; another message there, or none, gives SAFI_ERROR_MESSAGE_GONE. */
static gboolean
fetch_at (SafiSession *session,
          SafiMessageRef *ref,
          SafiView view,
          Fetched *ret_fetched,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 uid = safi_message_ref_get_uid (ref);
  gboolean is_fetched;

  g_array_append_val (uids, uid);
  *ret_fetched = (Fetched){ 0 };
  is_fetched = safi_mail_source_fetch (session->source, safi_message_ref_get_folder (ref),
                                       safi_message_ref_get_uidvalidity (ref), uids, view, keep_cb,
                                       ret_fetched, cancellable, error);
  if (is_fetched && ret_fetched->message != NULL &&
      g_strcmp0 (safi_message_get_identity (ret_fetched->message),
                 safi_message_ref_get_identity (ref)) == 0)
    return TRUE;
  g_clear_pointer (&ret_fetched->message, safi_message_unref);
  if (is_fetched)
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_MESSAGE_GONE, "it is not there");
  return FALSE;
}

/* Writes down that the message of @row is at @ref now. */
static gboolean
put_place (SafiSession *session, SafiJudged **row, SafiMessageRef *ref, GError **error)
{
  SafiJudged fields = **row;
  g_autoptr (SafiJudged) before = NULL;

  fields.ref = ref;
  if (safi_store_put_judged (session->store, &fields, error) < 0)
    return FALSE;
  before = *row;
  *row = safi_judged_new (&fields);
  return TRUE;
}

/* Fetches the message of *@row, from wherever it is now; *@row then tells that place. */
static gboolean
fetch_row (SafiSession *session,
           SafiJudged **row,
           SafiView view,
           Fetched *ret_fetched,
           GCancellable *cancellable,
           GError **error)
{
  SafiMessageRef *ref = (*row)->ref;
  g_autoptr (SafiMessageRef) found = NULL;
  g_autoptr (GError) local = NULL;
  SafiRemedy remedy;

  if (fetch_at (session, ref, view, ret_fetched, cancellable, &local))
    return TRUE;
  remedy = safi_error_get_remedy (local);
  if (remedy != SAFI_REMEDY_SKIP_MESSAGE && remedy != SAFI_REMEDY_LIST_AGAIN) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  found = safi_undo_find (session, safi_message_ref_get_identity (ref),
                          safi_message_ref_get_folder (ref), 0, cancellable, error);
  return found != NULL && put_place (session, row, found, error) &&
         fetch_at (session, found, view, ret_fetched, cancellable, error);
}

static SafiJudged *
begin (SafiSession *session, gint64 id, GCancellable *cancellable, GError **error)
{
  if (!safi_mover_connect (session, cancellable, error))
    return NULL;
  return safi_store_get_judged (session->store, id, error);
}

/* What an answer leads to. */
typedef struct {
  SafiClass answer;
  SafiAction *planned; /* (nullable): a move that is given up: another Safibox has claimed it */
  SafiAction *action;  /* (nullable): what brings the message where it belongs */
} Plan;

static void
clear_plan (Plan *plan)
{
  g_clear_pointer (&plan->planned, safi_action_unref);
  g_clear_pointer (&plan->action, safi_action_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, clear_plan)

static gboolean
plan_junk (SafiSession *session,
           SafiJudged *row,
           const Fetched *fetched,
           Plan *plan,
           GCancellable *cancellable,
           GError **error)
{
  SafiActionFields fields = { .flags = fetched->flags, .internal_date = fetched->internal_date };
  const char *junk = safi_session_find_junk (session, cancellable, error);

  if (junk == NULL)
    return FALSE;
  if (g_strcmp0 (safi_message_ref_get_folder (row->ref), "INBOX") == 0)
    plan->action = safi_action_new (row->ref, junk, NULL, &fields);
  return TRUE;
}

/* A message that was moved, or that another Safibox moved as this one wanted to, goes back. */
static gboolean
goes_back (SafiJudged *row, SafiAction *last, gboolean is_planned)
{
  const char *folder = safi_message_ref_get_folder (row->ref);

  if (is_planned)
    return g_str_equal (folder, safi_action_get_to_folder (last));
  return row->fate == SAFI_FATE_MOVED && safi_action_get_fields (last)->undoes == 0 &&
         !g_str_equal (folder, safi_message_ref_get_folder (safi_action_get_from (last)));
}

static gboolean
plan_good (SafiSession *session,
           SafiJudged *row,
           const Fetched *fetched,
           Plan *plan,
           GError **error)
{
  SafiActionFields fields = { .undoes = row->action, .internal_date = fetched->internal_date };
  g_autoptr (SafiAction) last = NULL;
  gboolean is_planned;

  if (row->action == 0 || (row->fate != SAFI_FATE_MOVED && row->fate != SAFI_FATE_MOVING))
    return TRUE;
  last = safi_journal_get (session->store, row->action, error);
  if (last == NULL)
    return FALSE;
  is_planned =
      row->fate == SAFI_FATE_MOVING && safi_action_get_fields (last)->state == SAFI_MOVE_PLANNED;
  fields.flags = safi_action_get_fields (last)->flags;
  if (goes_back (row, last, is_planned))
    plan->action = safi_action_new (
        row->ref, safi_message_ref_get_folder (safi_action_get_from (last)), NULL, &fields);
  if (is_planned)
    plan->planned = g_steal_pointer (&last);
  return TRUE;
}

/* Teaching, keeping and the plan of the move commit together. Returns: (transfer full)
 * (element-type SafiAction). */
static GPtrArray *
write_answer (SafiSession *session,
              SafiJudged *row,
              SafiMessage *message,
              const Plan *plan,
              GError **error)
{
  g_autoptr (GPtrArray) actions = g_ptr_array_new ();
  GPtrArray *planned = NULL;

  if (plan->action != NULL)
    g_ptr_array_add (actions, plan->action);
  if (!safi_store_begin (session->store, error))
    return NULL;
  if (safi_filter_teach (session->filter, message, plan->answer, SAFI_STRENGTH_STRONG, error) &&
      (plan->answer == SAFI_CLASS_JUNK ||
       safi_store_keep (session->store, safi_account_get_id (session->account),
                        safi_message_ref_get_identity (row->ref), error)) &&
      (row->fate != SAFI_FATE_WOULD_MOVE ||
       safi_store_set_fate (session->store, row->id, SAFI_FATE_STAYED, error)) &&
      (plan->planned == NULL || safi_undo_planned (session, plan->planned, row->ref, error)))
    planned = safi_mover_plan (session, actions, &row->id, 0, TRUE, error);
  if (planned != NULL && safi_store_commit (session->store, error))
    return planned;
  if (planned == NULL)
    safi_store_rollback (session->store);
  g_clear_pointer (&planned, g_ptr_array_unref);
  safi_filter_reload (session->filter, NULL);
  return NULL;
}

static gboolean
carry_out (SafiSession *session,
           SafiJudged *row,
           const Fetched *fetched,
           SafiClass answer,
           GCancellable *cancellable,
           GError **error)
{
  g_auto (Plan) plan = { .answer = answer };
  g_autoptr (GPtrArray) planned = NULL;

  if (answer == SAFI_CLASS_JUNK ? !plan_junk (session, row, fetched, &plan, cancellable, error)
                                : !plan_good (session, row, fetched, &plan, error))
    return FALSE;
  planned = write_answer (session, row, fetched->message, &plan, error);
  if (planned == NULL || planned->len == 0)
    return planned != NULL;
  session->is_moving = TRUE;
  safi_session_emit_activity (session);
  return safi_mover_run (session, planned, NULL, cancellable, error);
}

/* The row as it is now, told to the faces, too. */
static SafiJudged *
read_back (SafiSession *session, gint64 id, GError **error)
{
  SafiJudged *row = safi_store_get_judged (session->store, id, error);

  if (row != NULL)
    safi_session_emit_row (session, row);
  return row;
}

gpointer
safi_job_answer (SafiSession *session,
                 SafiRequest *request,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (SafiJudged) row = begin (session, request->id, cancellable, error);
  Fetched fetched;
  gboolean done;

  if (row == NULL || !fetch_row (session, &row, SAFI_VIEW_LIVE, &fetched, cancellable, error))
    return NULL;
  done = carry_out (session, row, &fetched, request->taught_class, cancellable, error);
  safi_message_unref (fetched.message);
  return done ? read_back (session, request->id, error) : NULL;
}

/* What was held back until it was called good waits for the person again. */
static gboolean
hold_again (SafiSession *session, SafiJudged *row, GError **error)
{
  const SafiMoveFacts facts = {
    .decision = safi_verdict_get_decision (row->verdict),
    .flags = row->flags_now,
    .fate = row->fate,
    .watch_only = TRUE,
  };

  if (!row->is_taught || row->taught_class != SAFI_CLASS_GOOD || row->action != 0 ||
      safi_move_rule (&facts) != SAFI_MOVE_RULE_HOLD)
    return TRUE;
  return safi_store_let_go (session->store, safi_account_get_id (session->account),
                            safi_message_ref_get_identity (row->ref), error) &&
         safi_store_set_fate (session->store, row->id, SAFI_FATE_WOULD_MOVE, error);
}

/* Commits with all that the answer did, or leaves all as it was. */
static gboolean
take_answer_back (SafiSession *session, SafiJudged *row, GError **error)
{
  if (!safi_store_begin (session->store, error))
    return FALSE;
  if (hold_again (session, row, error) &&
      safi_filter_unteach (session->filter, safi_message_ref_get_identity (row->ref), error)) {
    if (safi_store_commit (session->store, error))
      return TRUE;
  } else {
    safi_store_rollback (session->store);
  }
  safi_filter_reload (session->filter, NULL);
  return FALSE;
}

gpointer
safi_job_unanswer (SafiSession *session,
                   SafiRequest *request,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SafiJudged) row = NULL;

  if (!safi_session_check_store (session, error))
    return NULL;
  row = safi_store_get_judged (session->store, request->id, error);
  if (row == NULL || !take_answer_back (session, row, error))
    return NULL;
  return read_back (session, request->id, error);
}

gpointer
safi_job_teach (SafiSession *session,
                SafiRequest *request,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (SafiMessage) message = safi_view_read (request->octets, SAFI_VIEW_LIVE);

  if (!safi_session_check_store (session, error) ||
      !safi_filter_teach (session->filter, message, request->taught_class, SAFI_STRENGTH_STRONG,
                          error))
    return NULL;
  return session;
}

/* Takes over @message. Returns: (transfer full): NULL with @error. */
static SafiJudgement *
judge (SafiSession *session, SafiMessage *message, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiMessage) owned = message;
  g_autoptr (SafiVerdict) verdict =
      safi_filter_judge (session->filter, message, cancellable, error);
  SafiAuthResult *auth;
  SafiJudgement *judgement;

  if (verdict == NULL || !safi_filter_read_auth (session->filter, message, &auth, error))
    return NULL;
  judgement = g_new0 (SafiJudgement, 1);
  judgement->message = g_steal_pointer (&owned);
  judgement->verdict = g_steal_pointer (&verdict);
  judgement->auth = auth;
  return judgement;
}

/* The spots of the evidence point into the text that was judged, so the same view is fetched. */
gpointer
safi_job_load_message (SafiSession *session,
                       SafiRequest *request,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SafiJudged) row = begin (session, request->id, cancellable, error);
  SafiJudgement *judgement;
  Fetched fetched;

  if (row == NULL || !fetch_row (session, &row, SAFI_VIEW_LIVE, &fetched, cancellable, error))
    return NULL;
  judgement = judge (session, fetched.message, cancellable, error);
  if (judgement == NULL ||
      !safi_filter_wants_more (session->filter, judgement->message, judgement->verdict))
    return judgement;
  safi_judgement_free (judgement);
  return fetch_row (session, &row, SAFI_VIEW_WHOLE, &fetched, cancellable, error)
             ? judge (session, fetched.message, cancellable, error)
             : NULL;
}

gpointer
safi_job_load_whole (SafiSession *session,
                     SafiRequest *request,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SafiJudged) row = begin (session, request->id, cancellable, error);
  Fetched fetched;

  if (row == NULL || !fetch_row (session, &row, SAFI_VIEW_WHOLE, &fetched, cancellable, error))
    return NULL;
  return fetched.message;
}

static SafiMoved *
make_moved (int number, gint64 run)
{
  SafiMoved *moved = g_new0 (SafiMoved, 1);

  moved->number = number;
  moved->run = run;
  return moved;
}

gpointer
safi_job_move_held_back (SafiSession *session,
                         SafiRequest *request,
                         GCancellable *cancellable,
                         GError **error)
{
  guint number = 0;
  gint64 run = 0;

  if (!safi_mover_connect (session, cancellable, error))
    return NULL;
  session->is_moving = TRUE;
  safi_session_emit_activity (session);
  if (!safi_scan_move_held_back (session, &number, &run, cancellable, error))
    return NULL;
  return make_moved ((int) number, run);
}

static gpointer
undo (SafiSession *session, GPtrArray *actions, GCancellable *cancellable, GError **error)
{
  int number;

  session->is_moving = TRUE;
  safi_session_emit_activity (session);
  number = safi_undo (session, actions, cancellable, error);
  return number >= 0 ? make_moved (number, 0) : NULL;
}

gpointer
safi_job_undo (SafiSession *session,
               SafiRequest *request,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GPtrArray) actions = g_ptr_array_new ();
  g_autoptr (SafiAction) action = NULL;

  if (!safi_mover_connect (session, cancellable, error))
    return NULL;
  action = safi_journal_get (session->store, request->id, error);
  if (action == NULL)
    return NULL;
  if (safi_action_get_fields (action)->undoes != 0) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "an undo is not undone");
    return NULL;
  }
  g_ptr_array_add (actions, action);
  return undo (session, actions, cancellable, error);
}

gpointer
safi_job_undo_run (SafiSession *session,
                   SafiRequest *request,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GPtrArray) actions = NULL;

  if (!safi_mover_connect (session, cancellable, error))
    return NULL;
  actions = safi_journal_list_run (session->store, request->id, error);
  if (actions == NULL)
    return NULL;
  if (actions->len == 0) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "no such run");
    return NULL;
  }
  return undo (session, actions, cancellable, error);
}
