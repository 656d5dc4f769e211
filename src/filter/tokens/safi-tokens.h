/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-auth-result.h"
#include "core/judgement/safi-lesson.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* Limits on what the model reads of one message. */
#define SAFI_TOKENS_TEXT_MAX 4000   /* octets of readable text */
#define SAFI_TOKENS_TAIL_MAX 1000   /* of these, from the end of a longer text */
#define SAFI_TOKENS_HEADER_MAX 8000 /* octets of all header fields */
#define SAFI_TOKENS_MAX 4000

/* Of these, what is read letter by letter: units, see safi_tokens_new. */
#define SAFI_GRAMS_HEADER_MAX 1500
#define SAFI_GRAMS_WHOLE_MAX 3000
#define SAFI_GRAMS_TEXT_MAX 2000

/* A word of the message: borrowed places, not copies. */
typedef struct {
  guint64 hash;         /* keyed */
  const char *field;    /* (nullable): the header field it stands in, as written */
  const char *start;    /* into a string of the message; NULL for what is not a word */
  guint length;         /* octets */
  gboolean is_readable; /* a word of the text, subject or sender's name: may be shown */
} SafiToken;

/* Both kinds are each once per message, in the order of the message. The second array of a pair
 * says for each the index of the (later) word it belongs to. */
typedef struct {
  GArray *tokens;                         /* (element-type SafiToken) */
  GArray *features;                       /* (element-type guint64) */
  GArray *feature_tokens;                 /* (element-type guint32) */
  GArray *grams[SAFI_N_GRAM_KINDS];       /* (element-type guint32): four units each */
  GArray *gram_tokens[SAFI_N_GRAM_KINDS]; /* (element-type guint32) */
} SafiTokens;

/* Splits @message for the model, as a person would see it: invisible characters are left out,
 * look-alike letters are plain ones, letters that are spaced out are joined. The whole header
 * counts, then the text, hosts of links, attachments, and the form. @key: 16 octets.
 *
 * Features are orthogonal sparse bigrams (Siefkes, Assis, Chhabra and Yerazunis, PKDD 2004) of
 * words; grams are overlapping strings of four letters (Goodman and Yih, CEAS 2006). Letters of
 * scripts without spaces are words of their own, and two units each.
 * Returns: (transfer full): borrows from @message. */
SafiTokens *safi_tokens_new (SafiMessage *message, const guint8 *key);

/* The same, then who proved to have sent it and through whom it came. @auth: (nullable). */
SafiTokens *
safi_tokens_new_with_auth (SafiMessage *message, const SafiAuthResult *auth, const guint8 *key);
void safi_tokens_free (SafiTokens *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiTokens, safi_tokens_free)

G_END_DECLS
