/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-command.h"

G_BEGIN_DECLS

#define SAFI_IMAP_FOLDERS_MAX 5000 /* folders of a list that are looked at */

/* What a server may spend on a list of folders, in the time of any command. */
#define SAFI_IMAP_FOLDERS_OCTETS (16 * 1024 * 1024)
SafiImapLimits safi_imap_folders_limits (SafiImapConnection *connection);

/* Returns: (transfer full) (element-type SafiFolder): those that can be opened. */
GPtrArray *
safi_imap_folders_list (SafiImapConnection *connection, GCancellable *cancellable, GError **error);

/* Learns connection->prefix, once for each connection. */
gboolean safi_imap_folders_ask_prefix (SafiImapConnection *connection,
                                       GCancellable *cancellable,
                                       GError **error);

/* Returns: @name without @prefix, that of the personal namespace, or without "INBOX.", below which
 * servers without one put everything; NULL if it lies deeper. */
const char *safi_imap_folders_get_leaf (const char *prefix, const char *name, char delimiter);

/* Opens @folder with EXAMINE or, to change it, SELECT, and learns its UIDVALIDITY, UIDNEXT and
 * count. If the server refuses, no folder is open (RFC 3501 section 6.3.1). */
gboolean safi_imap_folders_open (SafiImapConnection *connection,
                                 const char *folder,
                                 gboolean writable,
                                 GCancellable *cancellable,
                                 GError **error);

/* Opens @folder with EXAMINE and sends @next, a command of one line about it, without waiting in
 * between. @ret_tag: that of @next, whose end is to be waited for; 0 if it was not sent, because
 * the folder's name needs a literal or the server may not take it. If the folder cannot be opened,
 * nobody waits for @next. */
gboolean safi_imap_folders_open_and_send (SafiImapConnection *connection,
                                          const char *folder,
                                          SafiImapCommand *next,
                                          guint *ret_tag,
                                          GCancellable *cancellable,
                                          GError **error);

/* Opens as safi_imap_folders_open does, then compares UIDVALIDITY; 0 on either side tells nothing.
 * An open folder stays. */
gboolean safi_imap_folders_open_as (SafiImapConnection *connection,
                                    const char *folder,
                                    guint32 uidvalidity,
                                    gboolean writable,
                                    GCancellable *cancellable,
                                    GError **error);

/* All 0 = not told. */
typedef struct {
  guint32 uidvalidity;
  guint32 uidnext;
  guint32 messages;
} SafiImapStatus;

/* Asks how a folder is that is not open. */
gboolean safi_imap_folders_ask_status (SafiImapConnection *connection,
                                       const char *folder,
                                       SafiImapStatus *ret_status,
                                       GCancellable *cancellable,
                                       GError **error);

/* The same, for where a copy will be. */
gboolean safi_imap_folders_ask_place (SafiImapConnection *connection,
                                      const char *folder,
                                      SafiPlace *ret_place,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
