/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/connection/safi-imap-run.h"

#include "core/base/safi-error.h"

static gboolean
time_over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
call_ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static void
cancelled_cb (GCancellable *outer, gpointer inner)
{
  g_cancellable_cancel (inner);
}

GAsyncResult *
safi_imap_run (SafiImapBegin begin,
               gpointer object,
               gpointer user_data,
               guint milliseconds,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  g_autoptr (GSource) timer = g_timeout_source_new (milliseconds);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean time_over = FALSE;
  gulong handler = 0;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), inner, NULL);
  g_source_set_callback (timer, time_over_cb, &time_over, NULL);
  g_source_attach (timer, context);
  g_main_context_push_thread_default (context);
  begin (object, inner, call_ended_cb, &result, user_data);
  while (result == NULL) {
    g_main_context_iteration (context, TRUE);
    if (time_over)
      g_cancellable_cancel (inner);
  }
  g_main_context_pop_thread_default (context);
  g_source_destroy (timer);
  g_cancellable_disconnect (cancellable, handler);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (time_over) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_TIMED_OUT, "the server is silent");
    return NULL;
  }
  return g_steal_pointer (&result);
}
