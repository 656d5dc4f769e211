/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/safi-session.h"
#include "store/safi-training.h"

G_BEGIN_DECLS

/* The messages of one batch, fetched and judged. Octets are let go as soon as they are judged, so
 * memory does not grow with the size of the mail. */

typedef struct {
  SafiJudged *row;      /* as judged now, or as it was remembered */
  gboolean is_new;      /* not judged before */
  SafiFlags flags;      /* now */
  gint64 internal_date; /* seconds UTC */
  guint64 size;         /* octets */
  SafiMessageRef *ref;  /* where it is now, with identity */
  SafiTaught *prepared; /* (nullable): what it would add if nobody objects */
} SafiScanItem;

typedef struct {
  GPtrArray *items; /* (element-type SafiScanItem) */
  guint skipped;    /* messages that could not be read */
} SafiScanBatch;

/* @uids: (element-type guint32). Returns: (transfer full): NULL with @error. */
SafiScanBatch *safi_scan_batch_read (SafiSession *session,
                                     const char *folder,
                                     guint32 uidvalidity,
                                     GArray *uids,
                                     GCancellable *cancellable,
                                     GError **error);
void safi_scan_batch_free (SafiScanBatch *self);

/* The row of a message that was just judged. Returns: (transfer full). */
SafiJudged *safi_scan_make_row (SafiSession *session,
                                SafiMessage *message,
                                SafiVerdict *verdict,
                                SafiMessageRef *ref,
                                SafiFlags flags,
                                gint64 internal_date);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiScanBatch, safi_scan_batch_free)

G_END_DECLS
