/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reply/safi-imap-fetch-reply.h"

#include <stdio.h>
#include <string.h>

#include "mail/reply/safi-imap-reader.h"
#include "mail/reply/safi-imap-structure.h"

/* The whole shape of INTERNALDATE, RFC 3501 "date-time": 0 is a digit, a a letter. */
#define DATE_SHAPE "00-aaa-0000 00:00:00 +0000"

#define PATH_OCTETS_MAX 100 /* of a part's number */

static const struct {
  const char *word;
  gboolean is_system;
  SafiFlags flag;
} known_flags[] = {
  { "Answered", TRUE, SAFI_FLAG_ANSWERED },  { "Flagged", TRUE, SAFI_FLAG_FLAGGED },
  { "Deleted", TRUE, SAFI_FLAG_DELETED },    { "Seen", TRUE, SAFI_FLAG_SEEN },
  { "Draft", TRUE, SAFI_FLAG_DRAFT },        { "$Junk", FALSE, SAFI_FLAG_JUNK },
  { "$NotJunk", FALSE, SAFI_FLAG_NOT_JUNK }, { "Junk", FALSE, SAFI_FLAG_JUNK_WORD },
};

static SafiFlags
find_flag (const SafiImapPiece *word, gboolean is_system)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_flags); i++)
    if (known_flags[i].is_system == is_system && safi_imap_piece_is (word, known_flags[i].word))
      return known_flags[i].flag;
  return 0;
}

/* What is no flag, such as a lone backslash, is left out. */
static gboolean
read_flags (SafiImapReply *self, SafiImapReader *reader)
{
  SafiFlags flags = 0;

  if (!safi_imap_reader_take_char (reader, '('))
    return FALSE;
  while (safi_imap_reader_skip_spaces (reader), !safi_imap_reader_take_char (reader, ')')) {
    const gboolean is_system = safi_imap_reader_take_char (reader, '\\');
    SafiImapPiece word;

    if (safi_imap_reader_take_atom (reader, &word))
      flags |= find_flag (&word, is_system);
    else if (!is_system && !safi_imap_reader_take_char (reader, '*'))
      return FALSE;
  }
  self->has_flags = TRUE;
  self->flags = flags;
  return TRUE;
}

static gboolean
has_date_shape (const char *text)
{
  if (strlen (text) != strlen (DATE_SHAPE))
    return FALSE;
  for (gsize i = 0; text[i] != '\0'; i++) {
    char c = text[i];
    char shape = DATE_SHAPE[i];
    gboolean fits = shape == '0'   ? g_ascii_isdigit (c) || (i == 0 && c == ' ')
                    : shape == 'a' ? g_ascii_isalpha (c)
                    : shape == '+' ? c == '+' || c == '-'
                                   : c == shape;

    if (!fits)
      return FALSE;
  }
  return TRUE;
}

static int
find_month (const char *name)
{
  static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (months + 3 * i, name, 3) == 0)
      return i + 1;
  return 0;
}

/* Returns: seconds UTC; 0 if it is no date. Some servers leave out the blank before a day of one
 * digit. */
static gint64
read_date (const SafiImapPiece *piece)
{
  g_autofree char *text = g_strdup_printf ("%s%.*s", piece->length < strlen (DATE_SHAPE) ? " " : "",
                                           (int) piece->length, piece->octets);
  int day, year, hour, minute, second, zone;
  char month[4], sign;
  g_autoptr (GDateTime) time = NULL;

  if (!has_date_shape (text) || sscanf (text, "%2d-%3c-%4d %2d:%2d:%2d %c%4d", &day, month, &year,
                                        &hour, &minute, &second, &sign, &zone) != 8)
    return 0;
  time = g_date_time_new_utc (year, find_month (month), day, hour, minute, MIN (second, 59));
  if (time == NULL)
    return 0;
  zone = (zone / 100 * 60 + zone % 100) * 60;
  return g_date_time_to_unix (time) - (sign == '-' ? -zone : zone);
}

/* TRUE for "1", "2.1" … */
static gboolean
is_path (const SafiImapPiece *section)
{
  if (section->length == 0 || section->length > PATH_OCTETS_MAX)
    return FALSE;
  for (gsize i = 0; i < section->length; i++)
    if (!g_ascii_isdigit (section->octets[i]) && section->octets[i] != '.')
      return FALSE;
  return TRUE;
}

/* The names of the fields do not matter: only one such item is ever asked for. */
static gboolean
is_beginning (const SafiImapPiece *section)
{
  return section->length == 0 ||
         (section->length >= strlen ("HEADER") &&
          g_ascii_strncasecmp (section->octets, "HEADER", strlen ("HEADER")) == 0);
}

static void
keep_section (SafiImapReply *self, const SafiImapPiece *section, const SafiImapPiece *value)
{
  g_autoptr (GBytes) octets = g_bytes_new (value->octets, value->length);

  if (is_beginning (section)) {
    g_clear_pointer (&self->body, g_bytes_unref);
    self->body = g_steal_pointer (&octets);
  } else if (is_path (section)) {
    if (self->parts == NULL)
      self->parts =
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
    g_hash_table_replace (self->parts, g_strndup (section->octets, section->length),
                          g_steal_pointer (&octets));
  }
}

