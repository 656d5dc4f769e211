/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-imap-guard.h"

#include <string.h>

/* The whole shape of INTERNALDATE, RFC 3501 "date-time": 0 is a digit, a a letter. */
#define DATE_SHAPE "00-aaa-0000 00:00:00 +0000"

typedef struct {
  const char *at;
  const char *end;
} Reader;

typedef struct {
  const char *octets;
  gsize length;
} Piece;

static gboolean
take_char (Reader *reader, char wanted)
{
  if (reader->at == reader->end || *reader->at != wanted)
    return FALSE;
  reader->at++;
  return TRUE;
}

static void
skip_spaces (Reader *reader)
{
  while (take_char (reader, ' '))
    ;
}

/* RFC 3501 ATOM-CHAR without the brackets of response codes. */
static gboolean
is_atom_char (char c)
{
  return c > ' ' && c < 0x7f && strchr ("(){%*\"\\[]<>", c) == NULL;
}

static gboolean
take_atom (Reader *reader, Piece *ret_piece)
{
  const char *start = reader->at;

  while (reader->at < reader->end && is_atom_char (*reader->at))
    reader->at++;
  *ret_piece = (Piece){ start, (gsize) (reader->at - start) };
  return ret_piece->length > 0;
}

static gboolean
is_word (const Piece *piece, const char *word)
{
  return piece->length == strlen (word) &&
         g_ascii_strncasecmp (piece->octets, word, piece->length) == 0;
}

static gboolean
read_number (const Piece *piece, guint64 *ret_number)
{
  g_autofree char *text = g_strndup (piece->octets, MIN (piece->length, 32));

  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, ret_number, NULL);
}

static gboolean
take_number (Reader *reader, guint64 *ret_number)
{
  Piece piece;

  return take_atom (reader, &piece) && read_number (&piece, ret_number);
}

/* Takes "…" with its quotes; @ret_piece holds what is between them, escapes and all. */
static gboolean
take_quoted (Reader *reader, Piece *ret_piece)
{
  const char *start = reader->at + 1;

  if (!take_char (reader, '"'))
    return FALSE;
  for (; reader->at < reader->end && *reader->at != '"'; reader->at++) {
    if (*reader->at == '\\' && reader->at + 1 < reader->end)
      reader->at++;
    if (*reader->at == '\r' || *reader->at == '\n' || *reader->at == '\0')
      return FALSE;
  }
  *ret_piece = (Piece){ start, (gsize) (reader->at - start) };
  return take_char (reader, '"');
}

/* Takes "{n}", the line end and the octets. */
static gboolean
take_literal (Reader *reader, Piece *ret_piece)
{
  guint64 length = 0;

  if (!take_char (reader, '{'))
    return FALSE;
  while (reader->at < reader->end && g_ascii_isdigit (*reader->at) && length < G_MAXUINT32)
    length = length * 10 + (guint64) (*reader->at++ - '0');
  take_char (reader, '+');
  if (!take_char (reader, '}') || !take_char (reader, '\r') || !take_char (reader, '\n') ||
      length > (gsize) (reader->end - reader->at))
    return FALSE;
  *ret_piece = (Piece){ reader->at, (gsize) length };
  reader->at += length;
  return TRUE;
}

/* Steps over one value of any kind. */
static gboolean
skip_value (Reader *reader)
{
  Piece ignored;
  guint depth = 0;

  do {
    skip_spaces (reader);
    if (take_char (reader, '(')) {
      if (++depth > SAFI_IMAP_NESTING_MAX)
        return FALSE;
      continue;
    }
    if (depth > 0 && take_char (reader, ')')) {
      depth--;
      continue;
    }
    if (take_quoted (reader, &ignored) || take_literal (reader, &ignored))
      continue;
    take_char (reader, '\\');
    if (!take_atom (reader, &ignored))
      return FALSE;
  } while (depth > 0);
  return TRUE;
}

/* Copies a list of flags, leaving out what is no flag, such as a lone backslash. */
static gboolean
copy_flags (Reader *reader, GString *out)
{
  if (!take_char (reader, '('))
    return FALSE;
  g_string_append_c (out, '(');
  while (TRUE) {
    gboolean is_system;
    Piece flag;

    skip_spaces (reader);
    if (take_char (reader, ')'))
      break;
    is_system = take_char (reader, '\\');
    if (take_atom (reader, &flag)) {
      if (out->str[out->len - 1] != '(')
        g_string_append_c (out, ' ');
      g_string_append_printf (out, "%s", is_system ? "\\" : "");
      g_string_append_len (out, flag.octets, (gssize) flag.length);
    } else if (!is_system && !take_char (reader, '*')) {
      return FALSE;
    }
  }
  g_string_append_c (out, ')');
  return TRUE;
}

