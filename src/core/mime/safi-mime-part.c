/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mime/safi-mime-part.h"

#include <string.h>

#include "core/mime/safi-address.h"
#include "core/mime/safi-header-field.h"
#include "core/text/safi-charset.h"
#include "core/text/safi-text.h"

#define CONTENT_FIELD_OCTETS_MAX 4096
#define FILE_NAME_OCTETS_MAX 1024
#define BOUNDARY_OCTETS_MAX 256 /* RFC 2046 allows 70 */

static char *
get_value (const SafiHeaderField *field)
{
  g_autoptr (GString) value = safi_header_field_unfold (field, CONTENT_FIELD_OCTETS_MAX);

  return safi_charset_guess (value->str, value->len);
}

static void
read_type (SafiMimePart *self, const char *value)
{
  g_autofree char *name = NULL;

  /* What cannot be understood is plain text (RFC 2045, 5.2). */
  self->type = g_mime_content_type_parse (NULL, strchr (value, '/') != NULL ? value : "text/plain");
  name = g_mime_content_type_get_mime_type (self->type);
  self->media_type = g_ascii_strdown (name, -1);
}

static void
read_field (SafiMimePart *self, const SafiHeaderField *field)
{
  g_autofree char *value = NULL;

  if (field->name_length < 8 || g_ascii_strncasecmp (field->name, "Content-", 8) != 0)
    return;
  if (safi_header_field_is (field, "Content-ID"))
    self->has_id = TRUE;
  value = get_value (field);
  if (self->type == NULL && safi_header_field_is (field, "Content-Type"))
    read_type (self, value);
  else if (self->disposition == NULL && safi_header_field_is (field, "Content-Disposition"))
    self->disposition = g_mime_content_disposition_parse (NULL, value);
  else if (self->encoding == NULL && safi_header_field_is (field, "Content-Transfer-Encoding"))
    self->encoding = g_steal_pointer (&value);
}

void
safi_mime_part_init (SafiMimePart *self, const char *octets, gsize length, const char *fallback)
{
  SafiHeaderField field;
  SafiHeaderIter iter;

  safi_address_start_gmime ();
  *self = (SafiMimePart){ 0 };
  safi_header_iter_init (&iter, octets, length);
  while (safi_header_iter_next (&iter, &field))
    read_field (self, &field);
  self->body = iter.at;
  self->length = (gsize) (octets + length - iter.at);
  if (self->type == NULL)
    read_type (self, fallback);
}

void
safi_mime_part_clear (SafiMimePart *self)
{
  g_clear_object (&self->type);
  g_clear_object (&self->disposition);
  g_clear_pointer (&self->encoding, g_free);
  g_clear_pointer (&self->media_type, g_free);
}

gboolean
safi_mime_part_is (const SafiMimePart *self, const char *prefix)
{
  return g_str_has_prefix (self->media_type, prefix);
}

gboolean
safi_mime_part_is_attached (const SafiMimePart *self)
{
  return self->disposition != NULL && g_mime_content_disposition_is_attachment (self->disposition);
}

char *
safi_mime_part_get_name (const SafiMimePart *self)
{
  const char *name = NULL;
  g_autofree char *valid = NULL;
  const char *end;

  if (self->disposition != NULL)
    name = g_mime_content_disposition_get_parameter (self->disposition, "filename");
  if (name == NULL)
    name = g_mime_content_type_get_parameter (self->type, "name");
  if (name == NULL || name[0] == '\0')
    return NULL;
  valid = safi_text_make_valid (name, -1);
  g_utf8_validate_len (valid, MIN (strlen (valid), FILE_NAME_OCTETS_MAX), &end);
  return g_strndup (valid, (gsize) (end - valid));
}

/* Returns the place behind the delimiter line that begins at @at, or NULL if none does (RFC 2046,
 * 5.1.1). @ret_is_last: it was the closing one. */
static const char *
match_delimiter (SafiMimeSplit *self, const char *at, gboolean *ret_is_last)
{
  gsize length = strlen (self->delimiter);

  if ((gsize) (self->end - at) < length || memcmp (at, self->delimiter, length) != 0)
    return NULL;
  at += length;
  *ret_is_last = self->end - at >= 2 && memcmp (at, "--", 2) == 0;
  if (*ret_is_last)
    at += 2;
  while (at < self->end && (*at == ' ' || *at == '\t' || *at == '\r'))
    at++;
  if (at < self->end && *at != '\n')
    return NULL;
  return at < self->end ? at + 1 : at;
}

/* Returns where the next delimiter line begins; the end if there is none. */
static const char *
find_delimiter (SafiMimeSplit *self, const char *at, const char **ret_behind, gboolean *ret_is_last)
{
  gsize length = strlen (self->delimiter);
  const char *start = at;

  while ((at = memmem (at, (gsize) (self->end - at), self->delimiter, length)) != NULL) {
    const char *behind = NULL;

    if (at == start || at[-1] == '\n')
      behind = match_delimiter (self, at, ret_is_last);
    if (behind != NULL) {
      *ret_behind = behind;
      return at;
    }
    at += length;
  }
  *ret_behind = self->end;
  *ret_is_last = TRUE;
  return self->end;
}

gboolean
safi_mime_split_init (SafiMimeSplit *self, const SafiMimePart *part)
{
  const char *boundary = g_mime_content_type_get_parameter (part->type, "boundary");
  const char *behind;
  gboolean is_last;

  *self = (SafiMimeSplit){ .at = part->body, .end = part->body + part->length };
  if (!safi_mime_part_is (part, "multipart/") || boundary == NULL || boundary[0] == '\0' ||
      strlen (boundary) > BOUNDARY_OCTETS_MAX)
    return FALSE;
  self->delimiter = g_strconcat ("--", boundary, NULL);
  if (find_delimiter (self, self->at, &behind, &is_last) == self->end)
    return FALSE;
  self->at = is_last ? self->end : behind;
  return TRUE;
}

gboolean
safi_mime_split_next (SafiMimeSplit *self, const char **ret_octets, gsize *ret_length)
{
  const char *start = self->at;
  const char *behind, *stop;
  gboolean is_last;

  if (start == self->end)
    return FALSE;
  stop = find_delimiter (self, start, &behind, &is_last);
  self->at = is_last ? self->end : behind;
  /* The line end before a delimiter belongs to it. */
  if (stop < self->end && stop > start)
    stop--;
  if (stop < self->end && stop > start && stop[-1] == '\r')
    stop--;
  *ret_octets = start;
  *ret_length = (gsize) (stop - start);
  return TRUE;
}

void
safi_mime_split_clear (SafiMimeSplit *self)
{
  g_clear_pointer (&self->delimiter, g_free);
}
