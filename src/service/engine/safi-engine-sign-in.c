/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-error.h"
#include "service/engine/safi-engine-private.h"

static void
settings_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SafiSettings *settings = safi_settings_find_finish (result, &error);

  if (settings != NULL)
    g_task_return_pointer (task, settings, (GDestroyNotify) safi_settings_free);
  else
    g_task_return_error (task, error);
}

void
safi_engine_find_settings_async (SafiEngine *self,
                                 const char *address,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SafiSearch search = SAFI_SEARCH_DEFAULT;
  gboolean asks_nobody = g_strcmp0 (self->dns_server, "") == 0;

  g_task_set_source_tag (task, safi_engine_find_settings_async);
  if (asks_nobody && safi_provider_lookup (address) == NULL) {
    g_task_return_new_error (task, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "nobody is asked");
    return;
  }
  search.database = self->database;
  search.contacts = self->contacts;
  safi_settings_find_async (address, &search, cancellable, settings_found_cb,
                            g_steal_pointer (&task));
}

SafiSettings *
safi_engine_find_settings_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

SafiOauthService *
safi_engine_load_service_for_host (SafiEngine *self, const char *host, GError **error)
{
  return safi_oauth_service_load_for_host (self->directory, host, error);
}

SafiOauthService *
safi_engine_load_service (SafiEngine *self, const char *id, GError **error)
{
  return safi_oauth_service_load (self->directory, id, error);
}

gboolean
safi_engine_set_client (SafiEngine *self,
                        const char *id,
                        const char *client_id,
                        const char *client_secret,
                        GError **error)
{
  return safi_oauth_service_set_client (self->directory, id, client_id, client_secret, error);
}

static void
visited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SafiOauthTokens *tokens = safi_oauth_browser_finish (result, &error);

  if (tokens != NULL)
    g_task_return_pointer (task, tokens, (GDestroyNotify) safi_oauth_tokens_free);
  else
    g_task_return_error (task, error);
}

void
safi_engine_visit_async (SafiEngine *self,
                         SafiOauthService *service,
                         const char *address,
                         const SafiOauthPage *page,
                         SafiOauthOpen open,
                         gpointer open_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, safi_engine_visit_async);
  safi_oauth_browser_async (service, address, page, self->database, self->contacts,
                            SAFI_OAUTH_BROWSER_SECONDS, open, open_data, cancellable, visited_cb,
                            task);
}

SafiOauthTokens *
safi_engine_visit_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
