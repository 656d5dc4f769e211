/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-engine-private.h"

#include "core/base/safi-error.h"

void
safi_engine_check_async (SafiEngine *self,
                         const char *account,
                         SafiCheckMode mode,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task =
      safi_engine_new_task (self, cancellable, callback, user_data, safi_engine_check_async, NULL);
  SafiAccountWorker *worker = g_hash_table_lookup (self->workers, account);

  if (worker == NULL)
    safi_engine_post (self, task, account, NULL);
  else
    safi_account_worker_check (worker, task, mode);
}

gboolean
safi_engine_check_finish (SafiEngine *self,
                          GAsyncResult *result,
                          SafiCheckReport *ret_report,
                          GError **error)
{
  g_autofree SafiCheckReport *report = g_task_propagate_pointer (G_TASK (result), error);

  if (report == NULL)
    return FALSE;
  if (ret_report != NULL)
    *ret_report = *report;
  return TRUE;
}

void
safi_engine_cancel_check (SafiEngine *self, const char *account)
{
  SafiAccountWorker *worker = g_hash_table_lookup (self->workers, account);

  if (worker != NULL)
    safi_account_worker_cancel_checks (worker);
}

/* Posts a job on a judged row or an action to the thread of its account. One row by its key is all
 * that the main thread ever reads. Takes @request. */
static void
post_by_row (SafiEngine *self, SafiRequest *request, SafiSessionJob job, GTask *task)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) row =
      self->store != NULL ? safi_store_get_judged (self->store, request->id, &error) : NULL;

  if (row != NULL)
    safi_engine_post (self, task, safi_message_ref_get_account (row->ref), job);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "there is no store");
  if (row == NULL)
    g_object_unref (task);
}

static void
post_by_action (SafiEngine *self,
                SafiAction *action,
                SafiSessionJob job,
                GTask *task,
                GError *error)
{
  SafiMessageRef *from = action != NULL ? safi_action_get_from (action) : NULL;

  if (from != NULL) {
    safi_engine_post (self, task, safi_message_ref_get_account (from), job);
    return;
  }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "no such action");
  g_object_unref (task);
}

void
safi_engine_answer_async (SafiEngine *self,
                          gint64 judged,
                          SafiClass answer,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->id = judged;
  request->taught_class = answer;
  request->free_result = (GDestroyNotify) safi_judged_unref;
  post_by_row (self, request, safi_job_answer,
               safi_engine_new_task (self, cancellable, callback, user_data,
                                     safi_engine_answer_async, request));
}

SafiJudged *
safi_engine_answer_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  if (self->reader != NULL)
    safi_reader_forget_models (self->reader);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
safi_engine_unanswer_async (SafiEngine *self,
                            gint64 judged,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->id = judged;
  request->free_result = (GDestroyNotify) safi_judged_unref;
  post_by_row (self, request, safi_job_unanswer,
               safi_engine_new_task (self, cancellable, callback, user_data,
                                     safi_engine_unanswer_async, request));
}

SafiJudged *
safi_engine_unanswer_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  if (self->reader != NULL)
    safi_reader_forget_models (self->reader);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
safi_engine_teach_async (SafiEngine *self,
                         const char *account,
                         GBytes *octets,
                         SafiClass taught_class,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->octets = g_bytes_ref (octets);
  request->taught_class = taught_class;
  safi_engine_post (self,
                    safi_engine_new_task (self, cancellable, callback, user_data,
                                          safi_engine_teach_async, request),
                    account, safi_job_teach);
}

gboolean
safi_engine_teach_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  if (self->reader != NULL)
    safi_reader_forget_models (self->reader);
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

void
safi_engine_move_held_back_async (SafiEngine *self,
                                  const char *account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->free_result = g_free;
  safi_engine_post (self,
                    safi_engine_new_task (self, cancellable, callback, user_data,
                                          safi_engine_move_held_back_async, request),
                    account, safi_job_move_held_back);
}

int
safi_engine_move_held_back_finish (SafiEngine *self,
                                   GAsyncResult *result,
                                   gint64 *ret_run,
                                   GError **error)
{
  g_autofree SafiMoved *moved = g_task_propagate_pointer (G_TASK (result), error);

  if (moved != NULL && ret_run != NULL)
    *ret_run = moved->run;
  return moved != NULL ? moved->number : -1;
}

static GTask *
new_undo_task (SafiEngine *self,
               gint64 id,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->id = id;
  request->free_result = g_free;
  return safi_engine_new_task (self, cancellable, callback, user_data, safi_engine_undo_async,
                               request);
}

void
safi_engine_undo_async (SafiEngine *self,
                        gint64 action,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = new_undo_task (self, action, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (SafiAction) found =
      self->store != NULL ? safi_journal_get (self->store, action, &error) : NULL;

  post_by_action (self, found, safi_job_undo, task, error);
}

void
safi_engine_undo_run_async (SafiEngine *self,
                            gint64 run,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = new_undo_task (self, run, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (GPtrArray) found =
      self->store != NULL ? safi_journal_list_run (self->store, run, &error) : NULL;

  post_by_action (self, found != NULL && found->len > 0 ? found->pdata[0] : NULL, safi_job_undo_run,
                  task, error);
}

int
safi_engine_undo_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  g_autofree SafiMoved *moved = g_task_propagate_pointer (G_TASK (result), error);

  return moved != NULL ? moved->number : -1;
}

void
safi_engine_load_message_async (SafiEngine *self,
                                gint64 judged,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->id = judged;
  request->free_result = (GDestroyNotify) safi_judgement_free;
  post_by_row (self, request, safi_job_load_message,
               safi_engine_new_task (self, cancellable, callback, user_data,
                                     safi_engine_load_message_async, request));
}

SafiMessage *
safi_engine_load_message_finish (SafiEngine *self,
                                 GAsyncResult *result,
                                 SafiVerdict **ret_verdict,
                                 SafiAuthResult **ret_auth,
                                 GError **error)
{
  SafiJudgement *judgement = g_task_propagate_pointer (G_TASK (result), error);
  SafiMessage *message;

  if (judgement == NULL)
    return NULL;
  message = safi_message_ref (judgement->message);
  if (ret_verdict != NULL)
    *ret_verdict = safi_verdict_ref (judgement->verdict);
  if (ret_auth != NULL)
    *ret_auth = g_steal_pointer (&judgement->auth);
  safi_judgement_free (judgement);
  return message;
}

void
safi_engine_load_whole_async (SafiEngine *self,
                              gint64 judged,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->id = judged;
  request->free_result = (GDestroyNotify) safi_message_unref;
  post_by_row (self, request, safi_job_load_whole,
               safi_engine_new_task (self, cancellable, callback, user_data,
                                     safi_engine_load_whole_async, request));
}

SafiMessage *
safi_engine_load_whole_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
