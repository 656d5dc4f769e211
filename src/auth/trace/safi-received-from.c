/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/trace/safi-received-from.h"

#include <string.h>

gboolean
safi_received_parse_address (const char *text, gsize length, SafiIp *ret_ip)
{
  g_autofree char *copy = g_strndup (text, length);
  const char *bare = g_ascii_strncasecmp (copy, "IPv6:", 5) == 0 ? copy + 5 : copy;
  gsize port = 0;

  if (safi_ip_parse (bare, ret_ip))
    return TRUE;
  while (port < length && g_ascii_isdigit (copy[length - 1 - port]))
    port++;
  if (port == 0 || port >= length)
    return FALSE;
  copy[length - 1 - port] = '\0';
  return safi_ip_parse (bare, ret_ip) && safi_ip_is_v4 (ret_ip);
}

gboolean
safi_received_parse_literal (const char *text, SafiIp *ret_ip)
{
  const char *close = text[0] == '[' ? strchr (text, ']') : NULL;

  return close != NULL && (close[1] == '\0' || close[1] == ':') &&
         safi_received_parse_address (text + 1, (gsize) (close - text - 1), ret_ip);
}

static gboolean
is_greeting (const char *word)
{
  return g_ascii_strcasecmp (word, "HELO") == 0 || g_ascii_strcasecmp (word, "EHLO") == 0 ||
         g_ascii_strcasecmp (word, "LHLO") == 0;
}

char *
safi_received_strip_angles (const char *text)
{
  gsize length = strlen (text);

  if (length >= 2 && text[0] == '<' && text[length - 1] == '>')
    return g_strndup (text + 1, length - 2);
  return g_strdup (text);
}

/* Takes "ident@" off the beginning of @word. Returns: the rest. */
static const char *
take_ident (SafiReceivedFrom *from, const char *word)
{
  const char *at = strrchr (word, '@');

  if (at == NULL)
    return word;
  if (from->ident == NULL) {
    const char *start = g_ascii_strncasecmp (word, "IDENT:", 6) == 0 ? word + 6 : word;

    from->ident = g_strndup (start, start <= at ? (gsize) (at - start) : 0);
  }
  return at + 1;
}

/* Reads a word that says itself what it is. FALSE: it does not. */
static gboolean
read_marked_word (SafiReceivedFrom *from, char **words, guint i)
{
  const char *word = words[i];

  if (g_ascii_strncasecmp (word, "helo=", 5) == 0 && from->helo == NULL)
    from->helo = g_strdup (word + 5);
  else if (g_ascii_strncasecmp (word, "ident=", 6) == 0 && from->ident == NULL)
    from->ident = g_strdup (word + 6);
  else if (is_greeting (word) && words[i + 1] != NULL && from->helo == NULL)
    from->helo = g_strdup (words[i + 1]);
  else if (g_ascii_strcasecmp (word, "verified") == 0)
    from->is_verified = TRUE;
  else
    return FALSE;
  return TRUE;
}

/* Reads the word at place @i of a comment that may hold the client's address. */
static void
read_peer_word (SafiReceivedFrom *from, SafiIp *ip, char **words, guint i)
{
  const char *host;

  if (read_marked_word (from, words, i) || from->is_bracketed || from->is_bare)
    return;
  from->is_bracketed = safi_received_parse_literal (words[i], ip);
  if (from->is_bracketed || i > 0)
    return;
  host = take_ident (from, words[0]);
  from->is_bare = safi_received_parse_literal (host, ip) ||
                  safi_received_parse_address (host, strlen (host), ip);
  if (from->is_bare)
    return;
  if (words[1] != NULL)
    from->rdns = g_strdup (host);
  else
    from->lone = g_strdup (host);
}

/* A client's name may begin so, too, or be such a word in front of its address. */
static gboolean
is_sign_in (const char *comment)
{
  static const char *const words[] = { "authenticated ", "authenticated:", "authenticated,",
                                       "account ", "AUTH:" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (comment, words[i], strlen (words[i])) == 0)
      return comment[strlen (words[i])] != '[';
  return g_ascii_strcasecmp (comment, "authenticated") == 0;
}

void
safi_received_read_comment (SafiReceived *received, const char *comment)
{
  const char *envelope = safi_received_find_envelope (comment);

  if (is_sign_in (comment) && received->authenticated == NULL)
    received->authenticated = g_strdup (comment);
  if (g_ascii_strcasecmp (comment, "via HTTP") == 0 && received->with == NULL)
    received->with = g_strdup ("HTTP");
  if (envelope != NULL && received->envelope_from == NULL) {
    const char *domain = safi_received_skip_local_part (envelope);
    g_autofree char *address =
        g_strndup (envelope, (gsize) (domain - envelope) + strcspn (domain, " \t,"));

    received->envelope_from = safi_received_strip_angles (address);
  }
}

/* Words between blanks; empty ones are left out. Returns: (transfer full). */
static char **
split_words (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) pieces = g_strsplit_set (text, " \t", SAFI_RECEIVED_TOKENS_MAX);

  for (guint i = 0; pieces[i] != NULL; i++)
    if (pieces[i][0] != '\0')
      g_strv_builder_add (builder, pieces[i]);
  return g_strv_builder_end (builder);
}

