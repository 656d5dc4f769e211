/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-engine-private.h"

void
safi_engine_set_sender_rule_async (SafiEngine *self,
                                   const char *account,
                                   const char *sender,
                                   SafiSenderRule rule,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->sender = g_strdup (sender);
  request->rule = rule;
  safi_engine_post (self,
                    safi_engine_new_task (self, cancellable, callback, user_data,
                                          safi_engine_set_sender_rule_async, request),
                    account, safi_job_set_sender_rule);
}

gboolean
safi_engine_set_sender_rule_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

void
safi_engine_set_batv_key_async (SafiEngine *self,
                                const char *account,
                                const char *key,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->secret = g_strdup (key);
  safi_engine_post (self,
                    safi_engine_new_task (self, cancellable, callback, user_data,
                                          safi_engine_set_batv_key_async, request),
                    account, safi_job_set_batv_key);
}

gboolean
safi_engine_set_batv_key_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
