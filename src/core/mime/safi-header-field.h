/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One header field where it stands in the octets. */
typedef struct {
  const char *name;
  gsize name_length; /* octets */
  const char *value; /* behind the colon, still folded, without the last line end */
  gsize value_length;
} SafiHeaderField;

/* Walks the fields of a header, of a message or of a MIME part, in one pass. */
typedef struct {
  const char *at; /* behind the last field; once it ended, where the body begins */
  const char *end;
} SafiHeaderIter;

void safi_header_iter_init (SafiHeaderIter *self, const char *octets, gsize length);

/* Returns FALSE at the blank line, at the end, or at the first line that is no field. */
gboolean safi_header_iter_next (SafiHeaderIter *self, SafiHeaderField *ret_field);

/* Returns: the octets of a header with its blank line: where the body begins. */
gsize safi_header_measure (const char *octets, gsize length);

gboolean safi_header_field_is (const SafiHeaderField *field, const char *name);

/* The octets of the value without its folds (RFC 5322, 2.2.3) and without blanks at its ends, at
 * most @max octets. Returns: (transfer full). */
GString *safi_header_field_unfold (const SafiHeaderField *field, gsize max);

/* The value as people read it: unfolded, RFC 2047 decoded, raw 8-bit octets guessed, valid UTF-8.
 * Returns: (transfer full). */
char *safi_header_field_decode (const SafiHeaderField *field);

/* The value of Date for @time (seconds since 1970): Tue, 24 Nov 2026 10:00:00 +0000 (RFC
 * 5322, 3.3), in English whatever the language of the person is. Returns: (transfer full). */
char *safi_header_field_format_date (gint64 time);

G_END_DECLS
