/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets of UIDs as IMAP writes them: "1:3,7" (RFC 3501, sequence-set; RFC 4315, uid-set). */

/* @uids: (element-type guint32). In order their text is shortest. */
void safi_imap_set_sort (GArray *uids);

/* Writes UIDs from @start on as long as the text stays within @octets_max and they are at most
 * @count. @uids: (element-type guint32), any order. @ret_next: index of the first UID left out.
 * Returns: (transfer full). */
char *
safi_imap_set_write (GArray *uids, guint start, guint count, gsize octets_max, guint *ret_next);

/* Returns: (transfer full) (nullable): what @set, one of ours, holds below @uid; NULL if nothing.
 */
char *safi_imap_set_below (const char *set, guint32 uid);

/* Returns: (transfer full) (nullable) (element-type guint32): the UIDs in the order of the text;
 * NULL if it is no set or holds more than @count_max. */
GArray *safi_imap_set_read (const char *text, guint count_max);

typedef struct {
  guint32 first;
  guint32 last; /* >= first */
} SafiImapRange;

/* The same without writing ranges out, in the order of the text. @ret_ranges: (transfer full)
 * (element-type SafiImapRange): NULL if there are more than @count_max. Returns: FALSE if it is no
 * set. */
gboolean safi_imap_set_read_ranges (const char *text, guint count_max, GArray **ret_ranges);

G_END_DECLS
