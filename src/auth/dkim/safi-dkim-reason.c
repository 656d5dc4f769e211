/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-dkim-reason.h"

static const char *const words[] = {
  [SAFI_DKIM_REASON_NONE] = "",
  [SAFI_DKIM_REASON_SYNTAX] = "signature ill-formed",
  [SAFI_DKIM_REASON_TOO_LONG] = "signature too long",
  [SAFI_DKIM_REASON_TAG_MISSING] = "signature lacks a tag",
  [SAFI_DKIM_REASON_VERSION] = "unknown version",
  [SAFI_DKIM_REASON_ALGORITHM] = "unknown algorithm",
  [SAFI_DKIM_REASON_CANONICALIZATION] = "unknown canonicalization",
  [SAFI_DKIM_REASON_QUERY] = "unknown query method",
  [SAFI_DKIM_REASON_DOMAIN] = "bad domain or selector",
  [SAFI_DKIM_REASON_IDENTITY] = "identity outside the domain",
  [SAFI_DKIM_REASON_FROM_NOT_SIGNED] = "From not signed",
  [SAFI_DKIM_REASON_SEAL_SIGNED] = "ARC-Seal signed",
  [SAFI_DKIM_REASON_EXPIRED] = "expired",
  [SAFI_DKIM_REASON_BODY_LENGTH] = "body shorter than signed",
  [SAFI_DKIM_REASON_MESSAGE_TOO_LARGE] = "message too large",
  [SAFI_DKIM_REASON_KEY_TEMPORARY] = "no answer about the key",
  [SAFI_DKIM_REASON_KEY_MISSING] = "no key",
  [SAFI_DKIM_REASON_KEY_SYNTAX] = "bad key",
  [SAFI_DKIM_REASON_KEY_REVOKED] = "key revoked",
  [SAFI_DKIM_REASON_KEY_ALGORITHM] = "key of another algorithm",
  [SAFI_DKIM_REASON_KEY_HASH] = "key not for this hash",
  [SAFI_DKIM_REASON_KEY_SERVICE] = "key not for mail",
  [SAFI_DKIM_REASON_KEY_IDENTITY] = "key not for subdomains",
  [SAFI_DKIM_REASON_KEY_SHORT] = "key too short",
  [SAFI_DKIM_REASON_HASH_WEAK] = "hash too weak",
  [SAFI_DKIM_REASON_REFUSED] = "refused by local policy",
  [SAFI_DKIM_REASON_BODY] = "body changed",
  [SAFI_DKIM_REASON_HEADER] = "signature does not fit",
};

const char *
safi_dkim_reason_to_string (SafiDkimReason self)
{
  return self < G_N_ELEMENTS (words) ? words[self] : "";
}
