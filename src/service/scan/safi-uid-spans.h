/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which UIDs above a folder's mark have been read already: a few half-open spans [first, end). A
 * check goes from the newest message to the oldest, so one that is interrupted leaves a hole. */

#define SAFI_UID_SPANS_MAX 64 /* spans kept; beyond, the oldest is forgotten and read again */

typedef struct {
  guint32 first;
  guint32 end;
} SafiUidSpan;

/* A mutable value that belongs to one thread. */
typedef GArray SafiUidSpans; /* (element-type SafiUidSpan): rising, apart from each other */

SafiUidSpans *safi_uid_spans_new (void);
/* @text: (nullable): of safi_uid_spans_to_text; what cannot be read is left out. */
SafiUidSpans *safi_uid_spans_new_from_text (const char *text, guint32 uidvalidity);
char *safi_uid_spans_to_text (SafiUidSpans *self, guint32 uidvalidity);

void safi_uid_spans_add (SafiUidSpans *self, guint32 first, guint32 end);
void safi_uid_spans_remove (SafiUidSpans *self, guint32 uid);
gboolean safi_uid_spans_contains (SafiUidSpans *self, guint32 uid);

/* The lowest UID >= @from that is in no span; spans below it are forgotten. */
guint32 safi_uid_spans_take_below (SafiUidSpans *self, guint32 from);

G_END_DECLS
