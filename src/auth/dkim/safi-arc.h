/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dkim/safi-arc-set.h"
#include "auth/dkim/safi-dkim.h"

G_BEGIN_DECLS

/* Authenticated Received Chain (RFC 8617): what those who handed the message on found, sealed. It
 * proves who sealed, not that he is honest: a chain that passes is worth what its sealers are. */

typedef enum {
  SAFI_ARC_REASON_NONE,
  SAFI_ARC_REASON_STRUCTURE, /* a field or an instance is missing, doubled or ill-formed */
  SAFI_ARC_REASON_BROKEN,    /* the last sealer says that the chain failed already */
  SAFI_ARC_REASON_MESSAGE,   /* the last ARC-Message-Signature */
  SAFI_ARC_REASON_SEAL,      /* a seal */
  SAFI_ARC_REASON_TOO_LARGE,
} SafiArcReason;

/* Words for a comment (RFC 8601); "" for NONE. */
const char *safi_arc_reason_to_string (SafiArcReason self);

/* Immutable, reference-counted; may cross threads. Texts are a stranger's words. */
typedef struct {
  SafiAuthCode code; /* NONE (no chain), PASS, FAIL; TEMPERROR, POLICY and NEUTRAL: not evaluated */
  SafiArcReason reason;
  guint instance;        /* at which reason MESSAGE or SEAL was found; else 0 */
  SafiDkimReason detail; /* why that one did not pass */
  guint n_sets;
  char **sealers;     /* d= of the seals, A-labels, from instance 1 on, NULL-terminated; as said, so
                         proved only with PASS; "" where one cannot be read */
  char *chain_status; /* cv= of the last seal; "" if there is none */
  guint oldest_pass;  /* with PASS: the lowest instance from which on all message signatures hold,
                         0 if all do (5.2, step 5) */
  char *results;      /* what the first hop found, in the words of RFC 8601; "" if there is none */
} SafiArcResult;

void safi_arc_result_unref (SafiArcResult *self);

/* The chain of one message, read once. One thread at a time. */
typedef struct _SafiArc SafiArc;

SafiArc *safi_arc_new (SafiSignedMessage *message);
void safi_arc_free (SafiArc *self);

/* Validates with the keys that @resolver knows, those of the newest set first; while one that is
 * asked for is OPEN the result is TEMPERROR. Returns: (transfer full). */
SafiArcResult *safi_arc_verify (SafiArc *self, SafiResolver *resolver);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiArcResult, safi_arc_result_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiArc, safi_arc_free)

G_END_DECLS
