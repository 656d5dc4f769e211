/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reply/safi-imap-guard.h"

#include <string.h>

#include "mail/reply/safi-imap-reader.h"

/* Copies a list of flags, leaving out what is no flag, such as a lone backslash. */
static gboolean
copy_flags (SafiImapReader *reader, GString *out)
{
  if (!safi_imap_reader_take_char (reader, '('))
    return FALSE;
  g_string_append_c (out, '(');
  while (TRUE) {
    gboolean is_system;
    SafiImapPiece flag;

    safi_imap_reader_skip_spaces (reader);
    if (safi_imap_reader_take_char (reader, ')'))
      break;
    is_system = safi_imap_reader_take_char (reader, '\\');
    if (safi_imap_reader_take_atom (reader, &flag)) {
      if (out->str[out->len - 1] != '(')
        g_string_append_c (out, ' ');
      g_string_append_printf (out, "%s", is_system ? "\\" : "");
      g_string_append_len (out, flag.octets, (gssize) flag.length);
    } else if (!is_system && !safi_imap_reader_take_char (reader, '*')) {
      return FALSE;
    }
  }
  g_string_append_c (out, ')');
  return TRUE;
}

static void
append_literal (GString *out, const SafiImapPiece *piece)
{
  g_string_append_printf (out, "{%" G_GSIZE_FORMAT "}\r\n", piece->length);
  g_string_append_len (out, piece->octets, (gssize) piece->length);
}

/* Copies a folder name: a quoted string, a literal or an atom that may hold "[", "]" and more. */
static gboolean
copy_name (SafiImapReader *reader, GString *out)
{
  const char *start = reader->at;
  SafiImapPiece name;

  if (safi_imap_reader_take_literal (reader, &name)) {
    if (name.length == 0 || memchr (name.octets, '\0', name.length) != NULL)
      return FALSE;
    append_literal (out, &name);
    return TRUE;
  }
  if (safi_imap_reader_take_quoted (reader, &name)) {
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
clean_list (SafiImapReader *reader, GString *out)
{
  SafiImapPiece delimiter;

  g_string_append (out, "* LIST ");
  safi_imap_reader_skip_spaces (reader);
  if (!copy_flags (reader, out))
    return FALSE;
  safi_imap_reader_skip_spaces (reader);
  if (safi_imap_reader_take_quoted (reader, &delimiter)) {
    if (delimiter.length == 0)
      g_string_append (out, " NIL ");
    else
      g_string_append_printf (out, " \"%.*s\" ", (int) delimiter.length, delimiter.octets);
    if (delimiter.length > 2 || (delimiter.length == 2 && delimiter.octets[0] != '\\'))
      return FALSE;
  } else if (safi_imap_reader_take_atom (reader, &delimiter) &&
             safi_imap_piece_is (&delimiter, "NIL")) {
    g_string_append (out, " NIL ");
  } else {
    return FALSE;
  }
  safi_imap_reader_skip_spaces (reader);
  return copy_name (reader, out);
}

static gboolean
clean_status (SafiImapReader *reader, GString *out)
{
  static const char *const wanted[] = { "MESSAGES", "UIDNEXT", "UIDVALIDITY" };

  g_string_append (out, "* STATUS ");
  safi_imap_reader_skip_spaces (reader);
  if (!copy_name (reader, out))
    return FALSE;
  safi_imap_reader_skip_spaces (reader);
  if (!safi_imap_reader_take_char (reader, '('))
    return FALSE;
  g_string_append (out, " (");
  while (TRUE) {
    guint64 number;
    SafiImapPiece word;

    safi_imap_reader_skip_spaces (reader);
    if (safi_imap_reader_take_char (reader, ')'))
      break;
    if (!safi_imap_reader_take_atom (reader, &word))
      return FALSE;
    safi_imap_reader_skip_spaces (reader);
    if (!safi_imap_reader_take_number (reader, &number) || number > G_MAXUINT32)
      continue;
    for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
      if (safi_imap_piece_is (&word, wanted[i]))
        g_string_append_printf (out, "%s%s %u", out->str[out->len - 1] == '(' ? "" : " ", wanted[i],
                                (guint32) number);
  }
  g_string_append_c (out, ')');
  /* libetpan wants at least one item. */
  return out->str[out->len - 2] != '(';
}

static gboolean
clean_search (SafiImapReader *reader, GString *out)
{
  guint64 number;

  g_string_append (out, "* SEARCH");
  while (safi_imap_reader_skip_spaces (reader), safi_imap_reader_take_number (reader, &number))
    if (number > 0 && number <= G_MAXUINT32)
      g_string_append_printf (out, " %u", (guint32) number);
  return TRUE;
}

static gboolean
clean_numbered (SafiImapReader *reader, guint64 number, GString *out)
{
  SafiImapPiece word;

  safi_imap_reader_skip_spaces (reader);
  if (!safi_imap_reader_take_atom (reader, &word))
    return FALSE;
  if (!safi_imap_piece_is (&word, "EXISTS") || number > G_MAXUINT32)
    return FALSE;
  g_string_append_printf (out, "* %u EXISTS", (guint32) number);
  return TRUE;
}

GString *
safi_imap_guard_clean (const char *response, gsize length)
{
  SafiImapReader reader = { response, response + length };
  g_autoptr (GString) out = g_string_sized_new (length + 64);
  gboolean wanted = FALSE;
  guint64 number;
  SafiImapPiece word;

  safi_imap_reader_skip_spaces (&reader);
  if (!safi_imap_reader_take_atom (&reader, &word))
    return NULL;
  if (safi_imap_piece_to_number (&word, &number))
    wanted = clean_numbered (&reader, number, out);
  else if (safi_imap_piece_is (&word, "LIST") || safi_imap_piece_is (&word, "XLIST"))
    wanted = clean_list (&reader, out);
  else if (safi_imap_piece_is (&word, "STATUS"))
    wanted = clean_status (&reader, out);
  else if (safi_imap_piece_is (&word, "SEARCH"))
    wanted = clean_search (&reader, out);
  if (!wanted)
    return NULL;
  g_string_append (out, "\r\n");
  return g_steal_pointer (&out);
}
