/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-ip.h"

G_BEGIN_DECLS

#define SAFI_RECEIVED_OCTETS_MAX 65536 /* of one field; the rest is not read */
#define SAFI_RECEIVED_TOKENS_MAX 500   /* words and comments of one field; the rest is not read */

/* One hop as the server that took the message wrote it (RFC 5321, 4.4), in the forms of the mail
 * servers that are around. Strings are valid UTF-8 and a stranger's words; "" is "not said". */
typedef struct {
  SafiIp ip;               /* the client */
  gboolean is_ip_doubtful; /* it is just the word behind "from", which may be the client's own */
  char *name;              /* the word behind "from" */
  char *rdns;              /* the client's name by reverse look-up, as the server saw it */
  gboolean
      is_rdns_proved; /* written by a kind of server that looks forward again, and no doubt said */
  char *helo;         /* what the client called itself; literals with their brackets */
  char *by;
  char *with;          /* protocol as written: "ESMTPS" */
  char *id;            /* without <> */
  char *ident;         /* RFC 1413 */
  char *envelope_from; /* (nullable): without <>; NULL is "not said" */
  char *recipient;     /* "for", without <> */
  char *authenticated; /* how the client signed in (RFC 4954): the protocol, or the words that say
                          so */
  gboolean may_be_forged; /* the server said that the name does not lead back to the address */
  gint64 time;            /* seconds UTC; 0 if not said */
} SafiReceived;

/* @value: unfolded. Returns: (transfer full) (nullable): NULL if the line tells of no client with
 * an address: bookkeeping inside one system, or a hand-over by POP or IMAP. On every thread. */
SafiReceived *safi_received_parse (const char *value);
void safi_received_free (SafiReceived *self);

/* For a line that safi_received_parse finds no hop in: TRUE if it is about a client of SMTP all the
 * same, whose address the server did not write down. */
gboolean safi_received_hides_client (const char *value);

/* The first host behind "by", also where safi_received_parse finds no hop. Returns: (transfer
 * full):
 * "" if not said. */
char *safi_received_find_by (const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiReceived, safi_received_free)

G_END_DECLS
