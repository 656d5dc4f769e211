/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mime/safi-header-field.h"

#include <string.h>

#include <gmime/gmime.h>

#include "core/base/safi-message-values.h"
#include "core/mime/safi-encoded-words.h"
#include "core/text/safi-charset.h"
#include "core/text/safi-text.h"

#define FIELD_NAME_OCTETS_MAX 200

/* Returns the place behind the line that begins at @at. */
static const char *
skip_line (const char *at, const char *end)
{
  const char *line_end = memchr (at, '\n', (gsize) (end - at));

  return line_end != NULL ? line_end + 1 : end;
}

/* TRUE for the line that the mbox format puts before a message, also where it was quoted. */
static gboolean
is_mbox_line (const char *at, const char *end)
{
  if (at < end && *at == '>')
    at++;
  return end - at >= 5 && memcmp (at, "From ", 5) == 0;
}

void
safi_header_iter_init (SafiHeaderIter *self, const char *octets, gsize length)
{
  self->at = octets;
  self->end = octets + length;
}

/* Returns: (nullable): the colon, if a field begins at @at (RFC 5322, 3.6.8, and blanks before the
 * colon as in 4.5). */
static const char *
find_colon (const char *at, const char *end)
{
  const char *start = at;

  while (at < end && at - start <= FIELD_NAME_OCTETS_MAX && *at > ' ' && *at < 127 && *at != ':')
    at++;
  if (at == start)
    return NULL;
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  return at < end && *at == ':' ? at : NULL;
}

static gboolean
is_blank_line (const char *at, const char *end)
{
  return *at == '\n' || (*at == '\r' && (at + 1 == end || at[1] == '\n'));
}

gboolean
safi_header_iter_next (SafiHeaderIter *self, SafiHeaderField *ret_field)
{
  const char *colon, *line;

  while (self->at < self->end && is_mbox_line (self->at, self->end))
    self->at = skip_line (self->at, self->end);
  if (self->at == self->end)
    return FALSE;
  if (is_blank_line (self->at, self->end)) {
    self->at = skip_line (self->at, self->end);
    return FALSE;
  }
  colon = find_colon (self->at, self->end);
  if (colon == NULL)
    return FALSE;
  ret_field->name = self->at;
  ret_field->name_length = (gsize) (colon - self->at);
  while (ret_field->name_length > 0 && ret_field->name[ret_field->name_length - 1] <= ' ')
    ret_field->name_length--;
  line = skip_line (colon, self->end);
  while (line < self->end && (*line == ' ' || *line == '\t'))
    line = skip_line (line, self->end);
  self->at = line;
  ret_field->value = colon + 1;
  if (line > colon + 1 && line[-1] == '\n')
    line--;
  ret_field->value_length = (gsize) (line - ret_field->value);
  return TRUE;
}

gsize
safi_header_measure (const char *octets, gsize length)
{
  SafiHeaderIter iter;
  SafiHeaderField field;

  safi_header_iter_init (&iter, octets, length);
  while (safi_header_iter_next (&iter, &field))
    continue;
  return (gsize) (iter.at - octets);
}

gboolean
safi_header_field_is (const SafiHeaderField *field, const char *name)
{
  return strlen (name) == field->name_length &&
         g_ascii_strncasecmp (field->name, name, field->name_length) == 0;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* Appends the octets from @at to @end, but no CR, LF or NUL. */
static void
append_line (GString *value, const char *at, const char *end)
{
  while (at < end) {
    const char *start = at;

    while (at < end && *at != '\r' && *at != '\n' && *at != '\0')
      at++;
    g_string_append_len (value, start, at - start);
    at++;
  }
}

GString *
safi_header_field_unfold (const SafiHeaderField *field, gsize max)
{
  GString *value = g_string_sized_new (MIN (field->value_length, max));
  const char *at = field->value;
  const char *end = at + field->value_length;

  while (at < end && (is_blank (*at) || *at == '\r' || *at == '\n' || *at == '\0'))
    at++;
  append_line (value, at, end);
  g_string_truncate (value, MIN (value->len, max));
  while (value->len > 0 && is_blank (value->str[value->len - 1]))
    g_string_truncate (value, value->len - 1);
  return value;
}

char *
safi_header_field_decode (const SafiHeaderField *field)
{
  g_autoptr (GString) raw = safi_header_field_unfold (field, SAFI_MESSAGE_HEADER_OCTETS_MAX);
  g_autofree char *text = safi_charset_guess (raw->str, raw->len);
  g_autofree char *parted = NULL;
  g_autofree char *decoded = NULL;

  if (strstr (text, "=?") == NULL)
    return g_steal_pointer (&text);
  parted = safi_encoded_words_part (text);
  decoded = g_mime_utils_header_decode_text (NULL, parted);
  return safi_text_make_valid (decoded, -1);
}

char *
safi_header_field_format_date (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);

  return g_mime_utils_header_format_date (date);
}
