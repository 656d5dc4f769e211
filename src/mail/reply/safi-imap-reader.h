/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Walks the octets of one response, RFC 3501 section 9. Each take function steps over what it names
 * and returns FALSE if something else stands there; where the reader then is does not matter. */
typedef struct {
  const char *at;
  const char *end;
} SafiImapReader;

/* Borrowed from the response; may hold NUL. */
typedef struct {
  const char *octets;
  gsize length;
} SafiImapPiece;

gboolean safi_imap_reader_take_char (SafiImapReader *reader, char wanted);
void safi_imap_reader_skip_spaces (SafiImapReader *reader);
gboolean safi_imap_reader_take_atom (SafiImapReader *reader, SafiImapPiece *ret_piece);
gboolean safi_imap_reader_take_number (SafiImapReader *reader, guint64 *ret_number);

/* Takes "…" with its quotes; @ret_piece holds what is between them, escapes and all. */
gboolean safi_imap_reader_take_quoted (SafiImapReader *reader, SafiImapPiece *ret_piece);

/* Takes "{n}", the line end and the octets. */
gboolean safi_imap_reader_take_literal (SafiImapReader *reader, SafiImapPiece *ret_piece);

/* Steps over one value of any kind, brackets within brackets too. */
gboolean safi_imap_reader_skip_value (SafiImapReader *reader);

gboolean safi_imap_piece_is (const SafiImapPiece *piece, const char *word); /* in any case */
gboolean safi_imap_piece_to_number (const SafiImapPiece *piece, guint64 *ret_number);

G_END_DECLS
