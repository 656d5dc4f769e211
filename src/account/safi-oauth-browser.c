/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/safi-oauth-browser.h"

#include <string.h>

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <libsoup/soup.h>

#include "account/safi-secrets.h"
#include "core/base/safi-error.h"

#define RANDOM_OCTETS 32
#define PATH "/"

/* The code leaves with nobody: no script runs, nothing is loaded, no address is passed on. */
#define PAGE                                                                                       \
  "<!DOCTYPE html><html><head><meta charset=\"utf-8\">"                                            \
  "<meta name=\"viewport\" content=\"width=device-width\"><title>%s</title></head>"                \
  "<body><h1>%s</h1><p>%s</p></body></html>"

typedef struct {
  SafiOauthService *service;
  GTlsDatabase *database; /* (nullable) */
  SafiContacts *contacts; /* (nullable) */
  char *title;
  char *welcome;
  char *refusal;
  SoupServer *server; /* (nullable) once it has ended */
  char *redirect_uri;
  char *state;
  char *verifier; /* RFC 7636 */
  char *code;     /* (nullable) until the browser came back */
  GError *error;  /* (nullable) what the browser brought instead */
  GSource *time_out;
  GSource *cancelled; /* (nullable) */
  gboolean is_over;
} Visit;

static void
stop_listening (Visit *visit)
{
  visit->is_over = TRUE;
  if (visit->time_out != NULL)
    g_source_destroy (visit->time_out);
  if (visit->cancelled != NULL)
    g_source_destroy (visit->cancelled);
  g_clear_pointer (&visit->time_out, g_source_unref);
  g_clear_pointer (&visit->cancelled, g_source_unref);
  if (visit->server != NULL)
    soup_server_disconnect (visit->server);
  g_clear_object (&visit->server);
}

static void
free_visit (Visit *visit)
{
  stop_listening (visit);
  safi_oauth_service_unref (visit->service);
  g_clear_object (&visit->database);
  safi_contacts_unref (visit->contacts);
  g_free (visit->title);
  g_free (visit->welcome);
  g_free (visit->refusal);
  g_free (visit->redirect_uri);
  g_free (visit->state);
  safi_secret_free (visit->verifier);
  safi_secret_free (visit->code);
  g_clear_error (&visit->error);
  g_free (visit);
}

/* Returns: (transfer full): base64url without padding (RFC 7636, appendix A). */
static char *
to_base64url (const guchar *octets, gsize length)
{
  char *text = g_base64_encode (octets, length);

  for (char *at = text; *at != '\0'; at++)
    if (*at == '+')
      *at = '-';
    else if (*at == '/')
      *at = '_';
    else if (*at == '=')
      *at = '\0';
  return text;
}

static char *
make_random (void)
{
  guchar octets[RANDOM_OCTETS];

  if (gnutls_rnd (GNUTLS_RND_KEY, octets, sizeof octets) != 0)
    g_error ("this computer gives no random numbers");
  return to_base64url (octets, sizeof octets);
}

/* S256 of RFC 7636 section 4.2. */
static char *
make_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guchar digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return to_base64url (digest, length);
}

static void
add_field (GString *uri, const char *name, const char *value)
{
  g_string_append_printf (uri, "%c%s=", strchr (uri->str, '?') != NULL ? '&' : '?', name);
  g_string_append_uri_escaped (uri, value, NULL, FALSE);
}

/* RFC 6749 section 4.1.1. */
static char *
make_uri (Visit *visit, const char *address)
{
  GString *uri = g_string_new (safi_oauth_service_get_authorize (visit->service));
  g_autofree char *challenge = make_challenge (visit->verifier);
  const char *extra = safi_oauth_service_get_extra (visit->service);

  add_field (uri, "response_type", "code");
  add_field (uri, "client_id", safi_oauth_service_get_client_id (visit->service));
  add_field (uri, "redirect_uri", visit->redirect_uri);
  add_field (uri, "scope", safi_oauth_service_get_scope (visit->service));
  add_field (uri, "state", visit->state);
  add_field (uri, "code_challenge", challenge);
  add_field (uri, "code_challenge_method", "S256");
  add_field (uri, "login_hint", address);
  if (extra != NULL)
    g_string_append_printf (uri, "&%s", extra);
  return g_string_free (uri, FALSE);
}

static void
redeem_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Visit *visit = task_data;
  GError *error = NULL;
  SafiOauthTokens *tokens =
      safi_oauth_redeem (visit->service, visit->code, visit->verifier, visit->redirect_uri,
                         visit->database, visit->contacts, cancellable, &error);

  if (tokens != NULL)
    g_task_return_pointer (task, tokens, (GDestroyNotify) safi_oauth_tokens_free);
  else
    g_task_return_error (task, error);
}

/* Takes @task. Called once: the sources and the server that could call again are gone after it. */
static void
end_visit (GTask *task)
{
  Visit *visit = g_task_get_task_data (task);

  stop_listening (visit);
  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else if (visit->code == NULL) {
    g_task_return_error (task, g_steal_pointer (&visit->error));
    g_object_unref (task);
  } else {
    g_task_run_in_thread (task, redeem_in_thread);
    g_object_unref (task);
  }
}

