/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-engine-private.h"

void
safi_engine_name_junk_async (SafiEngine *self,
                             const char *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->free_result = (GDestroyNotify) safi_junk_folder_free;
  safi_engine_post (self,
                    safi_engine_new_task (self, cancellable, callback, user_data,
                                          safi_engine_name_junk_async, request),
                    account, safi_job_name_junk);
}

char *
safi_engine_name_junk_finish (SafiEngine *self,
                              GAsyncResult *result,
                              gboolean *ret_is_there,
                              GError **error)
{
  g_autoptr (SafiJunkFolder) junk = g_task_propagate_pointer (G_TASK (result), error);

  if (junk == NULL)
    return NULL;
  *ret_is_there = junk->is_there;
  return g_steal_pointer (&junk->name);
}

void
safi_engine_create_junk_async (SafiEngine *self,
                               const char *account,
                               const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->folder = g_strdup (name);
  safi_engine_post_change (self, account, request, safi_job_create_junk,
                           g_task_new (self, cancellable, callback, user_data));
}

gboolean
safi_engine_create_junk_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