/* A client's certificate is its own word too. */
static gboolean
is_about_tls (const char *comment)
{
  return g_str_has_prefix (comment, "Client ") || g_str_has_prefix (comment, "using ");
}

static void
take_text (char **place, char **text)
{
  g_free (*place);
  *place = g_steal_pointer (text);
}

/* The last comment with an address counts: the server writes it, behind what the client called
 * itself, and a client may call itself "x([192.0.2.1])". */
static void
take_peer (SafiReceivedFrom *from, SafiReceivedFrom *peer)
{
  if (peer->helo != NULL)
    take_text (&from->helo, &peer->helo);
  if (!peer->is_bracketed && !peer->is_bare) {
    if (from->lone == NULL)
      take_text (&from->lone, &peer->lone);
    return;
  }
  take_text (&from->rdns, &peer->rdns);
  take_text (&from->ident, &peer->ident);
  from->is_verified = peer->is_verified;
  from->is_bracketed = peer->is_bracketed;
  from->is_bare = peer->is_bare;
}

static void
read_from_comment (SafiReceived *self, SafiReceivedFrom *from, const char *comment)
{
  g_auto (GStrv) words = split_words (comment);
  g_auto (SafiReceivedFrom) peer = { 0 };
  SafiIp ip;

  safi_received_read_comment (self, comment);
  if (words[0] == NULL || safi_received_find_envelope (comment) != NULL || is_about_tls (comment))
    return;
  if (is_greeting (words[0])) {
    g_free (from->helo);
    from->helo = g_strdup (words[1] != NULL ? words[1] : "");
    return;
  }
  for (guint i = 0; words[i] != NULL; i++)
    if (is_sign_in (comment))
      read_marked_word (&peer, words, i);
    else
      read_peer_word (&peer, &ip, words, i);
  if (peer.is_bracketed || peer.is_bare) {
    /* What stands before, a client may have said. */
    g_clear_pointer (&self->authenticated, g_free);
    g_clear_pointer (&self->with, g_free);
    self->ip = ip;
    self->may_be_forged = strstr (comment, "(may be forged)") != NULL;
  }
  take_peer (from, &peer);
}

/* The name; the firewall toolkit's smtpd writes "name(192.0.2.1) via SMTP" or "name(192.0.2.1),
 * claiming to be ...", which no client can imitate, because its own words have no blanks. */
static void
read_first_word (SafiReceived *self, SafiReceivedFrom *from, GPtrArray *tokens, guint i)
{
  SafiReceivedToken *token = tokens->pdata[i];
  const char *next = safi_received_tokens_get_word (tokens, i + 1);
  char *open = strrchr (token->text, '(');

  from->name = token->text;
  if (open == NULL || !g_str_has_suffix (open, ")") || next == NULL ||
      (g_ascii_strcasecmp (next, "via") != 0 && g_ascii_strcasecmp (next, "claiming") != 0))
    return;
  from->is_bare = safi_received_parse_address (open + 1, strlen (open) - 2, &self->ip);
  *open = '\0';
}

/* "claiming to be "name"" (smtpd of the firewall toolkit); an address in brackets. */
static void
read_from_word (SafiReceived *self, SafiReceivedFrom *from, GPtrArray *tokens, guint i)
{
  const SafiReceivedToken *token = tokens->pdata[i];

  if (g_ascii_strcasecmp (token->text, "via") == 0)
    from->says_via = TRUE;
  else if (g_ascii_strcasecmp (token->text, "be") == 0 && from->helo == NULL) {
    const char *claimed = safi_received_tokens_get_word (tokens, i + 1);
    char *helo = g_strdup (claimed != NULL ? claimed : "");

    g_strdelimit (helo, "\"", ' ');
    from->helo = g_strstrip (helo);
  } else if (!from->is_bracketed && !from->is_bare &&
             safi_received_parse_literal (token->text, &self->ip)) {
    from->is_word = TRUE;
  }
}

gboolean
safi_received_from_read (SafiReceivedFrom *self,
                         SafiReceived *received,
                         GPtrArray *tokens,
                         guint start,
                         guint end)
{
  for (guint i = start; i < end; i++) {
    SafiReceivedToken *token = tokens->pdata[i];

    if (token->type == SAFI_RECEIVED_COMMENT)
      read_from_comment (received, self, token->text);
    else if (token->type == SAFI_RECEIVED_WORD && i == start)
      read_first_word (received, self, tokens, i);
    else if (token->type == SAFI_RECEIVED_WORD)
      read_from_word (received, self, tokens, i);
    if (i == start && self->name == NULL && !self->is_bracketed && !self->is_bare)
      return FALSE;
  }
  return TRUE;
}

void
safi_received_from_clear (SafiReceivedFrom *self)
{
  g_free (self->helo);
  g_free (self->rdns);
  g_free (self->lone);
  g_free (self->ident);
}
