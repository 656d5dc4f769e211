/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/accounts/safi-visit.h"

#include "core/base/safi-error.h"
#include "words/mailbox/safi-words-sign-in.h"

typedef struct {
  GtkWindow *parent;
  GCancellable *inner; /* ends the wait, by the person or because no browser opened */
  gulong cancelled_id;
  gboolean has_failed;
} Visit;

static void
free_visit (Visit *visit)
{
  g_object_unref (visit->parent);
  g_object_unref (visit->inner);
  g_free (visit);
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Visit *visit = g_task_get_task_data (task);

  if (gtk_show_uri_full_finish (visit->parent, result, NULL) || g_task_get_completed (task))
    return;
  visit->has_failed = TRUE;
  g_cancellable_cancel (visit->inner);
}

static void
open_cb (const char *uri, gpointer user_data)
{
  Visit *visit = g_task_get_task_data (user_data);

  gtk_show_uri_full (visit->parent, uri, GDK_CURRENT_TIME, NULL, shown_cb,
                     g_object_ref (user_data));
}

static void
visited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Visit *visit = g_task_get_task_data (task);
  GError *error = NULL;
  SafiOauthTokens *tokens = safi_engine_visit_finish (SAFI_ENGINE (source), result, &error);

  g_cancellable_disconnect (g_task_get_cancellable (task), visit->cancelled_id);
  if (tokens != NULL) {
    g_task_return_pointer (task, tokens, (GDestroyNotify) safi_oauth_tokens_free);
    return;
  }
  if (visit->has_failed) {
    g_clear_error (&error);
    g_set_error_literal (&error, SAFI_ERROR, SAFI_ERROR_NO_BROWSER, "no browser opened");
  }
  g_task_return_error (task, error);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer inner)
{
  g_cancellable_cancel (inner);
}

void
safi_visit_async (GtkWindow *parent,
                  SafiEngine *engine,
                  SafiOauthService *service,
                  const char *address,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (engine, cancellable, callback, user_data);
  Visit *visit = g_new0 (Visit, 1);
  SafiOauthPage page;

  visit->parent = g_object_ref (parent);
  visit->inner = g_cancellable_new ();
  visit->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                               g_object_ref (visit->inner), g_object_unref);
  g_task_set_source_tag (task, safi_visit_async);
  g_task_set_task_data (task, visit, (GDestroyNotify) free_visit);
  safi_words_browser_page (&page.title, &page.welcome, &page.refusal);
  safi_engine_visit_async (engine, service, address, &page, open_cb, task, visit->inner, visited_cb,
                           task);
}

SafiOauthTokens *
safi_visit_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
