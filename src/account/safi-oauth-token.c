/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/safi-oauth-token.h"

#include <string.h>

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "account/safi-secrets.h"
#include "core/base/safi-error.h"
#include "core/base/safi-network-error.h"

#define HTTPS_PORT 443           /* where the address of a service names none */
#define TOO_MANY_REQUESTS 429    /* RFC 6585 */
#define TIME_OUT 30              /* seconds without an octet */
#define LIFETIME_UNSAID 3600     /* seconds: the usual, if the service does not tell */
#define LIFETIME_MAX (24 * 3600) /* seconds */

static const struct {
  const char *word;
  SafiError code;
} meanings[] = {
  { "invalid_grant", SAFI_ERROR_SIGNED_OUT },
  { "invalid_client", SAFI_ERROR_CLIENT_REFUSED },
  { "unauthorized_client", SAFI_ERROR_CLIENT_REFUSED },
  { "access_denied", SAFI_ERROR_BROWSER_DENIED },
  { "invalid_scope", SAFI_ERROR_BROWSER_DENIED },
  { "interaction_required", SAFI_ERROR_SIGNED_OUT },
  { "server_error", SAFI_ERROR_SERVER_BUSY },
  { "temporarily_unavailable", SAFI_ERROR_SERVER_BUSY },
};

void
safi_oauth_tokens_free (SafiOauthTokens *tokens)
{
  if (tokens == NULL)
    return;
  safi_secret_free (tokens->access);
  safi_secret_free (tokens->refresh);
  g_free (tokens);
}

static gboolean
set_code (GError **error, SafiError code)
{
  g_set_error (error, SAFI_ERROR, (int) code, "the token endpoint said no (%s)",
               safi_error_to_word (code));
  return FALSE;
}

gboolean
safi_oauth_set_error (GError **error, const char *word)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (meanings); i++)
    if (g_str_equal (word, meanings[i].word))
      return set_code (error, meanings[i].code);
  return set_code (error, SAFI_ERROR_PROTOCOL);
}

/* Returns: (nullable) (transfer none): a member that is a string. */
static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/* RFC 6749 appendix A.12 and RFC 6750 section 2.1: nothing that could end the line it goes in. */
static gboolean
is_token (const char *text)
{
  if (text == NULL || *text == '\0' || strlen (text) > SAFI_OAUTH_TOKEN_MAX)
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;
  return TRUE;
}

static guint
read_lifetime (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "expires_in");
  gint64 lifetime = LIFETIME_UNSAID;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_INT64)
    lifetime = json_node_get_int (node);
  return (guint) CLAMP (lifetime, 0, LIFETIME_MAX);
}

static SafiOauthTokens *
read_tokens (JsonObject *object, GError **error)
{
  const char *access = get_string (object, "access_token");
  const char *refresh = get_string (object, "refresh_token");
  const char *type = get_string (object, "token_type");
  SafiOauthTokens *tokens;

  if (!is_token (access) || (refresh != NULL && !is_token (refresh)) || type == NULL ||
      g_ascii_strcasecmp (type, "bearer") != 0) {
    set_code (error, SAFI_ERROR_PROTOCOL);
    return NULL;
  }
  tokens = g_new0 (SafiOauthTokens, 1);
  tokens->access = g_strdup (access);
  tokens->refresh = g_strdup (refresh);
  tokens->lifetime = read_lifetime (object);
  return tokens;
}

SafiOauthTokens *
safi_oauth_read_answer (guint status, const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL;

  if (status >= 500 || status == TOO_MANY_REQUESTS) {
    set_code (error, SAFI_ERROR_SERVER_BUSY);
    return NULL;
  }
  if (g_utf8_validate (text, (gssize) length, NULL) &&
      json_parser_load_from_data (parser, text, (gssize) length, NULL))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    set_code (error, SAFI_ERROR_PROTOCOL);
    return NULL;
  }
  if (status == SOUP_STATUS_OK)
    return read_tokens (json_node_get_object (root), error);
  safi_oauth_set_error (error, get_string (json_node_get_object (root), "error"));
  return NULL;
}

static SoupSession *
make_session (GTlsDatabase *database)
{
  SoupSession *session = soup_session_new_with_options ("timeout", TIME_OUT, NULL);

  if (database != NULL)
    soup_session_set_tls_database (session, database);
  return session;
}

static void
translate (SoupMessage *message, GError **error)
{
  GTlsCertificateFlags faults = soup_message_get_tls_peer_certificate_errors (message);

  if (faults != 0 && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_clear_error (error);
    safi_network_error_set_certificate (error, faults,
                                        soup_message_get_tls_peer_certificate (message));
    return;
  }
  safi_network_error_translate (error);
}

