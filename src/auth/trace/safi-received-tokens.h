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

G_END_DECLS
