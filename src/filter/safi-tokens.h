/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/safi-message.h"

G_BEGIN_DECLS

/* Limits on what the model reads of one message. */
#define SAFI_TOKENS_TEXT_MAX 10000   /* octets of readable text */
#define SAFI_TOKENS_HEADER_MAX 16384 /* octets of all header fields */
#define SAFI_TOKENS_MAX 6000

/* Where a word stands. The regions are scored apart, because each misleads in its own way:
 * transport fields are the surest sign on one route of delivery and worthless after a change of it.
 */
typedef enum {
  SAFI_REGION_TEXT,      /* text, links, attachments, structure */
  SAFI_REGION_WRITTEN,   /* fields that the sender's program writes for people */
  SAFI_REGION_TRANSPORT, /* fields that servers add, and all others */
  SAFI_REGION_FOOTER,    /* what list servers put under a text */
} SafiRegion;

#define SAFI_N_REGIONS (SAFI_REGION_FOOTER + 1)

/* A word of the message: borrowed places, not copies. */
typedef struct {
  guint64 hash;      /* keyed */
  const char *field; /* (nullable): the header field it stands in, as written */
  const char *start; /* into a string of the message; NULL for what is not a word */
  guint length;      /* octets */
  SafiRegion region;
  gboolean is_readable; /* a word of the text, subject or sender's name: may be shown */
} SafiToken;

/* A word, or a pair of words at a distance; the model counts these. */
typedef struct {
  guint64 hash;
  guint32 token;   /* index of the later word */
  guint8 distance; /* 0: the word alone; else 1 … SAFI_TOKENS_WINDOW */
  guint8 region;   /* SafiRegion of the later word */
} SafiFeature;

#define SAFI_TOKENS_WINDOW 4

typedef struct {
  GArray *tokens;   /* (element-type SafiToken) */
  GArray *features; /* (element-type SafiFeature): each hash once */
} SafiTokens;

/* Splits @message for the model. @key: 16 octets. The result borrows from @message. */
SafiTokens *safi_tokens_new (SafiMessage *message, const guint8 *key);
void safi_tokens_free (SafiTokens *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiTokens, safi_tokens_free)

G_END_DECLS
