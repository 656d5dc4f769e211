/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/trace/safi-received-tokens.h"

#include <string.h>

#include "auth/trace/safi-comment.h"
#include "auth/trace/safi-received.h"

static void
free_token (gpointer data)
{
  SafiReceivedToken *token = data;

  g_free (token->text);
  g_free (token);
}

static void
add_token (GPtrArray *tokens, SafiReceivedTokenType type, const char *text, gsize length)
{
  SafiReceivedToken *token = g_new0 (SafiReceivedToken, 1);

  while (length > 0 && text[length - 1] == ',')
    length--;
  token->type = type;
  token->text = g_strstrip (g_strndup (text, length));
  g_ptr_array_add (tokens, token);
}

const char *
safi_received_skip_local_part (const char *at)
{
  const char *local = *at == '<' ? at + 1 : at;
  const char *end = *local == '"' ? safi_comment_skip_quoted (local) : NULL;

  return end != NULL && *end == '@' ? end : at;
}

/* Behind the word at @at. Inside <> separators are part of it, if those end before a blank. */
static const char *
skip_word (const char *at)
{
  at = safi_received_skip_local_part (at);
  while (*at != '\0' && !g_ascii_isspace (*at) && *at != '(' && *at != ';') {
    gsize length = *at == '<' ? strcspn (at + 1, "<> \t") : 0;

    at += *at == '<' && at[length + 1] == '>' ? length + 2 : 1;
  }
  return at;
}

/* The word behind "from" is the client's own choice with many servers, so nothing in it may have a
 * meaning: it ends at a blank, whatever signs it holds. */
static const char *
skip_client_word (const char *at)
{
  while (*at != '\0' && !g_ascii_isspace (*at))
    at++;
  return at;
}

static gboolean
is_from (GPtrArray *tokens)
{
  const SafiReceivedToken *first = tokens->len == 1 ? tokens->pdata[0] : NULL;

  return first != NULL && first->type == SAFI_RECEIVED_WORD &&
         g_ascii_strcasecmp (first->text, "from") == 0;
}

const char *
safi_received_find_envelope (const char *comment)
{
  static const char *const words[] = { "envelope-from ", "envelope-sender " };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (comment, words[i], strlen (words[i])) == 0)
      return comment + strlen (words[i]);
  return NULL;
}

/* Behind the comment at @at, or NULL. A sender may put parentheses into his own address. */
static const char *
skip_comment (const char *at)
{
  const char *address = safi_received_find_envelope (at + 1);
  const char *domain = address != NULL ? safi_received_skip_local_part (address) : NULL;
  const char *close;

  if (domain == address)
    return safi_comment_skip (at);
  close = strchr (domain, ')');
  return close != NULL ? close + 1 : NULL;
}

/* Behind the comment at @at; one that never ends goes on to the end. */
static const char *
add_comment (GPtrArray *tokens, const char *at)
{
  const char *end = skip_comment (at);

  if (end == NULL) {
    add_token (tokens, SAFI_RECEIVED_COMMENT, at + 1, strlen (at + 1));
    return at + strlen (at);
  }
  add_token (tokens, SAFI_RECEIVED_COMMENT, at + 1, (gsize) (end - at) - 2);
  return end;
}

GPtrArray *
safi_received_tokens_new (const char *value)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (free_token);

  while (*value != '\0' && tokens->len < SAFI_RECEIVED_TOKENS_MAX) {
    const char *start = value;

    if (g_ascii_isspace (*value)) {
      value++;
    } else if (*value == ';') {
      add_token (tokens, SAFI_RECEIVED_SEMICOLON, value++, 1);
    } else if (*value == '(') {
      value = add_comment (tokens, value);
    } else {
      value = is_from (tokens) ? skip_client_word (value) : skip_word (value);
      add_token (tokens, SAFI_RECEIVED_WORD, start, (gsize) (value - start));
    }
  }
  return tokens;
}

guint
safi_received_tokens_find (GPtrArray *tokens, guint start, const char *word)
{
  for (guint i = start; i < tokens->len; i++) {
    const SafiReceivedToken *token = tokens->pdata[i];

    if (token->type == SAFI_RECEIVED_WORD && g_ascii_strcasecmp (token->text, word) == 0)
      return i;
  }
  return tokens->len;
}

const char *
safi_received_tokens_get_word (GPtrArray *tokens, guint start)
{
  for (guint i = start; i < tokens->len; i++) {
    const SafiReceivedToken *token = tokens->pdata[i];

    if (token->type == SAFI_RECEIVED_WORD && token->text[0] != '\0')
      return token->text;
  }
  return NULL;
}
