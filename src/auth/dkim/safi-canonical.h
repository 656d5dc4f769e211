/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mime/safi-header-field.h"

G_BEGIN_DECLS

/* The forms of a message that are signed (RFC 6376, 3.4). Mail as it is sent has CRLF line ends;
 * where a mail server stores LF or CR alone, CRLF is put in place, as senders do (5.3). */
typedef enum {
  SAFI_CANONICAL_SIMPLE,
  SAFI_CANONICAL_RELAXED,
} SafiCanonical;

/* Appends the canonical form of @field (3.4.1, 3.4.2) without the line end. */
void
safi_canonical_add_field (SafiCanonical canonical, const SafiHeaderField *field, GString *header);

/* The same for a signature's own field, with the value of its tag b= left out (3.7). */
void safi_canonical_add_signature_field (SafiCanonical canonical,
                                         const SafiHeaderField *field,
                                         GString *header);

/* @octets: at least one. */
typedef void (*SafiCanonicalSink) (const char *octets, gsize length, gpointer user_data);

#define SAFI_CANONICAL_BUFFER_OCTETS 4096

/* Makes the canonical form of a body (3.4.3, 3.4.4) as it comes, in chunks of any size, and hands
 * it on. A plain value; one thread at a time. */
typedef struct {
  SafiCanonical canonical;
  SafiCanonicalSink sink;
  gpointer user_data;
  guint64 n_line_ends;  /* held back: at the end of the body they do not count */
  gboolean has_blank;   /* relaxed: white space held back, at the end of a line it does not count */
  gboolean has_text;    /* something that counts came */
  gboolean after_cr;    /* the octet before was CR */
  gboolean is_repaired; /* a line end was LF or CR alone */
  gsize n_buffered;     /* octets */
  char buffer[SAFI_CANONICAL_BUFFER_OCTETS];
} SafiCanonicalBody;

void safi_canonical_body_init (SafiCanonicalBody *self,
                               SafiCanonical canonical,
                               SafiCanonicalSink sink,
                               gpointer user_data);
void safi_canonical_body_update (SafiCanonicalBody *self, const char *octets, gsize length);

/* Ends the body: the sink has all of it now. */
void safi_canonical_body_finish (SafiCanonicalBody *self);

G_END_DECLS
