/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-error.h"
#include "core/mailbox/safi-account.h"

G_BEGIN_DECLS

/* What a client says to sign in, in base64 (RFC 4648) as a command carries it. The texts hold a
 * secret: free them with safi_sasl_wipe. */

/* PLAIN, RFC 4616. */
char *safi_sasl_plain (const char *user, const char *password);

/* XOAUTH2, which large providers had before there was a standard. */
char *safi_sasl_xoauth2 (const char *user, const char *token);

/* OAUTHBEARER, RFC 7628 section 3.1. */
char *safi_sasl_oauthbearer (const char *user, const char *host, guint16 port, const char *token);

/* Octets of a challenge that are looked at; a longer one tells nothing. */
#define SAFI_SASL_CHALLENGE_MAX 4096

/* What a server means by the challenge that refuses a token (RFC 7628 section 3.2.2): base64 of
 * JSON. Returns: FALSE if it cannot be read, or says nothing that is known. */
gboolean safi_sasl_read_refusal (const char *challenge, SafiError *ret_code);

/* (nullable) */
void safi_sasl_wipe (char *secret);

G_END_DECLS
