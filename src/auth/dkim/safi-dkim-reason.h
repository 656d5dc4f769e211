/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why a signature (DKIM, or of an ARC set) has the result that it has. */
typedef enum {
  SAFI_DKIM_REASON_NONE, /* nothing to say: it passed */
  /* the signature's own words */
  SAFI_DKIM_REASON_SYNTAX, /* the tags are ill-formed, or one holds what it may not */
  SAFI_DKIM_REASON_TOO_LONG,
  SAFI_DKIM_REASON_TAG_MISSING,
  SAFI_DKIM_REASON_VERSION,
  SAFI_DKIM_REASON_ALGORITHM,
  SAFI_DKIM_REASON_CANONICALIZATION,
  SAFI_DKIM_REASON_QUERY,
  SAFI_DKIM_REASON_DOMAIN,
  SAFI_DKIM_REASON_IDENTITY,
  SAFI_DKIM_REASON_FROM_NOT_SIGNED,
  SAFI_DKIM_REASON_SEAL_SIGNED, /* ARC-Seal among the signed fields (RFC 8617, 4.1.2) */
  SAFI_DKIM_REASON_EXPIRED,
  SAFI_DKIM_REASON_BODY_LENGTH, /* l= counts more than there is */
  /* the message */
  SAFI_DKIM_REASON_MESSAGE_TOO_LARGE,
  /* the key */
  SAFI_DKIM_REASON_KEY_TEMPORARY, /* no answer, or not asked yet */
  SAFI_DKIM_REASON_KEY_MISSING,
  SAFI_DKIM_REASON_KEY_SYNTAX,
  SAFI_DKIM_REASON_KEY_REVOKED,
  SAFI_DKIM_REASON_KEY_ALGORITHM,
  SAFI_DKIM_REASON_KEY_HASH,
  SAFI_DKIM_REASON_KEY_SERVICE,
  SAFI_DKIM_REASON_KEY_IDENTITY, /* t=s, but i= is below d= */
  SAFI_DKIM_REASON_KEY_SHORT,
  SAFI_DKIM_REASON_HASH_WEAK,
  SAFI_DKIM_REASON_REFUSED, /* by the policy of the system's cryptography */
  /* the comparison */
  SAFI_DKIM_REASON_BODY,
  SAFI_DKIM_REASON_HEADER,
} SafiDkimReason;

/* Words for the comment of an Authentication-Results field (RFC 8601); "" for NONE. Every thread.
 */
const char *safi_dkim_reason_to_string (SafiDkimReason self);

G_END_DECLS