/* Steps over "section]" and "<origin>". */
static gboolean
take_section (SafiImapReader *reader, SafiImapPiece *ret_section)
{
  const char *end = memchr (reader->at, ']', (gsize) (reader->end - reader->at));
  guint64 origin;

  if (end == NULL)
    return FALSE;
  *ret_section = (SafiImapPiece){ reader->at, (gsize) (end - reader->at) };
  reader->at = end + 1;
  return !safi_imap_reader_take_char (reader, '<') ||
         (safi_imap_reader_take_number (reader, &origin) &&
          safi_imap_reader_take_char (reader, '>'));
}

static gboolean
read_section (SafiImapReply *self, SafiImapReader *reader)
{
  SafiImapPiece section, value;

  if (!take_section (reader, &section))
    return FALSE;
  safi_imap_reader_skip_spaces (reader);
  if (!safi_imap_reader_take_literal (reader, &value) &&
      !safi_imap_reader_take_quoted (reader, &value))
    return safi_imap_reader_take_atom (reader, &value);
  keep_section (self, &section, &value);
  return TRUE;
}

/* Where it ends is found first: a structure that cannot be read costs nothing else. */
static gboolean
read_structure (SafiImapReply *self, SafiImapReader *reader)
{
  SafiImapReader within = { reader->at, NULL };

  if (!safi_imap_reader_skip_value (reader))
    return FALSE;
  within.end = reader->at;
  self->has_structure = TRUE;
  safi_part_free (self->structure);
  self->structure = safi_imap_structure_read (&within);
  return TRUE;
}

/* "(n)", RFC 7162 section 3.1.4.2. */
static gboolean
read_modseq (SafiImapReply *self, SafiImapReader *reader)
{
  return safi_imap_reader_take_char (reader, '(') &&
         safi_imap_reader_take_number (reader, &self->modseq) &&
         safi_imap_reader_take_char (reader, ')');
}

/* A server that knows no date may say NIL. */
static gboolean
read_internal_date (SafiImapReply *self, SafiImapReader *reader)
{
  SafiImapPiece value;

  self->has_date = TRUE;
  if (!safi_imap_reader_take_quoted (reader, &value))
    return safi_imap_reader_skip_value (reader);
  self->internal_date = read_date (&value);
  return TRUE;
}

/* Returns: FALSE if it cannot be told where the item ends. */
static gboolean
read_item (SafiImapReply *self, SafiImapReader *reader)
{
  guint64 number;
  SafiImapPiece name;

  if (!safi_imap_reader_take_atom (reader, &name))
    return FALSE;
  if (safi_imap_reader_take_char (reader, '['))
    return safi_imap_piece_is (&name, "BODY") && read_section (self, reader);
  safi_imap_reader_skip_spaces (reader);
  if (safi_imap_piece_is (&name, "FLAGS"))
    return read_flags (self, reader);
  if (safi_imap_piece_is (&name, "BODYSTRUCTURE"))
    return read_structure (self, reader);
  if (safi_imap_piece_is (&name, "INTERNALDATE"))
    return read_internal_date (self, reader);
  if (safi_imap_piece_is (&name, "MODSEQ"))
    return read_modseq (self, reader);
  if (!safi_imap_piece_is (&name, "UID") && !safi_imap_piece_is (&name, "RFC822.SIZE"))
    return safi_imap_reader_skip_value (reader);
  if (!safi_imap_reader_take_number (reader, &number))
    return FALSE;
  if (safi_imap_piece_is (&name, "RFC822.SIZE"))
    self->size = number;
  else if (number <= G_MAXUINT32)
    self->uid = (guint32) number;
  return TRUE;
}

static gboolean
read_items (SafiImapReply *self, SafiImapReader *reader)
{
  if (!safi_imap_reader_take_char (reader, '('))
    return FALSE;
  while (safi_imap_reader_skip_spaces (reader), !safi_imap_reader_take_char (reader, ')'))
    if (!read_item (self, reader))
      return FALSE;
  return TRUE;
}

static void
forget (SafiImapReply *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->parts, g_hash_table_unref);
  g_clear_pointer (&self->structure, safi_part_free);
  *self = (SafiImapReply){ 0 };
}

gboolean
safi_imap_fetch_reply_read (SafiImapReply *self, const char *text, gsize length)
{
  SafiImapReader reader = { text, text + length };
  SafiImapPiece word;
  guint64 number;

  /* The sequence number is never used. */
  if (!safi_imap_reader_take_number (&reader, &number))
    return FALSE;
  safi_imap_reader_skip_spaces (&reader);
  if (!safi_imap_reader_take_atom (&reader, &word) || !safi_imap_piece_is (&word, "FETCH"))
    return FALSE;
  safi_imap_reader_skip_spaces (&reader);
  if (read_items (self, &reader))
    self->type = SAFI_IMAP_REPLY_FETCH;
  else
    forget (self);
  return TRUE;
}
