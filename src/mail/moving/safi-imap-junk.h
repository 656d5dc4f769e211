/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-connection.h"

G_BEGIN_DECLS

#define SAFI_IMAP_JUNK_NAME_MAX 255 /* octets of the raw name of a folder that is made */

/* As safi_mail_source_name_junk. */
char *
safi_imap_junk_name (SafiImapConnection *connection, GCancellable *cancellable, GError **error);

/* As safi_mail_source_create_junk. */
char *safi_imap_junk_create (SafiImapConnection *connection,
                             const char *name,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
