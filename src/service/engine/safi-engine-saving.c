/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-engine-private.h"
#include "service/worker/safi-digest.h"

void
safi_engine_choose_reach_async (SafiEngine *self,
                                const char *account,
                                SafiReachChoice choice,
                                guint days,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->reach = choice;
  request->days = days;
  safi_engine_post_change (self, account, request, safi_job_choose_reach,
                           g_task_new (self, cancellable, callback, user_data));
}

gboolean
safi_engine_choose_reach_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
safi_engine_watch_again_async (SafiEngine *self,
                               const char *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  safi_engine_post_change (self, account, safi_request_new (), safi_job_watch_again,
                           g_task_new (self, cancellable, callback, user_data));
}

gboolean
safi_engine_watch_again_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The limit is one for all mailboxes, so all of them go on. */
static void
lifted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SafiEngine *self = SAFI_ENGINE (source);
  g_autoptr (GTask) task = user_data;
  GListModel *accounts = safi_engine_get_accounts (self);
  GError *error = NULL;

  if (g_task_propagate_pointer (G_TASK (result), &error) == NULL) {
    g_task_return_error (task, error);
    return;
  }
  for (guint i = 0; self->is_running && i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    safi_watch_plan (self->watch, safi_account_get_id (safi_account_state_get_account (state)),
                     TRUE);
  }
  g_task_return_boolean (task, TRUE);
}

void
safi_engine_lift_limit_async (SafiEngine *self,
                              const char *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  safi_engine_post (
      self,
      safi_engine_new_task (self, cancellable, lifted_cb, task, safi_engine_lift_limit_async, NULL),
      account, safi_job_lift_limit);
}

gboolean
safi_engine_lift_limit_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
safi_engine_set_digest_writer (SafiEngine *self, SafiDigestWriter writer)
{
  self->digest_writer = writer;
}

void
safi_engine_write_digest_async (SafiEngine *self,
                                const char *account,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  g_return_if_fail (self->digest_writer != NULL);

  request->writer = self->digest_writer;
  request->free_result = g_free;
  safi_engine_post (self,
                    safi_engine_new_task (self, cancellable, callback, user_data,
                                          safi_engine_write_digest_async, request),
                    account, safi_job_write_digest);
}

gboolean
safi_engine_write_digest_finish (SafiEngine *self,
                                 GAsyncResult *result,
                                 gboolean *ret_is_written,
                                 GError **error)
{
  g_autofree gboolean *is_written = g_task_propagate_pointer (G_TASK (result), error);

  if (is_written == NULL)
    return FALSE;
  if (ret_is_written != NULL)
    *ret_is_written = *is_written;
  return TRUE;
}
