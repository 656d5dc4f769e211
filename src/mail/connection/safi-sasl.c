/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/connection/safi-sasl.h"

#include <string.h>

#include <json-glib/json-glib.h>

/* RFC 7628 section 3.2.2, RFC 6750 section 3.1, and the HTTP numbers that XOAUTH2 gives. */
static const struct {
  const char *status;
  SafiError code;
} refusals[] = {
  { "invalid_token", SAFI_ERROR_SIGNED_OUT },
  { "400", SAFI_ERROR_SIGNED_OUT },
  { "401", SAFI_ERROR_SIGNED_OUT },
  { "insufficient_scope", SAFI_ERROR_BROWSER_DENIED },
  { "403", SAFI_ERROR_BROWSER_DENIED },
  { "invalid_request", SAFI_ERROR_PROTOCOL },
  { "temporarily_unavailable", SAFI_ERROR_SERVER_BUSY },
  { "503", SAFI_ERROR_SERVER_BUSY },
};

static void
wipe_octets (void *octets, gsize length)
{
  explicit_bzero (octets, length);
  g_free (octets);
}

/* Takes @text, which holds a secret. */
static char *
encode (GString *text)
{
  char *encoded = g_base64_encode ((const guchar *) text->str, text->len);

  wipe_octets (text->str, text->allocated_len);
  text->str = NULL;
  g_string_free (text, TRUE);
  return encoded;
}

/* A string that never grows, so that no copy of a secret is left behind. */
static GString *
make_text (gsize length)
{
  return g_string_sized_new (length + 1);
}

char *
safi_sasl_plain (const char *user, const char *password)
{
  GString *text = make_text (strlen (user) + strlen (password) + 2);

  g_string_append_c (text, '\0');
  g_string_append (text, user);
  g_string_append_c (text, '\0');
  g_string_append (text, password);
  return encode (text);
}

char *
safi_sasl_xoauth2 (const char *user, const char *token)
{
  GString *text = make_text (strlen (user) + strlen (token) + 64);

  g_string_append_printf (text, "user=%s\001auth=Bearer %s\001\001", user, token);
  return encode (text);
}

/* saslname of RFC 5801 section 4. */
static void
append_name (GString *text, const char *name)
{
  for (; *name != '\0'; name++)
    if (*name == ',')
      g_string_append (text, "=2C");
    else if (*name == '=')
      g_string_append (text, "=3D");
    else
      g_string_append_c (text, *name);
}

char *
safi_sasl_oauthbearer (const char *user, const char *host, guint16 port, const char *token)
{
  GString *text = make_text (3 * strlen (user) + strlen (host) + strlen (token) + 64);

  g_string_append (text, "n,a=");
  append_name (text, user);
  g_string_append_printf (text, ",\001host=%s\001port=%u\001auth=Bearer %s\001\001", host, port,
                          token);
  return encode (text);
}

/* Returns: (transfer full) (nullable): the member "status" of a JSON object. */
static char *
read_status (const char *json, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonNode *status;

  if (!g_utf8_validate (json, (gssize) length, NULL) ||
      !json_parser_load_from_data (parser, json, (gssize) length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  status = json_object_get_member (json_node_get_object (root), "status");
  if (status == NULL || !JSON_NODE_HOLDS_VALUE (status))
    return NULL;
  if (json_node_get_value_type (status) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (status));
  return json_node_dup_string (status);
}

gboolean
safi_sasl_read_refusal (const char *challenge, SafiError *ret_code)
{
  gsize length = 0;
  g_autofree guchar *json = NULL;
  g_autofree char *status = NULL;

  if (challenge == NULL || strlen (challenge) > SAFI_SASL_CHALLENGE_MAX)
    return FALSE;
  json = g_base64_decode (challenge, &length);
  status = read_status ((const char *) json, length);
  for (guint i = 0; status != NULL && i < G_N_ELEMENTS (refusals); i++)
    if (g_str_equal (status, refusals[i].status)) {
      *ret_code = refusals[i].code;
      return TRUE;
    }
  return FALSE;
}

void
safi_sasl_wipe (char *secret)
{
  if (secret != NULL)
    wipe_octets (secret, strlen (secret));
}
