/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-contacts.h"
#include "mail/safi-mail-source.h"

G_BEGIN_DECLS

/* A mailbox over IMAP4rev1 (RFC 3501) with TLS. libetpan parses responses; the carrier is our own
 * GIO stream and every command is our own text. */

#define SAFI_TYPE_IMAP_SOURCE (safi_imap_source_get_type ())
G_DECLARE_FINAL_TYPE (SafiImapSource, safi_imap_source, SAFI, IMAP_SOURCE, GObject)

/* @database: (nullable): trusted certificates instead of the system's. */
SafiMailSource *safi_imap_source_new (SafiAccount *account, GTlsDatabase *database);

/* How long to wait: @silence milliseconds for the next octet, @command seconds for the end of a
 * command (besides the time that its octets need on a slow link), @settle_for milliseconds after a
 * connection broke before its moves are reconciled. The usual values are 60 s, 120 s and 5 s. */
void safi_imap_source_set_patience (SafiImapSource *self,
                                    guint silence,
                                    guint command,
                                    guint settle_for);

/* How long a wait for mail goes on without a sign of life: 9 minutes usually. */
void safi_imap_source_set_renewal (SafiImapSource *self, guint milliseconds);

/* Where each connection is written down before it is opened. Before the first. */
void safi_imap_source_set_contacts (SafiImapSource *self, SafiContacts *contacts);

/* What was learnt of the server and of the ways to it, as one line for a store, and from there. */
char *safi_imap_source_get_manners (SafiImapSource *self);
void safi_imap_source_set_manners (SafiImapSource *self, const char *text);

/* Opens over a carrier that is there already, such as a tunnel or a test's memory; its streams must
 * be pollable. Encryption is the caller's affair. */
gboolean safi_imap_source_open_on (SafiImapSource *self,
                                   GIOStream *io,
                                   SafiCredentials credentials,
                                   gpointer user_data,
                                   GCancellable *cancellable,
                                   GError **error);

/* Octets of the network in both directions since the source was made (as compressed; TLS overhead
 * not counted). */
void safi_imap_source_get_traffic (SafiImapSource *self, guint64 *ret_received, guint64 *ret_sent);

G_END_DECLS
