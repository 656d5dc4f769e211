/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "filter/model/safi-starter-words.h"

G_BEGIN_DECLS

/* What is known of junk before a person taught anything: a weight for each slot of features,
 * learned beforehand (docs/filter.md, sections 6 and 8). Immutable; every thread may ask. */
typedef struct _SafiStarter SafiStarter;

/* The file: these fields one after the other, little-endian, then a signed octet for each slot. */
#define SAFI_STARTER_MAGIC "SAFISTRT"
#define SAFI_STARTER_VERSION 1

typedef struct {
  char magic[8];
  guint32 version;
  guint32 bits;        /* SAFI_STARTER_BITS or SAFI_STARTER_TEXT_BITS */
  guint32 step;        /* what a weight of 1 is worth: nats / 1,000,000 */
  guint8 texts[32];    /* SHA-256 of our own texts, see tests/bench/starter_model.py */
  guint8 archives[32]; /* SHA-256 of what else it was learned from; zeros without any */
} SafiStarterHeader;

#define SAFI_STARTER_OCTETS(bits) (sizeof (SafiStarterHeader) + (1 << (bits)))

/* The most it says, in either direction (nats): of mail, and of a text without a header. */
#define SAFI_STARTER_MAX 2.0
#define SAFI_STARTER_TEXT_MAX 6.0

/* Returns: (transfer full): NULL with SAFI_ERROR_INVALID: @octets are no such file. */
SafiStarter *safi_starter_new (GBytes *octets, GError **error);
void safi_starter_free (SafiStarter *self);

/* Of the slots that the words it is asked about must have. */
guint safi_starter_get_bits (SafiStarter *self);

/* Returns: (nullable) (transfer none): the one that comes with the program, for mail; NULL if it
 * cannot be read. */
SafiStarter *safi_starter_get_shipped (void);

/* The same for texts without a header: SMS, chats, what a caller said. */
SafiStarter *safi_starter_get_shipped_for_texts (void);

/* Nats toward junk, within ± SAFI_STARTER_MAX; 0 where it is not clear enough to say anything.
 * @ret_by_token: (nullable): room for a number for each token; they add up to the result. */
double safi_starter_score (SafiStarter *self, SafiStarterWords *words, double *ret_by_token);

/* The same of a text without a header, which has little else that speaks: any sum says something,
 * within ± SAFI_STARTER_TEXT_MAX. */
double safi_starter_score_text (SafiStarter *self, SafiStarterWords *words, double *ret_by_token);

/* The same before it is decided whether it is clear enough, without a limit. */
double safi_starter_sum (SafiStarter *self, SafiStarterWords *words, double *ret_by_token);

/* Long texts add up to more by chance: each weight counts by this. */
double safi_starter_get_scale (SafiStarterWords *words);

/* How much of it counts beside @n_taught messages of this mailbox: 1 for none, then less. */
double safi_starter_get_share (guint n_taught);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiStarter, safi_starter_free)

G_END_DECLS
