/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The content of a MIME part without its transfer encoding. */
typedef struct {
  const char *octets; /* borrowed from the message, or from owned */
  gsize length;
  guint64 size;    /* octets of the whole content; more than length if it was too much */
  gboolean is_bad; /* the encoding is broken */
  char *owned;     /* (nullable) */
} SafiContent;

/* Decodes at most @max octets of base64, quoted-printable or uuencode; any other @encoding
 * (nullable) leaves the octets as they are. Of a base64 group that was cut nothing is kept. */
SafiContent
safi_transfer_decode (const char *octets, gsize length, const char *encoding, gsize max);
void safi_content_clear (SafiContent *self);

/* Appends @octets as quoted-printable in lines that end in CRLF. */
void safi_transfer_encode_quoted (GString *out, const char *octets, gsize length);

/* If @text is nothing but base64 of readable text, replaces it by that text. Returns: TRUE if it
 * was. */
gboolean safi_transfer_peel_base64 (GString *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SafiContent, safi_content_clear)

G_END_DECLS
