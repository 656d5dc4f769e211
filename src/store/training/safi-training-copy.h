/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/safi-store.h"
#include "store/training/safi-training.h"

G_BEGIN_DECLS

/* A copy of what one mailbox was taught, as one file (docs/filter.md, section 3): hashes, numbers
 * and codes of findings, never a word of a message; with the key of the hashes, since without it
 * they fit no message in another store. */

#define SAFI_TRAINING_COPY_OCTETS_MAX (64 * 1024 * 1024)
#define SAFI_TRAINING_COPY_MESSAGES_MAX 50000
#define SAFI_TRAINING_COPY_ARRAY_OCTETS_MAX (64 * 1024) /* of each array of a message */
#define SAFI_TRAINING_COPY_CODES_MAX 64                 /* of a message */
#define SAFI_TRAINING_COPY_DISTINCT_CODES_MAX 1000      /* of all together */
#define SAFI_TRAINING_COPY_CODE_CHARS_MAX 64
#define SAFI_TRAINING_COPY_PASSES_MAX 1000 /* of a message */
#define SAFI_TRAINING_COPY_NATS_MAX 1000

#define SAFI_TRAINING_KEY_OCTETS 16

/* One message of a copy. */
typedef struct {
  char *identity; /* 64 hex digits */
  SafiTaught *taught;
} SafiCopiedMessage;

void safi_copied_message_free (SafiCopiedMessage *self);

/* A plain value owned by its holder. */
typedef struct {
  guint model;     /* SAFI_STORE_MODEL of the store that it was made in */
  guint tokeniser; /* SAFI_STORE_TOKENISER */
  guint8 key[SAFI_TRAINING_KEY_OCTETS];
  GPtrArray *messages; /* (element-type SafiCopiedMessage), in the order they were taught */
} SafiTrainingCopy;

SafiTrainingCopy *safi_training_copy_new (void);
void safi_training_copy_free (SafiTrainingCopy *self);

/* Returns: (transfer full): NULL with SAFI_ERROR_COPY_TOO_LARGE. */
GBytes *safi_training_copy_write (SafiTrainingCopy *self, GError **error);

/* Everything is looked at before anything is returned; the work is linear in @octets.
 * Returns: (transfer full): NULL with SAFI_ERROR_COPY_UNREADABLE, _TOO_LARGE, or _TOO_NEW. */
SafiTrainingCopy *safi_training_copy_read (GBytes *octets, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiCopiedMessage, safi_copied_message_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiTrainingCopy, safi_training_copy_free)

G_END_DECLS
