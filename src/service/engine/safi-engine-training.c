/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-engine-private.h"

void
safi_engine_summarise_training_async (SafiEngine *self,
                                      const char *account,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->free_result = g_free;
  safi_engine_post (self,
                    safi_engine_new_task (self, cancellable, callback, user_data,
                                          safi_engine_summarise_training_async, request),
                    account, safi_job_summarise_training);
}

gboolean
safi_engine_summarise_training_finish (SafiEngine *self,
                                       GAsyncResult *result,
                                       SafiTrainingSummary *ret_summary,
                                       GError **error)
{
  g_autofree SafiTrainingSummary *summary = g_task_propagate_pointer (G_TASK (result), error);

  if (summary == NULL)
    return FALSE;
  *ret_summary = *summary;
  return TRUE;
}

void
safi_engine_export_training_async (SafiEngine *self,
                                   const char *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->free_result = (GDestroyNotify) g_bytes_unref;
  safi_engine_post (self,
                    safi_engine_new_task (self, cancellable, callback, user_data,
                                          safi_engine_export_training_async, request),
                    account, safi_job_export_training);
}

GBytes *
safi_engine_export_training_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
safi_engine_replace_training_async (SafiEngine *self,
                                    const char *account,
                                    GBytes *octets,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  SafiRequest *request = safi_request_new ();
  SafiAccountWorker *worker = g_hash_table_lookup (self->workers, account);

  request->octets = octets != NULL ? g_bytes_ref (octets) : NULL;
  request->free_result = (GDestroyNotify) safi_training_change_free;
  /* What is learned from now on would be added to what is brought in. */
  if (worker != NULL)
    safi_account_worker_cancel_learning (worker);
  safi_engine_post (self,
                    safi_engine_new_task (self, cancellable, callback, user_data,
                                          safi_engine_replace_training_async, request),
                    account, safi_job_replace_training);
}

SafiTrainingChange *
safi_engine_replace_training_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  SafiTrainingChange *change = g_task_propagate_pointer (G_TASK (result), error);

  if (change != NULL && self->reader != NULL)
    safi_reader_forget_models (self->reader);
  return change;
}

void
safi_engine_try_training_async (SafiEngine *self,
                                const char *account,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->free_result = g_free;
  safi_engine_post (self,
                    safi_engine_new_task (self, cancellable, callback, user_data,
                                          safi_engine_try_training_async, request),
                    account, safi_job_try_training);
}

gboolean
safi_engine_try_training_finish (SafiEngine *self,
                                 GAsyncResult *result,
                                 SafiTrial *ret_trial,
                                 GError **error)
{
  g_autofree SafiTrial *trial = g_task_propagate_pointer (G_TASK (result), error);

  if (trial == NULL)
    return FALSE;
  *ret_trial = *trial;
  return TRUE;
}
