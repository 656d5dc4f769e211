/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dkim/safi-signed-message.h"

G_BEGIN_DECLS

#define SAFI_ARC_SETS_MAX 50 /* RFC 8617, 4.2.1 */

/* The three fields that one hop added. A plain value. */
typedef struct {
  guint results;                        /* the number of the ARC-Authentication-Results field */
  guint message_field;                  /* the number of the ARC-Message-Signature field */
  guint seal_field;                     /* the number of the ARC-Seal field */
  guint n_results, n_messages, n_seals; /* of this instance: one of each in a whole set */
  SafiDkimSignature *message;           /* (nullable) */
  SafiDkimSignature *seal;              /* (nullable) */
  guint body;                           /* the number of the body hash that message asks for */
} SafiArcSet;

/* The sets of one message (RFC 8617, 4). */
typedef struct {
  SafiArcSet sets[SAFI_ARC_SETS_MAX]; /* instance i stands at i - 1 */
  guint n_sets;                       /* the highest instance; 0 if there is none */
  gboolean is_whole; /* FALSE: a field cannot be read, or an instance is missing, doubled or too
                        high (5.2, step 3) */
} SafiArcSets;

SafiArcSets *safi_arc_sets_new (SafiSignedMessage *message);
void safi_arc_sets_free (SafiArcSets *self);

/* What follows "i=1;" in the first ARC-Authentication-Results field. Returns: (transfer full): at
 * most SAFI_DKIM_SIGNATURE_OCTETS_MAX octets; "" if there is none. */
char *safi_arc_sets_get_first_results (const SafiArcSets *self, SafiSignedMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiArcSets, safi_arc_sets_free)

G_END_DECLS
