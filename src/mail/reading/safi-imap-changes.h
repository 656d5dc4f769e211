/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-connection.h"

G_BEGIN_DECLS

/* What became of @uids after @since: by counted changes (CONDSTORE, QRESYNC: RFC 7162) where the
 * server counts them, else by their UIDs. Nothing is asked where the state of the folder shows that
 * nothing changed. */
SafiChanges *safi_imap_changes_list (SafiImapConnection *connection,
                                     const char *folder,
                                     const SafiFolderState *since,
                                     GArray *uids,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