static void
append_literal (GString *out, const Piece *piece)
{
  g_string_append_printf (out, "{%" G_GSIZE_FORMAT "}\r\n", piece->length);
  g_string_append_len (out, piece->octets, (gssize) piece->length);
}

/* Copies a folder name: a quoted string, a literal or an atom that may hold "[", "]" and more. */
static gboolean
copy_name (Reader *reader, GString *out)
{
  const char *start = reader->at;
  Piece name;

  if (take_literal (reader, &name)) {
    if (name.length == 0 || memchr (name.octets, '\0', name.length) != NULL)
      return FALSE;
    append_literal (out, &name);
    return TRUE;
  }
  if (take_quoted (reader, &name)) {
    g_string_append_printf (out, "\"");
    g_string_append_len (out, name.octets, (gssize) name.length);
    g_string_append_c (out, '"');
    return name.length > 0;
  }
  while (reader->at<reader->end && * reader->at> ' ' && *reader->at != 0x7f &&
         strchr ("(){\"\\", *reader->at) == NULL)
    reader->at++;
  g_string_append_c (out, '"');
  g_string_append_len (out, start, reader->at - start);
  g_string_append_c (out, '"');
  return reader->at > start;
}

/* LIST, or XLIST as older servers have it: (flags) delimiter name; extended data after it are left
 * out. */
static gboolean
clean_list (Reader *reader, GString *out)
{
  Piece delimiter;

  g_string_append (out, "* LIST ");
  skip_spaces (reader);
  if (!copy_flags (reader, out))
    return FALSE;
  skip_spaces (reader);
  if (take_quoted (reader, &delimiter)) {
    if (delimiter.length == 0)
      g_string_append (out, " NIL ");
    else
      g_string_append_printf (out, " \"%.*s\" ", (int) delimiter.length, delimiter.octets);
    if (delimiter.length > 2 || (delimiter.length == 2 && delimiter.octets[0] != '\\'))
      return FALSE;
  } else if (take_atom (reader, &delimiter) && is_word (&delimiter, "NIL")) {
    g_string_append (out, " NIL ");
  } else {
    return FALSE;
  }
  skip_spaces (reader);
  return copy_name (reader, out);
}

static gboolean
clean_status (Reader *reader, GString *out)
{
  static const char *const wanted[] = { "MESSAGES", "UIDNEXT", "UIDVALIDITY" };

  g_string_append (out, "* STATUS ");
  skip_spaces (reader);
  if (!copy_name (reader, out))
    return FALSE;
  skip_spaces (reader);
  if (!take_char (reader, '('))
    return FALSE;
  g_string_append (out, " (");
  while (TRUE) {
    guint64 number;
    Piece word;

    skip_spaces (reader);
    if (take_char (reader, ')'))
      break;
    if (!take_atom (reader, &word))
      return FALSE;
    skip_spaces (reader);
    if (!take_number (reader, &number) || number > G_MAXUINT32)
      continue;
    for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
      if (is_word (&word, wanted[i]))
        g_string_append_printf (out, "%s%s %u", out->str[out->len - 1] == '(' ? "" : " ", wanted[i],
                                (guint32) number);
  }
  g_string_append_c (out, ')');
  /* libetpan wants at least one item. */
  return out->str[out->len - 2] != '(';
}

static gboolean
clean_search (Reader *reader, GString *out)
{
  guint64 number;

  g_string_append (out, "* SEARCH");
  while (skip_spaces (reader), take_number (reader, &number))
    if (number > 0 && number <= G_MAXUINT32)
      g_string_append_printf (out, " %u", (guint32) number);
  return TRUE;
}

