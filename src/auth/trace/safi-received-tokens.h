/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words and comments of a Received field, in order. For safi-received.c only. */
typedef enum {
  SAFI_RECEIVED_WORD,
  SAFI_RECEIVED_COMMENT, /* without its outer parentheses */
  SAFI_RECEIVED_SEMICOLON,
} SafiReceivedTokenType;

typedef struct {
  SafiReceivedTokenType type;
  char *text; /* no comma at its end */
} SafiReceivedToken;

/* Returns: (transfer full) (element-type SafiReceivedToken): at most SAFI_RECEIVED_TOKENS_MAX. */
GPtrArray *safi_received_tokens_new (const char *value);

/* The place of the word @word (any case) from @start on; the length if there is none. */
guint safi_received_tokens_find (GPtrArray *tokens, guint start, const char *word);

/* The next word from @start on that is not empty. Returns: (nullable). */
const char *safi_received_tokens_get_word (GPtrArray *tokens, guint start);

/* Returns: (transfer none) (nullable): in a comment like "envelope-from <a@b.example>" what stands
 * behind its first word; NULL if @comment is another one. */
const char *safi_received_find_envelope (const char *comment);

/* Behind "<" and a quoted local part, as far as they stand at @at: strangers choose what is in it,
 * so nothing there has a meaning. */
const char *safi_received_skip_local_part (const char *at);

G_END_DECLS
