/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"

G_BEGIN_DECLS

/* Messages of a batch that may each break the connection before the server is given up. */
#define SAFI_FETCH_BAD_MAX 3

/* Fetches @uids (element-type guint32), each once. One message that breaks the connection must not
 * block the others: then each that has not come is asked for alone, and those that cannot be read
 * are added to @skipped. */
gboolean safi_fetch (SafiSession *session,
                     const char *folder,
                     guint32 uidvalidity,
                     GArray *uids,
                     SafiView view,
                     SafiMailSink sink,
                     gpointer user_data,
                     guint *skipped,
                     GCancellable *cancellable,
                     GError **error);

G_END_DECLS
