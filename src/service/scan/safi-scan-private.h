/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/scan/safi-scan-batch.h"
#include "service/scan/safi-scan.h"
#include "service/scan/safi-uid-spans.h"

G_BEGIN_DECLS

#define SAFI_SCAN_FOLDER "INBOX"
#define SAFI_SCAN_NOTE_SPANS "inbox-read"
#define SAFI_SCAN_NOTE_GLANCED "inbox-headers" /* spans: only the header was looked at */
#define SAFI_SCAN_NOTE_OLD "inbox-old" /* "uidvalidity uid": what was there before the account */

struct _SafiScan {
  SafiSession *session;
  SafiCheckMode mode;
  SafiCheckReport report;
  gboolean is_trusted; /* FALSE once the folder's UIDs began anew */
  gboolean is_first;   /* nothing was listed before */
  SafiMark before;
  SafiMark after;
  SafiUidSpans *spans;  /* read, above before.uidnext */
  GArray *todo;         /* (element-type guint32), newest first; NULL before it is listed */
  guint next;           /* index into todo */
  guint32 live_from;    /* UID: all mail from here on is new, what is below is old */
  guint batch_min;      /* messages */
  guint batch_size;     /* messages */
  gint64 apart_until;   /* microseconds, monotonic; 0: not waiting */
  GArray *uids;         /* (nullable) (element-type guint32): of the batch under way */
  SafiScanBatch *batch; /* (nullable): under way */
  GArray *open;  /* (nullable) (element-type guint32): whose senders are not known, from earlier */
  guint32 upper; /* all from here on is read */
  GArray *young; /* (element-type guint32): junk that is too young to be moved */
  gint64 young_date;     /* seconds UTC: when the youngest of them came */
  gboolean is_second;    /* todo holds messages that were too young */
  gboolean is_glancing;  /* the day's limit leaves headers only */
  gboolean is_over;      /* it leaves nothing */
  SafiUidSpans *glanced; /* (nullable): whose header was looked at */
  guint n_waits;
  guint moves_left;
  guint64 octets_before;
  GError *held_up; /* (nullable): why junk could not be moved */
};

/* What a batch wants to move. */
typedef struct {
  GPtrArray *actions; /* (element-type SafiAction) */
  GArray *rows;       /* (element-type gint64): ids of the judged rows */
} SafiScanMoves;

/* Asks the server what has to be known before the batch is written down: the Junk folder, and what
 * became of messages that are back in the inbox.
 * @ret_junk: (transfer none) (nullable): its raw name. */
gboolean safi_scan_look_up (SafiScan *self,
                            SafiScanBatch *batch,
                            const char **ret_junk,
                            GCancellable *cancellable,
                            GError **error);

/* Writes the rows of a batch, within a transaction, and adds to @moves what is to be moved. */
gboolean safi_scan_settle (SafiScan *self,
                           SafiScanBatch *batch,
                           const char *junk,
                           SafiScanMoves *moves,
                           GError **error);

/* Where junk of an earlier check waits, whether there is a folder for it now: else @held_up. */
gboolean safi_scan_look_for_junk (SafiScan *self, GCancellable *cancellable, GError **error);

/* Writes down that what is below @mark was there before the account, if nothing of these UIDs is
 * known yet. */
gboolean
safi_scan_note_old (SafiStore *store, const char *account, const SafiMark *mark, GError **error);

/* Finds out which messages of @listing are new and which were there before the account was. */
gboolean safi_scan_find_live (SafiScan *self, SafiListing *listing, GError **error);

/* How the message @uid is read at first, the one at @index of what is to be read. */
SafiView safi_scan_get_view (SafiScan *self, guint index, guint32 uid);

/* The day's limit leaves headers only: of what is to be read, only what is new stays, without those
 * whose header was looked at before. */
void safi_scan_begin_glance (SafiScan *self);

/* After a batch of headers: what they do not make junk waits to be read, so its items go. Junk is
 * read, the others were glanced at. */
void safi_scan_drop_glanced (SafiScan *self, SafiScanBatch *batch, GArray *uids);
gboolean safi_scan_write_glanced (SafiScan *self, GError **error);

/* Remembers how far the folder was read. */
gboolean safi_scan_write_mark (SafiScan *self, GError **error);

/* Ends the batch under way, which is done: writes it down, tells it, moves what is to be moved. */
gboolean safi_scan_commit (SafiScan *self, GCancellable *cancellable, GError **error);

G_END_DECLS
