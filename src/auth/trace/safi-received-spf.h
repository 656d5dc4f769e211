/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-ip.h"
#include "core/authentication/safi-auth-code.h"

G_BEGIN_DECLS

#define SAFI_RECEIVED_SPF_OCTETS_MAX 65536 /* of one field */

/* What one Received-SPF field says (RFC 7208, 9.1). Strings are valid UTF-8; "" is "not said". */
typedef struct {
  SafiAuthCode code;
  SafiIp client_ip;
  gboolean has_client_ip;
  char *envelope_from; /* (nullable): NULL is "not said" */
  char *helo;
  char *receiver;
  char *identity;
} SafiReceivedSpf;

/* Reads also the words of RFC 4408.
 * @value: unfolded. Returns: (transfer full) (nullable): NULL if it is too long, has no known
 * result or a comment or quotes that do not end. On every thread. */
SafiReceivedSpf *safi_received_spf_parse (const char *value);
void safi_received_spf_free (SafiReceivedSpf *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiReceivedSpf, safi_received_spf_free)

G_END_DECLS
