/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"

G_BEGIN_DECLS

/* Notices what became of judged messages without Safibox, and keeps it in the store. Where the
 * server counts changes (RFC 7162) this costs nothing as long as there are none, and what changed
 * when there are; elsewhere the messages that matter are asked about once a day. */

#define SAFI_NOTICE_AGE                                                                            \
  (14 * 24 * 60 * 60)                    /* seconds since judging, after which nothing matters     \
                                          */
#define SAFI_NOTICE_EVERY (24 * 60 * 60) /* seconds between two looks where nothing is counted */

/* @now: how @folder is. @must: a look for this is due, wherever it is needed. */
gboolean safi_notice (SafiSession *session,
                      const char *folder,
                      const SafiFolderState *now,
                      gboolean must,
                      GCancellable *cancellable,
                      GError **error);

/* The same, now, for these alone, however long ago they were judged. @uids: (element-type guint32):
 * rising, at most SAFI_CHANGES_MAX. */
gboolean safi_notice_these (SafiSession *session,
                            const char *folder,
                            guint32 uidvalidity,
                            GArray *uids,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