/* Returns: the octets read into @answer, or -1. */
static gssize
fetch (SoupSession *session,
       SoupMessage *message,
       char *answer,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GInputStream) stream = soup_session_send (session, message, cancellable, error);
  gsize length = 0;

  if (stream == NULL || !g_input_stream_read_all (stream, answer, SAFI_OAUTH_ANSWER_MAX + 1,
                                                  &length, cancellable, error)) {
    translate (message, error);
    return -1;
  }
  if (length <= SAFI_OAUTH_ANSWER_MAX)
    return (gssize) length;
  set_code (error, SAFI_ERROR_PROTOCOL);
  return -1;
}

static void
note_contact (SafiOauthService *service, SafiContacts *contacts)
{
  g_autoptr (GUri) uri =
      g_uri_parse (safi_oauth_service_get_token (service), G_URI_FLAGS_NONE, NULL);
  const int port = uri != NULL ? g_uri_get_port (uri) : -1;

  if (uri != NULL && g_uri_get_host (uri) != NULL)
    safi_contacts_add_named (contacts, SAFI_CONTACT_SIGN_IN, g_uri_get_host (uri),
                             port > 0 ? (guint16) port : HTTPS_PORT);
}

/* @form: what is sent, which holds a secret; it is wiped. */
static SafiOauthTokens *
post (SafiOauthService *service,
      GString *form,
      GTlsDatabase *database,
      SafiContacts *contacts,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (SoupSession) session = make_session (database);
  g_autoptr (SoupMessage) message =
      soup_message_new (SOUP_METHOD_POST, safi_oauth_service_get_token (service));
  g_autoptr (GBytes) body = g_bytes_new_static (form->str, form->len);
  char *answer = g_malloc0 (SAFI_OAUTH_ANSWER_MAX + 1);
  g_autoptr (GError) local = NULL;
  SafiOauthTokens *tokens = NULL;
  gssize length;

  note_contact (service, contacts);
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  length = fetch (session, message, answer, cancellable, &local);
  if (length >= 0)
    tokens =
        safi_oauth_read_answer (soup_message_get_status (message), answer, (gsize) length, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  g_clear_object (&message);
  explicit_bzero (answer, SAFI_OAUTH_ANSWER_MAX + 1);
  g_free (answer);
  explicit_bzero (form->str, form->allocated_len);
  return tokens;
}

static void
add_field (GString *form, const char *name, const char *value)
{
  if (form->len > 0)
    g_string_append_c (form, '&');
  g_string_append_printf (form, "%s=", name);
  g_string_append_uri_escaped (form, value, NULL, FALSE);
}

/* Room enough that no copy of a secret is left behind by growing. */
static GString *
make_form (SafiOauthService *service, const char *grant)
{
  GString *form = g_string_sized_new (3 * SAFI_OAUTH_TOKEN_MAX + 8192);
  const char *secret = safi_oauth_service_get_client_secret (service);

  add_field (form, "grant_type", grant);
  add_field (form, "client_id", safi_oauth_service_get_client_id (service));
  if (secret != NULL)
    add_field (form, "client_secret", secret);
  return form;
}

static gboolean
check_ready (SafiOauthService *service, GError **error)
{
  return safi_oauth_service_is_ready (service) || set_code (error, SAFI_ERROR_CLIENT_REFUSED);
}

SafiOauthTokens *
safi_oauth_redeem (SafiOauthService *service,
                   const char *code,
                   const char *verifier,
                   const char *redirect_uri,
                   GTlsDatabase *database,
                   SafiContacts *contacts,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GString) form = NULL;
  g_autoptr (SafiOauthTokens) tokens = NULL;

  if (!check_ready (service, error))
    return NULL;
  form = make_form (service, "authorization_code");
  add_field (form, "code", code);
  add_field (form, "code_verifier", verifier);
  add_field (form, "redirect_uri", redirect_uri);
  tokens = post (service, form, database, contacts, cancellable, error);
  /* Without a refresh token the person would have to come back every hour. */
  if (tokens != NULL && tokens->refresh == NULL) {
    set_code (error, SAFI_ERROR_PROTOCOL);
    return NULL;
  }
  return g_steal_pointer (&tokens);
}

SafiOauthTokens *
safi_oauth_refresh (SafiOauthService *service,
                    const char *refresh_token,
                    GTlsDatabase *database,
                    SafiContacts *contacts,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GString) form = NULL;

  if (!check_ready (service, error))
    return NULL;
  form = make_form (service, "refresh_token");
  add_field (form, "refresh_token", refresh_token);
  return post (service, form, database, contacts, cancellable, error);
}