static gboolean
has_date_shape (const Piece *piece)
{
  if (piece->length != strlen (DATE_SHAPE))
    return FALSE;
  for (gsize i = 0; i < piece->length; i++) {
    char c = piece->octets[i];
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

/* Steps over "[section]" and "<origin>". @ret_name: NULL unless it is one of the two that Safibox
 * asks for. The names of the fields do not matter: only one such item is ever asked for. */
static gboolean
take_section (Reader *reader, const char **ret_name)
{
  Piece section;
  guint64 origin;
  const char *end = memchr (reader->at, ']', (gsize) (reader->end - reader->at));

  *ret_name = NULL;
  if (end == NULL)
    return FALSE;
  section = (Piece){ reader->at, (gsize) (end - reader->at) };
  reader->at = end + 1;
  if (section.length == 0)
    *ret_name = "BODY[]";
  else if (section.length > strlen ("HEADER.FIELDS") &&
           g_ascii_strncasecmp (section.octets, "HEADER.FIELDS", strlen ("HEADER.FIELDS")) == 0)
    *ret_name = "BODY[HEADER.FIELDS (DATE)]";
  if (take_char (reader, '<') && (!take_number (reader, &origin) || !take_char (reader, '>')))
    return FALSE;
  return TRUE;
}

static gboolean
copy_section (Reader *reader, GString *out)
{
  const char *name;
  Piece value;

  if (!take_section (reader, &name))
    return FALSE;
  skip_spaces (reader);
  if (!take_literal (reader, &value) && !take_quoted (reader, &value))
    return take_atom (reader, &value);
  if (name == NULL)
    return TRUE;
  g_string_append_printf (out, "%s ", name);
  append_literal (out, &value);
  return TRUE;
}

/* Copies one item of FETCH if it is wanted and well formed. Returns: FALSE if it cannot be told
 * where it ends. */
static gboolean
copy_item (Reader *reader, GString *out)
{
  guint64 number;
  Piece name, value;

  if (!take_atom (reader, &name))
    return FALSE;
  if (take_char (reader, '['))
    return is_word (&name, "BODY") ? copy_section (reader, out) : FALSE;
  skip_spaces (reader);
  if (is_word (&name, "UID")) {
    if (!take_number (reader, &number))
      return FALSE;
    if (number > 0 && number <= G_MAXUINT32)
      g_string_append_printf (out, "UID %u", (guint32) number);
    return TRUE;
  }
  if (is_word (&name, "RFC822.SIZE")) {
    if (!take_number (reader, &number))
      return FALSE;
    g_string_append_printf (out, "RFC822.SIZE %u", (guint32) MIN (number, G_MAXUINT32));
    return TRUE;
  }
  if (is_word (&name, "FLAGS")) {
    g_string_append (out, "FLAGS ");
    return copy_flags (reader, out);
  }
  if (is_word (&name, "INTERNALDATE") && take_quoted (reader, &value)) {
    if (has_date_shape (&value))
      g_string_append_printf (out, "INTERNALDATE \"%.*s\"", (int) value.length, value.octets);
    return TRUE;
  }
  return skip_value (reader);
}

static gboolean
clean_fetch (Reader *reader, GString *out)
{
  /* The sequence number is never used. */
  g_string_append (out, "* 1 FETCH (");
  skip_spaces (reader);
  if (!take_char (reader, '('))
    return FALSE;
  while (TRUE) {
    gsize before = out->len;

    skip_spaces (reader);
    if (take_char (reader, ')'))
      break;
    if (before > strlen ("* 1 FETCH ("))
      g_string_append_c (out, ' ');
    before = out->len;
    if (!copy_item (reader, out))
      return FALSE;
    if (out->len == before && out->str[before - 1] == ' ')
      g_string_truncate (out, before - 1);
  }
  g_string_append_c (out, ')');
  return out->len > strlen ("* 1 FETCH ()");
}

static gboolean
clean_numbered (Reader *reader, guint64 number, GString *out)
{
  Piece word;

  skip_spaces (reader);
  if (!take_atom (reader, &word))
    return FALSE;
  if (is_word (&word, "FETCH"))
    return clean_fetch (reader, out);
  if (!is_word (&word, "EXISTS") || number > G_MAXUINT32)
    return FALSE;
  g_string_append_printf (out, "* %u EXISTS", (guint32) number);
  return TRUE;
}

GString *
safi_imap_guard_clean (const char *response, gsize length)
{
  Reader reader = { response, response + length };
  g_autoptr (GString) out = g_string_sized_new (length + 64);
  gboolean wanted = FALSE;
  guint64 number;
  Piece word;

  skip_spaces (&reader);
  if (!take_atom (&reader, &word))
    return NULL;
  if (read_number (&word, &number))
    wanted = clean_numbered (&reader, number, out);
  else if (is_word (&word, "LIST") || is_word (&word, "XLIST"))
    wanted = clean_list (&reader, out);
  else if (is_word (&word, "STATUS"))
    wanted = clean_status (&reader, out);
  else if (is_word (&word, "SEARCH"))
    wanted = clean_search (&reader, out);
  if (!wanted)
    return NULL;
  g_string_append (out, "\r\n");
  return g_steal_pointer (&out);
}
