/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-engine-private.h"

void
safi_engine_estimate_learning_async (SafiEngine *self,
                                     const char *account,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  SafiRequest *request = safi_request_new ();
  GTask *task = safi_engine_new_task (self, cancellable, callback, user_data,
                                      safi_engine_estimate_learning_async, request);
  SafiAccountWorker *worker = g_hash_table_lookup (self->workers, account);

  request->free_result = g_free;
  if (worker == NULL)
    safi_engine_post (self, task, account, NULL);
  else
    safi_account_worker_estimate (worker, task, safi_job_estimate_learning);
}

void
safi_engine_leave_estimate (SafiEngine *self, const char *account)
{
  SafiAccountWorker *worker = g_hash_table_lookup (self->workers, account);

  if (worker != NULL)
    safi_account_worker_leave_estimates (worker);
}

gboolean
safi_engine_estimate_learning_finish (SafiEngine *self,
                                      GAsyncResult *result,
                                      SafiLearnEstimate *ret_estimate,
                                      GError **error)
{
  g_autofree SafiLearnEstimate *estimate = g_task_propagate_pointer (G_TASK (result), error);

  if (estimate == NULL)
    return FALSE;
  *ret_estimate = *estimate;
  return TRUE;
}

void
safi_engine_learn_async (SafiEngine *self,
                         const char *account,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task =
      safi_engine_new_task (self, cancellable, callback, user_data, safi_engine_learn_async, NULL);
  SafiAccountWorker *worker = g_hash_table_lookup (self->workers, account);

  if (worker == NULL)
    safi_engine_post (self, task, account, NULL);
  else
    safi_account_worker_learn (worker, task);
}

/* Interrupted, too, it has taught something. */
gboolean
safi_engine_learn_finish (SafiEngine *self,
                          GAsyncResult *result,
                          SafiLearnReport *ret_report,
                          GError **error)
{
  g_autofree SafiLearnReport *report = g_task_propagate_pointer (G_TASK (result), error);

  if (self->reader != NULL)
    safi_reader_forget_models (self->reader);
  if (report == NULL)
    return FALSE;
  if (ret_report != NULL)
    *ret_report = *report;
  return TRUE;
}

void
safi_engine_cancel_learning (SafiEngine *self, const char *account)
{
  SafiAccountWorker *worker = g_hash_table_lookup (self->workers, account);

  if (worker == NULL)
    return;
  safi_account_worker_cancel_learning (worker);
  /* What the day's limit put off does not begin again by itself either. */
  safi_engine_post (self,
                    safi_engine_new_task (self, NULL, NULL, NULL, safi_engine_cancel_learning,
                                          safi_request_new ()),
                    account, safi_job_stop_learning);
}
