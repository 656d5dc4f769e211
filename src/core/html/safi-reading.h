/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-message-values.h"

G_BEGIN_DECLS

/* What becomes of a message's body while it is read. Owned by its maker; one thread. */
typedef struct {
  GString *text;          /* at most SAFI_MESSAGE_TEXT_MAX octets */
  GPtrArray *links;       /* (element-type SafiLink) */
  GPtrArray *attachments; /* (element-type SafiAttachment) */
  SafiStructure structure;
  SafiFlaws flaws;
  guint n_seen; /* MIME parts, containers too */
} SafiReading;

void safi_reading_init (SafiReading *self);

/* Appends valid UTF-8; what is too much is cut at a character's edge and named by a flaw. */
void safi_reading_append (SafiReading *self, const char *text, gsize length);

/* Begins the text of another part, with a blank line before it if there is text already. */
void safi_reading_begin_part (SafiReading *self);

/* Takes @link; too many are left out and named by a flaw. */
void safi_reading_take_link (SafiReading *self, SafiLink *link);

/* Looks for bare addresses in the text from octet @start on. */
void safi_reading_find_links (SafiReading *self, gsize start);

/* Reads the body of the message or MIME part whose header and body are @octets. */
void safi_reading_read_parts (SafiReading *self, const char *octets, gsize length);

G_END_DECLS
