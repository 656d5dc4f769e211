/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/safi-mail-source.h"

G_BEGIN_DECLS

/* A mailbox over IMAP4rev1 (RFC 3501) with TLS. libetpan parses responses; the carrier is our own
 * GIO stream and every command is our own text. */

#define SAFI_TYPE_IMAP_SOURCE (safi_imap_source_get_type ())
G_DECLARE_FINAL_TYPE (SafiImapSource, safi_imap_source, SAFI, IMAP_SOURCE, GObject)

/* @database: (nullable): trusted certificates instead of the system's. */
SafiMailSource *safi_imap_source_new (SafiAccount *account, GTlsDatabase *database);

/* Octets of the network in both directions since the source was made (TLS overhead not counted). */
void safi_imap_source_get_traffic (SafiImapSource *self, guint64 *ret_received, guint64 *ret_sent);

G_END_DECLS
