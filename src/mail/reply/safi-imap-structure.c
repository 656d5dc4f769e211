/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reply/safi-imap-structure.h"

#include <string.h>

typedef struct {
  SafiImapReader *reader;
  guint count; /* parts */
} Structure;

/* Parts hold parts: this is the one recursion, SAFI_PART_DEPTH_MAX deep at most. */
static SafiPart *read_body (Structure *self, guint depth);

static gboolean
take_char (Structure *self, char wanted)
{
  safi_imap_reader_skip_spaces (self->reader);
  return safi_imap_reader_take_char (self->reader, wanted);
}

static gboolean
is_at (Structure *self, char wanted)
{
  safi_imap_reader_skip_spaces (self->reader);
  return self->reader->at < self->reader->end && *self->reader->at == wanted;
}

static gboolean
skip (Structure *self)
{
  return safi_imap_reader_skip_value (self->reader);
}

/* Returns: (transfer full): a quoted string without its escapes. */
static GString *
unescape (const SafiImapPiece *piece)
{
  GString *text = g_string_sized_new (piece->length);

  for (gsize i = 0; i < piece->length; i++) {
    if (piece->octets[i] == '\\' && i + 1 < piece->length)
      i++;
    g_string_append_c (text, piece->octets[i]);
  }
  return text;
}

/* Reads a string, or an atom in its place. Returns: (transfer full) (nullable): NULL for NIL;
 * *@ret_is_broken is set if none stands there. */
static GString *
take_text (Structure *self, gboolean *ret_is_broken)
{
  SafiImapPiece piece;

  safi_imap_reader_skip_spaces (self->reader);
  if (safi_imap_reader_take_quoted (self->reader, &piece))
    return unescape (&piece);
  if (safi_imap_reader_take_literal (self->reader, &piece))
    return g_string_new_len (piece.octets, (gssize) piece.length);
  if (!safi_imap_reader_take_atom (self->reader, &piece))
    *ret_is_broken = TRUE;
  else if (!safi_imap_piece_is (&piece, "NIL"))
    return g_string_new_len (piece.octets, (gssize) piece.length);
  return NULL;
}

/* Returns: (transfer full) (nullable): lower case, without line ends. */
static char *
take_word (Structure *self, gboolean *ret_is_broken)
{
  g_autoptr (GString) text = take_text (self, ret_is_broken);

  if (text == NULL)
    return NULL;
  if (text->len > SAFI_PART_OCTETS_MAX || strpbrk (text->str, "\r\n;\"") != NULL ||
      strlen (text->str) != text->len)
    *ret_is_broken = TRUE;
  return g_ascii_strdown (text->str, -1);
}

/* ("name" "value" …) or NIL; the value may be NIL too (Mail.ru). */
static gboolean
read_parameters (Structure *self, GArray *parameters)
{
  gboolean is_broken = FALSE;

  if (!take_char (self, '('))
    return skip (self);
  while (!take_char (self, ')')) {
    g_autofree char *name = take_word (self, &is_broken);
    g_autoptr (GString) value = is_broken ? NULL : take_text (self, &is_broken);

    if (is_broken || (name != NULL && value != NULL &&
                      !safi_part_add_parameter (parameters, name, value->str, value->len)))
      return FALSE;
  }
  return TRUE;
}

/* ("attachment" ("filename" "x")) or NIL. */
static gboolean
read_disposition (Structure *self, SafiPart *part)
{
  gboolean is_broken = FALSE;

  if (!take_char (self, '('))
    return skip (self);
  part->disposition = take_word (self, &is_broken);
  if (is_broken || (!is_at (self, ')') && !read_parameters (self, part->disposition_names)))
    return FALSE;
  while (!take_char (self, ')'))
    if (!skip (self))
      return FALSE;
  return TRUE;
}

/* Steps over what is left of a part, reading the disposition, which stands behind @n_before other
 * values. */
static gboolean
read_extensions (Structure *self, SafiPart *part, guint n_before)
{
  for (guint i = 0; !take_char (self, ')'); i++)
    if (i == n_before ? !read_disposition (self, part) : !skip (self))
      return FALSE;
  return TRUE;
}

static gboolean
read_container (Structure *self, SafiPart *part, guint depth)
{
  gboolean is_broken = FALSE;
  g_autofree char *subtype = NULL;

  while (is_at (self, '(')) {
    SafiPart *child = read_body (self, depth + 1);

    if (child == NULL)
      return FALSE;
    g_ptr_array_add (part->children, child);
  }
  subtype = take_word (self, &is_broken);
  part->type = g_strconcat ("multipart/", subtype != NULL ? subtype : "mixed", NULL);
  if (is_broken)
    return FALSE;
  if (!is_at (self, ')') && !read_parameters (self, part->parameters))
    return FALSE;
  return read_extensions (self, part, 0);
}

/* Values of a part without parts that come before its extensions: of a message its envelope, body
 * and lines; of a text its lines; and the digest, which is an extension. */
static guint
count_before (const SafiPart *part)
{
  if (g_str_equal (part->type, "message/rfc822") || g_str_equal (part->type, "message/global"))
    return 4;
  return safi_part_is (part, "text/") ? 2 : 1;
}

static gboolean
read_leaf (Structure *self, SafiPart *part)
{
  gboolean is_broken = FALSE;
  g_autofree char *type = take_word (self, &is_broken);
  g_autofree char *subtype = is_broken ? NULL : take_word (self, &is_broken);
  g_autoptr (GString) id = NULL;

  part->type = g_strconcat (type != NULL ? type : "application", "/",
                            subtype != NULL ? subtype : "octet-stream", NULL);
  if (is_broken || !read_parameters (self, part->parameters))
    return FALSE;
  id = take_text (self, &is_broken);
  part->has_id = id != NULL;
  if (is_broken || !skip (self))
    return FALSE;
  part->encoding = take_word (self, &is_broken);
  safi_imap_reader_skip_spaces (self->reader);
  if (is_broken || !safi_imap_reader_take_number (self->reader, &part->octets))
    return FALSE;
  return read_extensions (self, part, count_before (part));
}

static SafiPart *
read_body (Structure *self, guint depth)
{
  g_autoptr (SafiPart) part = NULL;

  if (++self->count > SAFI_PART_COUNT_MAX || depth > SAFI_PART_DEPTH_MAX || !take_char (self, '('))
    return NULL;
  part = safi_part_new ();
  if (is_at (self, '(') ? !read_container (self, part, depth) : !read_leaf (self, part))
    return NULL;
  return g_steal_pointer (&part);
}

SafiPart *
safi_imap_structure_read (SafiImapReader *reader)
{
  Structure self = { reader, 0 };

  return read_body (&self, 0);
}
