/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/trace/safi-received-spf.h"

#include "auth/trace/safi-comment.h"
#include "auth/trace/safi-received-from.h"
#include "core/text/safi-text.h"

static gboolean
read_code (const char *word, SafiAuthCode *ret_code)
{
  if (g_ascii_strcasecmp (word, "error") == 0) /* RFC 4408 drafts */
    *ret_code = SAFI_AUTH_TEMPERROR;
  else if (g_ascii_strcasecmp (word, "unknown") == 0)
    *ret_code = SAFI_AUTH_PERMERROR;
  else if (g_ascii_strcasecmp (word, "policy") == 0)
    return FALSE; /* not a result of SPF */
  else
    return safi_auth_code_from_string (word, ret_code);
  return TRUE;
}

static const char *
skip_separators (const char *at)
{
  while (g_ascii_isspace (*at) || *at == ';')
    at++;
  return at;
}

/* Reads a dot-atom or quoted string up to a blank or ";". */
static const char *
read_value (const char *at, GString *value)
{
  gboolean is_quoted = FALSE;

  for (; *at != '\0' && (is_quoted || (*at != ';' && !g_ascii_isspace (*at))); at++) {
    if (*at == '"') {
      is_quoted = !is_quoted;
      continue;
    }
    if (is_quoted && *at == '\\' && at[1] != '\0')
      at++;
    g_string_append_c (value, *at);
  }
  return at;
}

/* The first of each key counts. */
static void
read_pair (SafiReceivedSpf *self, const char *name, const char *value)
{
  const struct {
    const char *name;
    char **place;
  } keys[] = {
    { "envelope-from", &self->envelope_from },
    { "helo", &self->helo },
    { "receiver", &self->receiver },
    { "identity", &self->identity },
  };

  if (g_ascii_strcasecmp (name, "client-ip") == 0 && !self->has_client_ip)
    self->has_client_ip = safi_ip_parse (value, &self->client_ip);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_ascii_strcasecmp (name, keys[i].name) == 0 && *keys[i].place == NULL)
      *keys[i].place = safi_received_strip_angles (value);
}

static void
read_pairs (SafiReceivedSpf *self, const char *at)
{
  for (at = skip_separators (at); *at != '\0'; at = skip_separators (at)) {
    gsize length = strcspn (at, "= \t;");
    g_autofree char *name = g_strndup (at, length);
    g_autoptr (GString) value = g_string_new (NULL);

    at += length;
    if (*at != '=')
      continue;
    at = read_value (at + 1, value);
    read_pair (self, name, value->str);
  }
}

static void
fill_gaps (SafiReceivedSpf *self)
{
  char **const texts[] = { &self->helo, &self->receiver, &self->identity };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*texts[i] == NULL)
      *texts[i] = g_strdup ("");
}

SafiReceivedSpf *
safi_received_spf_parse (const char *value)
{
  g_autofree char *text = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *word = NULL;
  g_autoptr (SafiReceivedSpf) self = NULL;
  gsize length;

  if (strnlen (value, SAFI_RECEIVED_SPF_OCTETS_MAX + 1) > SAFI_RECEIVED_SPF_OCTETS_MAX)
    return NULL;
  text = safi_text_make_valid (value, -1);
  bare = safi_comment_strip (text);
  if (bare == NULL)
    return NULL;
  g_strstrip (bare);
  length = strcspn (bare, " \t;(");
  word = g_strndup (bare, length);
  self = g_new0 (SafiReceivedSpf, 1);
  if (!read_code (word, &self->code))
    return NULL;
  read_pairs (self, bare + length);
  fill_gaps (self);
  return g_steal_pointer (&self);
}

void
safi_received_spf_free (SafiReceivedSpf *self)
{
  g_free (self->envelope_from);
  g_free (self->helo);
  g_free (self->receiver);
  g_free (self->identity);
  g_free (self);
}
