/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"
#include "store/training/safi-training.h"

G_BEGIN_DECLS

/* The messages of one batch: fetched, authenticated, judged. Octets are let go as soon as they are
 * judged, so memory does not grow with the number of messages. */

#define SAFI_SCAN_WHOLE_BATCH 8 /* messages in memory at a time that may be large */
#define SAFI_SCAN_PATIENCE 250  /* milliseconds that one step waits for others' answers */

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
  gint64 fetched;   /* microseconds that fetching took */
  gboolean is_done;

  /* under way */
  SafiSession *session;
  gboolean is_again; /* only about the senders of messages that were judged before */
  char *folder;
  guint32 uidvalidity;
  SafiView view;
  GArray *uids;         /* (element-type guint32): of this view */
  guint next;           /* index into uids */
  GArray *more;         /* (element-type guint32): those of which more text or a file is wanted */
  GArray *whole;        /* (element-type guint32): those of which the whole message is wanted */
  GPtrArray *mails;     /* fetched, not judged */
  SafiAuthBatch *asked; /* (nullable): about those mails */
} SafiScanBatch;

/* @uids: (element-type guint32): copied; read through @view at first, and more only where it could
 * change the decision. Returns: (transfer full). */
SafiScanBatch *safi_scan_batch_new (SafiSession *session,
                                    const char *folder,
                                    guint32 uidvalidity,
                                    GArray *uids,
                                    SafiView view);
/* The same for messages that were judged before: finds out about their senders again, and judges
 * nothing: what a person saw does not change by itself. */
SafiScanBatch *safi_scan_batch_new_again (SafiSession *session,
                                          const char *folder,
                                          guint32 uidvalidity,
                                          GArray *uids);
void safi_scan_batch_free (SafiScanBatch *self);

/* One step: fetches, or waits for a moment for what others say of the senders, or judges. Between
 * two steps other jobs may use the session. FALSE with @error: the batch is of no use any more. */
gboolean safi_scan_batch_step (SafiScanBatch *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiScanBatch, safi_scan_batch_free)

G_END_DECLS
