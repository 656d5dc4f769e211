/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-clock.h"

G_BEGIN_DECLS

/* Why a host was contacted. */
typedef enum {
  SAFI_CONTACT_MAILBOX, /* mail is looked at there */
  SAFI_CONTACT_SIGN_IN, /* an access token was asked for */
  SAFI_CONTACT_SEARCH,  /* the server of a new mailbox was looked for */
  SAFI_CONTACT_NAMES,   /* a name server was asked where this host is */
  SAFI_CONTACT_SENDERS, /* a name server was asked about senders' domains */
} SafiContactWhy;

#define SAFI_N_CONTACT_WHYS (SAFI_CONTACT_SENDERS + 1)

/* All contacts of one day with one host for one reason. A plain value. */
typedef struct {
  gint64 day; /* of the person's calendar: 20261126 */
  SafiContactWhy why;
  char *host; /* name or address; "" for all that were too many to be named */
  guint16 port;
  guint times;    /* connections, or questions to a name server; also those that failed */
  guint64 octets; /* both ways; 0 = not known */
  gint64 last;    /* seconds UTC */
} SafiContact;

SafiContact *safi_contact_new (gint64 time, SafiContactWhy why, const char *host, guint16 port);
void safi_contact_free (SafiContact *self);

/* Returns: the day that @time (seconds UTC) is in, as above. */
gint64 safi_contact_get_day (gint64 time);

const char *safi_contact_why_to_word (SafiContactWhy value);
gboolean safi_contact_why_from_word (const char *word, SafiContactWhy *ret_value);

/* Hosts and reasons of a day that are told apart; what is beyond is counted with "". */
#define SAFI_CONTACTS_OF_DAY_MAX 200

/* Where every part of Safibox that opens a connection writes it down, before it does. Locked: any
 * thread. What is taken from it belongs into the store. */
typedef struct _SafiContacts SafiContacts;

/* @clock: outlives it. */
SafiContacts *safi_contacts_new (SafiClock *clock);
SafiContacts *safi_contacts_ref (SafiContacts *self);
void safi_contacts_unref (SafiContacts *self);

/* @self: (nullable): then nobody wants to know. */
void safi_contacts_add (SafiContacts *self, SafiContactWhy why, const char *host, guint16 port);
/* The same where @host may be a name: then a name server is asked for it first. */
void
safi_contacts_add_named (SafiContacts *self, SafiContactWhy why, const char *host, guint16 port);
/* Adds what a connection that was added before cost. */
void safi_contacts_add_octets (SafiContacts *self,
                               SafiContactWhy why,
                               const char *host,
                               guint16 port,
                               guint64 octets);

/* Returns: (transfer full) (element-type SafiContact): what came since the last time. */
GPtrArray *safi_contacts_take (SafiContacts *self);
/* Puts back what could not be kept. */
void safi_contacts_return (SafiContacts *self, GPtrArray *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiContact, safi_contact_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiContacts, safi_contacts_unref)

G_END_DECLS
