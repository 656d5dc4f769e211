/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/boundary/safi-boundary.h"
#include "core/authentication/safi-auth-code.h"

G_BEGIN_DECLS

/* Does the mail come from a person's computer that was taken over, rather than from a mail server?
 * Many honest small offices and providers have bad or missing reverse names and send from what
 * looks like dial-up space, above all in poorer countries: so these are hints of small weight, and
 * never a reason by themselves. */
typedef enum {
  SAFI_ZOMBIE_DIRECT,  /* a mail program handed over to the provider, with no server between */
  SAFI_ZOMBIE_NO_RDNS, /* the address has no name */
  SAFI_ZOMBIE_RDNS_UNCONFIRMED, /* its names do not lead back to it */
  SAFI_ZOMBIE_RDNS_ADDRESS,     /* the name is made of the address */
  SAFI_ZOMBIE_RDNS_DYNAMIC,     /* the name says: dial-up, DHCP, cable ... */
  SAFI_ZOMBIE_RDNS_WEAK,        /* the name says: customer, host, node ... */
  SAFI_ZOMBIE_RDNS_STATIC,      /* against all these: static, mail, relay ... */
  SAFI_ZOMBIE_HELO_ADDRESS, /* a bare address, or a literal that is another one than the client's */
  SAFI_ZOMBIE_HELO_LITERAL, /* the client's own address in brackets */
  SAFI_ZOMBIE_HELO_LOCAL,   /* a single label, "localhost", ".local" */
  SAFI_ZOMBIE_HELO_PRIVATE, /* an address that does not cross the public network */
  SAFI_ZOMBIE_HELO_OWN,     /* the recipient's own domain, or the provider's name */
  SAFI_ZOMBIE_HELO_UNCONFIRMED, /* a name that does not lead to the client */
  SAFI_ZOMBIE_HELO_DENIED,      /* a name whose owner says by SPF that it is not this client */
  SAFI_ZOMBIE_ID_LOCAL,         /* the Message-ID was made on a computer called like the HELO */
  SAFI_ZOMBIE_FORGED_HOP, /* the next older line, which is the peer's, claims the provider's own
                             server */
} SafiZombieCode;

const char *safi_zombie_code_to_string (SafiZombieCode self); /* "direct" ... */

typedef struct {
  SafiZombieCode code;
  char *evidence; /* the words that it was read from; a stranger's; valid UTF-8 */
} SafiZombieSign;

/* All borrowed. Codes are none where nothing was asked. */
typedef struct {
  const SafiBoundary *boundary;
  const SafiProviderProfile *profile;
  GPtrArray *trace;          /* (element-type SafiTraceField) */
  SafiAuthCode iprev;        /* pass, fail; permerror: no name (RFC 8601, 3) */
  SafiAuthCode helo_forward; /* does the HELO name lead to the client: pass, fail */
  SafiAuthCode helo_spf;     /* check_host on the HELO name */
  const char *own_domain;    /* (nullable): of the recipient's address */
  const char *message_id;    /* (nullable): without <> */
  gboolean names_mailer;     /* it has a User-Agent or X-Mailer field */
  gboolean is_known;         /* from a correspondent, a confirmed list or forwarder */
} SafiZombieRequest;

/* Nothing is said of mail from inside, of customers who signed in, of what is known, and where it
 * is not sure who the peer was. Returns: (transfer full) (element-type SafiZombieSign): in the
 * order of the codes, each at most once. On every thread. */
GPtrArray *safi_zombie_list_signs (const SafiZombieRequest *request);

G_END_DECLS
