/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reply/safi-imap-reader.h"

#include <string.h>

gboolean
safi_imap_reader_take_char (SafiImapReader *reader, char wanted)
{
  if (reader->at == reader->end || *reader->at != wanted)
    return FALSE;
  reader->at++;
  return TRUE;
}

void
safi_imap_reader_skip_spaces (SafiImapReader *reader)
{
  while (safi_imap_reader_take_char (reader, ' '))
    ;
}

/* RFC 3501 ATOM-CHAR without the brackets of response codes. */
static gboolean
is_atom_char (char c)
{
  return c > ' ' && c < 0x7f && strchr ("(){%*\"\\[]<>", c) == NULL;
}

gboolean
safi_imap_reader_take_atom (SafiImapReader *reader, SafiImapPiece *ret_piece)
{
  const char *start = reader->at;

  while (reader->at < reader->end && is_atom_char (*reader->at))
    reader->at++;
  *ret_piece = (SafiImapPiece){ start, (gsize) (reader->at - start) };
  return ret_piece->length > 0;
}

gboolean
safi_imap_piece_is (const SafiImapPiece *piece, const char *word)
{
  return piece->length == strlen (word) &&
         g_ascii_strncasecmp (piece->octets, word, piece->length) == 0;
}

gboolean
safi_imap_piece_to_number (const SafiImapPiece *piece, guint64 *ret_number)
{
  g_autofree char *text = g_strndup (piece->octets, MIN (piece->length, 32));

  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, ret_number, NULL);
}

gboolean
safi_imap_reader_take_number (SafiImapReader *reader, guint64 *ret_number)
{
  SafiImapPiece piece;

  return safi_imap_reader_take_atom (reader, &piece) &&
         safi_imap_piece_to_number (&piece, ret_number);
}

/* Takes "…" with its quotes; @ret_piece holds what is between them, escapes and all. */
gboolean
safi_imap_reader_take_quoted (SafiImapReader *reader, SafiImapPiece *ret_piece)
{
  const char *start = reader->at + 1;

  if (!safi_imap_reader_take_char (reader, '"'))
    return FALSE;
  for (; reader->at < reader->end && *reader->at != '"'; reader->at++) {
    if (*reader->at == '\\' && reader->at + 1 < reader->end)
      reader->at++;
    if (*reader->at == '\r' || *reader->at == '\n' || *reader->at == '\0')
      return FALSE;
  }
  *ret_piece = (SafiImapPiece){ start, (gsize) (reader->at - start) };
  return safi_imap_reader_take_char (reader, '"');
}

/* Takes "{n}", the line end and the octets. */
gboolean
safi_imap_reader_take_literal (SafiImapReader *reader, SafiImapPiece *ret_piece)
{
  guint64 length = 0;

  if (!safi_imap_reader_take_char (reader, '{'))
    return FALSE;
  while (reader->at < reader->end && g_ascii_isdigit (*reader->at) && length < G_MAXUINT32)
    length = length * 10 + (guint64) (*reader->at++ - '0');
  safi_imap_reader_take_char (reader, '+');
  if (!safi_imap_reader_take_char (reader, '}') || !safi_imap_reader_take_char (reader, '\r') ||
      !safi_imap_reader_take_char (reader, '\n') || length > (gsize) (reader->end - reader->at))
    return FALSE;
  *ret_piece = (SafiImapPiece){ reader->at, (gsize) length };
  reader->at += length;
  return TRUE;
}

/* Steps over one value of any kind. */
gboolean
safi_imap_reader_skip_value (SafiImapReader *reader)
{
  SafiImapPiece ignored;
  guint depth = 0;

  do {
    safi_imap_reader_skip_spaces (reader);
    if (safi_imap_reader_take_char (reader, '(')) {
      depth++;
      continue;
    }
    if (depth > 0 && safi_imap_reader_take_char (reader, ')')) {
      depth--;
      continue;
    }
    if (safi_imap_reader_take_quoted (reader, &ignored) ||
        safi_imap_reader_take_literal (reader, &ignored))
      continue;
    safi_imap_reader_take_char (reader, '\\');
    if (!safi_imap_reader_take_atom (reader, &ignored))
      return FALSE;
  } while (depth > 0);
  return TRUE;
}
