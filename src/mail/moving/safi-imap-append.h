/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-connection.h"

G_BEGIN_DECLS

/* safi_mail_source_append over an open connection. */
gboolean safi_imap_append (SafiImapConnection *connection,
                           const char *folder,
                           GBytes *octets,
                           SafiPlace *ret_place,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
