/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a folder of a mail server was when it was opened. UIDs and modseq: 0 = it does not tell. */
typedef struct {
  guint32 uidvalidity;
  guint32 uidnext;
  guint32 messages;
  guint64 modseq; /* rises with every change (RFC 7162); 0 = changes are not counted */
} SafiFolderState;

/* Whether only what changed from @since to @now can be told: the server counts changes, and did not
 * begin anew. */
gboolean safi_folder_state_counts (const SafiFolderState *since, const SafiFolderState *now);
/* Whether no message of @since was taken away until @now. FALSE proves nothing. */
gboolean safi_folder_state_lost_none (const SafiFolderState *since, const SafiFolderState *now);

G_END_DECLS
