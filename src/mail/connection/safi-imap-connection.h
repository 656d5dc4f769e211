/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-account.h"
#include "core/mailbox/safi-contacts.h"
#include "mail/connection/safi-imap-manners.h"
#include "mail/connection/safi-imap-stream.h"
#include "mail/reply/safi-imap-reply.h"
#include "mail/safi-mail-source.h"

G_BEGIN_DECLS

/* How long to wait for what. */
typedef struct {
  guint silence; /* milliseconds without an octet from the server */
  guint command; /* seconds a command may take, besides the time its octets need */
  guint settle;  /* milliseconds after which a lost connection's last command has ended */
} SafiImapPatience;

void safi_imap_patience_init (SafiImapPatience *self);

/* One connection to a server, signed in. One thread. A connection that broke is dead: free
 * it. */
typedef struct {
  SafiImapStream *stream;
  SafiImapParser *parser;
  SafiImapPatience patience;
  SafiImapManners *manners; /* (transfer none): outlives the connection */
  char *network;            /* as the manners name it */
  GHashTable *capabilities; /* set of upper-case words */
  gboolean capabilities_known;
  gboolean is_unproven;    /* compressed, and nothing was understood since */
  gboolean tells_vanished; /* it was agreed that UIDs are told of messages that are gone */
  gboolean is_dead;        /* nothing can be said over it any more */
  guint last_tag;
  guint32 lowest;    /* UID down to which the last command was carried out; 0 = it was for all */
  gboolean is_ahead; /* a command was sent behind another, and the last one has not ended */
  guint unheard;     /* nobody waits for the end of commands up to this tag; 0 = none */
  char *prefix;      /* (nullable): of the person's folders; NULL before it was asked for */
  GPtrArray *early;  /* (nullable) (element-type SafiImapReply): ends of commands sent ahead */
  char *folder;      /* (nullable) selected, raw name */
  gboolean writable;
  guint32 uidvalidity; /* of folder; 0 = not told */
  guint32 uidnext;     /* of folder; 0 = not told */
  guint64 modseq;      /* of folder when it was opened; 0 = the server does not count changes */
  guint32 opened_with; /* messages in folder when it was opened */
  guint32 exists;      /* messages in folder when it was opened, or as the wait knows */
  guint32 told_exists; /* messages in folder as last told with whatever answer; 0 = not since */
} SafiImapConnection;

/* Connects, encrypts and signs in as the account says. @contacts: (nullable). */
SafiImapConnection *safi_imap_connection_open (SafiAccount *account,
                                               GTlsDatabase *database,
                                               const SafiImapPatience *patience,
                                               SafiImapManners *manners,
                                               SafiContacts *contacts,
                                               SafiCredentials credentials,
                                               gpointer user_data,
                                               GCancellable *cancellable,
                                               GError **error);

/* Greets and signs in over streams that are there already. */
SafiImapConnection *safi_imap_connection_open_on (GIOStream *io,
                                                  SafiAccount *account,
                                                  const SafiImapPatience *patience,
                                                  SafiImapManners *manners,
                                                  SafiCredentials credentials,
                                                  gpointer user_data,
                                                  GCancellable *cancellable,
                                                  GError **error);

/* Says LOGOUT without waiting for the answer. */
void safi_imap_connection_free (SafiImapConnection *self);

/* Of the folder that is open. */
SafiFolderState safi_imap_connection_get_state (const SafiImapConnection *self);

gboolean safi_imap_connection_has (SafiImapConnection *self, const char *capability);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiImapConnection, safi_imap_connection_free)

G_END_DECLS
