/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/trace/safi-received-tokens.h"
#include "auth/trace/safi-received.h"

G_BEGIN_DECLS

/* The first half of a Received field, and words that stand in both. For safi-received*.c
 * only. */

/* What the part between "from" and "by" says, before it is known which server wrote it. */
typedef struct {
  const char *name;      /* (nullable) the word behind "from" */
  char *helo;            /* (nullable) where it is marked as such */
  char *rdns;            /* (nullable) a name in front of the address in brackets */
  char *lone;            /* (nullable) a comment that is one name */
  char *ident;           /* (nullable) */
  gboolean is_bracketed; /* the address stands in brackets in a comment */
  gboolean is_bare;      /* the address stands in a comment without brackets */
  gboolean is_word;      /* the address stands in brackets outside of comments */
  gboolean is_verified;  /* the server says that the name is right */
  gboolean says_via;     /* "via SMTP" before "by" */
} SafiReceivedFrom;

/* Reads the tokens from @start up to @end; what does not depend on the server goes into @received.
 * FALSE: they begin with a comment that no server writes there. */
gboolean safi_received_from_read (SafiReceivedFrom *self,
                                  SafiReceived *received,
                                  GPtrArray *tokens,
                                  guint start,
                                  guint end);
void safi_received_from_clear (SafiReceivedFrom *self);

/* "192.0.2.1", "192.0.2.1:25", "192.0.2.1.25" (a port), "IPv6:2001:db8::1". */
gboolean safi_received_parse_address (const char *text, gsize length, SafiIp *ret_ip);

/* "[192.0.2.1]", with a port behind or in it. */
gboolean safi_received_parse_literal (const char *text, SafiIp *ret_ip);

/* A comment of either half: who signed in, by web or by SMTP, and who the envelope's sender is. */
void safi_received_read_comment (SafiReceived *received, const char *comment);

/* Returns: (transfer full): without <>, which some servers write. */
char *safi_received_strip_angles (const char *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SafiReceivedFrom, safi_received_from_clear)

G_END_DECLS
