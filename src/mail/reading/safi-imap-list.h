/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-connection.h"

G_BEGIN_DECLS

/* Sorts by UID and keeps one of each. @messages: (element-type SafiListed). */
void safi_imap_list_sort (GArray *messages);

SafiListing *safi_imap_list_since (SafiImapConnection *connection,
                                   const char *folder,
                                   const SafiMark *mark,
                                   GCancellable *cancellable,
                                   GError **error);

/* Called for each message with what a listing says and its identity. */
typedef void (*SafiImapSeen) (const SafiListed *listed, const char *identity, gpointer user_data);

/* Reads the identities of the messages of @set (such as "7,9" or "12:*") in the open folder.
 * @count: as many as there may be. Messages that are gone are left out in silence. */
gboolean safi_imap_list_identities (SafiImapConnection *connection,
                                    const char *set,
                                    guint count,
                                    SafiImapSeen seen,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error);

GArray *safi_imap_list_find (SafiImapConnection *connection,
                             const char *folder,
                             const char *identity,
                             gint64 since,
                             GCancellable *cancellable,
                             GError **error);

/* The highest UID from @first on, without listing more of the messages than that; 0: none. For
 * servers that do not tell UIDNEXT. The folder is open. */
gboolean safi_imap_list_highest (SafiImapConnection *connection,
                                 guint32 first,
                                 guint32 *ret_uid,
                                 GCancellable *cancellable,
                                 GError **error);

/* Opens @folder (EXAMINE) and counts: safi_mail_source_survey. */
gboolean safi_imap_list_survey (SafiImapConnection *connection,
                                const char *folder,
                                const SafiRecent *recent,
                                SafiSurvey *ret_survey,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