static gboolean
end_visit_cb (gpointer user_data)
{
  end_visit (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
timed_out_cb (gpointer user_data)
{
  Visit *visit = g_task_get_task_data (user_data);

  /* It came back, and only the page has not reached the browser. */
  if (visit->code == NULL && visit->error == NULL)
    g_set_error_literal (&visit->error, SAFI_ERROR, SAFI_ERROR_BROWSER_TIMED_OUT,
                         "nobody came back from the browser");
  end_visit (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  end_visit (user_data);
  return G_SOURCE_REMOVE;
}

/* Not from within the server's own callback, which still needs it. */
static void
page_sent_cb (SoupServerMessage *message, gpointer user_data)
{
  GTask *task = user_data;
  Visit *visit = g_task_get_task_data (task);

  if (visit->is_over)
    return;
  g_source_destroy (visit->time_out);
  g_source_unref (visit->time_out);
  visit->time_out = g_idle_source_new ();
  g_source_set_callback (visit->time_out, end_visit_cb, task, NULL);
  g_source_attach (visit->time_out, g_task_get_context (task));
}

/* Takes the code, or why there is none (RFC 6749 section 4.1.2). */
static void
take_answer (Visit *visit, GHashTable *query)
{
  const char *code = g_hash_table_lookup (query, "code");

  if (code != NULL && *code != '\0' && strlen (code) <= SAFI_OAUTH_CODE_MAX)
    visit->code = g_strdup (code);
  else
    safi_oauth_set_error (&visit->error, g_hash_table_lookup (query, "error"));
}

static void
show_page (Visit *visit, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *page = g_markup_printf_escaped (
      PAGE, visit->title, visit->title, visit->code != NULL ? visit->welcome : visit->refusal);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Content-Security-Policy", "default-src 'none'");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_COPY, page,
                                    strlen (page));
}

/* A browser asks for an icon too, and every program of this computer can knock: only the page that
 * knows the state (RFC 6749 section 10.12) is heard, and only once. */
static void
asked_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  GTask *task = user_data;
  Visit *visit = g_task_get_task_data (task);
  const char *state = query != NULL ? g_hash_table_lookup (query, "state") : NULL;

  if (soup_server_message_get_method (message) != SOUP_METHOD_GET || !g_str_equal (path, PATH) ||
      g_strcmp0 (state, visit->state) != 0 || visit->code != NULL || visit->error != NULL) {
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
    return;
  }
  take_answer (visit, query);
  show_page (visit, message);
  g_signal_connect_object (message, "finished", G_CALLBACK (page_sent_cb), task, G_CONNECT_DEFAULT);
}

/* What a stranger sends along is not kept. */
static void
request_came_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

/* Listens on 127.0.0.1 at a port that the system chooses (RFC 8252 section 7.3). */
static gboolean
listen_for_browser (GTask *task, Visit *visit, GError **error)
{
  g_autoptr (GError) local = NULL;
  GSList *uris;

  visit->server = soup_server_new ("server-header", NULL, NULL);
  g_signal_connect (visit->server, "request-started", G_CALLBACK (request_came_cb), NULL);
  soup_server_add_handler (visit->server, NULL, asked_cb, task, NULL);
  if (!soup_server_listen_local (visit->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &local)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STOPPED, "no port to listen on");
    return FALSE;
  }
  uris = soup_server_get_uris (visit->server);
  visit->redirect_uri =
      g_strdup_printf ("http://%s:%d" PATH, safi_oauth_service_get_redirect_host (visit->service),
                       g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

static void
set_alarms (GTask *task, Visit *visit, guint seconds)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  visit->time_out = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (visit->time_out, timed_out_cb, task, NULL);
  g_source_attach (visit->time_out, g_task_get_context (task));
  if (cancellable == NULL)
    return;
  visit->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (visit->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (visit->cancelled, g_task_get_context (task));
}

static Visit *
make_visit (SafiOauthService *service,
            const SafiOauthPage *page,
            GTlsDatabase *database,
            SafiContacts *contacts)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->service = safi_oauth_service_ref (service);
  g_set_object (&visit->database, database);
  visit->contacts = contacts != NULL ? safi_contacts_ref (contacts) : NULL;
  visit->title = g_strdup (page->title);
  visit->welcome = g_strdup (page->welcome);
  visit->refusal = g_strdup (page->refusal);
  visit->state = make_random ();
  visit->verifier = make_random ();
  return visit;
}

void
safi_oauth_browser_async (SafiOauthService *service,
                          const char *address,
                          const SafiOauthPage *page,
                          GTlsDatabase *database,
                          SafiContacts *contacts,
                          guint seconds,
                          SafiOauthOpen open,
                          gpointer open_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Visit *visit = make_visit (service, page, database, contacts);
  g_autofree char *uri = NULL;

  g_task_set_source_tag (task, safi_oauth_browser_async);
  g_task_set_task_data (task, visit, (GDestroyNotify) free_visit);
  if (!safi_oauth_service_is_ready (service))
    g_set_error_literal (&visit->error, SAFI_ERROR, SAFI_ERROR_CLIENT_REFUSED, "no client id");
  if (visit->error != NULL || !listen_for_browser (task, visit, &visit->error)) {
    end_visit (task);
    return;
  }
  set_alarms (task, visit, seconds);
  uri = make_uri (visit, address);
  open (uri, open_data);
}

SafiOauthTokens *
safi_oauth_browser_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
