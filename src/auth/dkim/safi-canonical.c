/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-canonical.h"

#include <string.h>

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* Returns the place behind a line end that begins at @at (@at itself if none does). */
static const char *
skip_line_end (const char *at, const char *end)
{
  if (at < end && *at == '\r')
    return at + 1 < end && at[1] == '\n' ? at + 2 : at + 1;
  return at < end && *at == '\n' ? at + 1 : at;
}

/* Returns the end of the value without line ends at its end. */
static const char *
find_value_end (const SafiHeaderField *field)
{
  const char *end = field->value + field->value_length;

  while (end > field->value && (end[-1] == '\r' || end[-1] == '\n'))
    end--;
  return end;
}

static void
add_simple (const SafiHeaderField *field, GString *header)
{
  const char *at = field->name, *end = find_value_end (field);

  while (at < end) {
    const char *start = at;

    while (at < end && *at != '\r' && *at != '\n')
      at++;
    g_string_append_len (header, start, at - start);
    if (at < end)
      g_string_append (header, "\r\n");
    at = skip_line_end (at, end);
  }
}

static void
add_relaxed (const SafiHeaderField *field, GString *header)
{
  const char *at = field->value, *end = find_value_end (field);
  gboolean has_blank = FALSE;
  gsize start;

  for (gsize i = 0; i < field->name_length; i++)
    g_string_append_c (header, g_ascii_tolower (field->name[i]));
  g_string_append_c (header, ':');
  start = header->len;
  for (; at < end; at++) {
    if (is_blank (*at)) {
      has_blank = TRUE;
      continue;
    }
    if (*at == '\r' || *at == '\n')
      continue;
    if (has_blank && header->len > start)
      g_string_append_c (header, ' ');
    has_blank = FALSE;
    g_string_append_c (header, *at);
  }
}

void
safi_canonical_add_field (SafiCanonical canonical, const SafiHeaderField *field, GString *header)
{
  if (canonical == SAFI_CANONICAL_SIMPLE)
    add_simple (field, header);
  else
    add_relaxed (field, header);
}

/* TRUE if the tag that begins at @at and whose "=" is at @equals is b=. */
static gboolean
is_signature_tag (const char *at, const char *equals)
{
  while (at < equals && g_ascii_isspace (*at))
    at++;
  while (at < equals && g_ascii_isspace (equals[-1]))
    equals--;
  return equals - at == 1 && *at == 'b';
}

void
safi_canonical_add_signature_field (SafiCanonical canonical,
                                    const SafiHeaderField *field,
                                    GString *header)
{
  g_autoptr (GString) copy = g_string_new_len (field->name, field->value - field->name);
  const char *at = field->value, *end = field->value + field->value_length;
  SafiHeaderField emptied = { .name_length = field->name_length };

  while (at < end) {
    const char *semicolon = memchr (at, ';', (gsize) (end - at));
    const char *tag_end = semicolon != NULL ? semicolon + 1 : end;
    const char *equals = memchr (at, '=', (gsize) (tag_end - at));

    if (equals != NULL && is_signature_tag (at, equals)) {
      g_string_append_len (copy, at, equals + 1 - at);
      at = semicolon != NULL ? semicolon : end;
    }
    g_string_append_len (copy, at, tag_end - at);
    at = tag_end;
  }
  emptied.name = copy->str;
  emptied.value = copy->str + (field->value - field->name);
  emptied.value_length = copy->len - (gsize) (field->value - field->name);
  safi_canonical_add_field (canonical, &emptied, header);
}

void
safi_canonical_body_init (SafiCanonicalBody *self,
                          SafiCanonical canonical,
                          SafiCanonicalSink sink,
                          gpointer user_data)
{
  *self = (SafiCanonicalBody){ .canonical = canonical, .sink = sink, .user_data = user_data };
}

static void
flush (SafiCanonicalBody *self)
{
  if (self->n_buffered > 0)
    self->sink (self->buffer, self->n_buffered, self->user_data);
  self->n_buffered = 0;
}

static void
put (SafiCanonicalBody *self, const char *octets, gsize length)
{
  if (self->n_buffered + length > sizeof self->buffer)
    flush (self);
  if (length > sizeof self->buffer) {
    self->sink (octets, length, self->user_data);
    return;
  }
  memcpy (self->buffer + self->n_buffered, octets, length);
  self->n_buffered += length;
}

/* What was held back counts, because something follows it. */
static void
release (SafiCanonicalBody *self)
{
  for (; self->n_line_ends > 0; self->n_line_ends--)
    put (self, "\r\n", 2);
  if (self->has_blank)
    put (self, " ", 1);
  self->has_blank = FALSE;
}

static void
end_line (SafiCanonicalBody *self)
{
  self->has_blank = FALSE;
  self->n_line_ends++;
}

/* Returns the end of the run of octets that count as they are. One blank between two others does,
 * too, in both forms. */
static const char *
find_run_end (const SafiCanonicalBody *self, const char *start, const char *end)
{
  gboolean is_relaxed = self->canonical == SAFI_CANONICAL_RELAXED;
  const char *at = start;

  for (; at < end; at++) {
    if ((guchar) *at > ' ')
      continue;
    if (*at == '\r' || *at == '\n')
      break;
    if (is_relaxed && is_blank (*at) &&
        (*at == '\t' || at == start || at + 1 == end || (guchar) at[1] <= ' '))
      break;
  }
  return at;
}

/* Takes one octet that ends lines or is white space. */
static void
take_special (SafiCanonicalBody *self, char c)
{
  if (c == '\n') {
    self->is_repaired |= !self->after_cr;
    self->after_cr = FALSE;
    end_line (self);
    return;
  }
  if (self->after_cr) { /* CR alone */
    self->is_repaired = TRUE;
    end_line (self);
  }
  self->after_cr = c == '\r';
  if (c != '\r')
    self->has_blank = TRUE;
}

static void
take_run (SafiCanonicalBody *self, const char *at, const char *end)
{
  if (self->after_cr) {
    self->is_repaired = TRUE;
    self->after_cr = FALSE;
    end_line (self);
  }
  release (self);
  put (self, at, (gsize) (end - at));
  self->has_text = TRUE;
}

void
safi_canonical_body_update (SafiCanonicalBody *self, const char *octets, gsize length)
{
  const char *at = octets, *end = octets + length;

  while (at < end) {
    const char *run_end = find_run_end (self, at, end);

    if (run_end > at)
      take_run (self, at, run_end);
    if (run_end < end)
      take_special (self, *run_end++);
    at = run_end;
  }
}

void
safi_canonical_body_finish (SafiCanonicalBody *self)
{
  if (self->after_cr) {
    self->is_repaired = TRUE;
    end_line (self);
  }
  self->has_blank = FALSE;
  self->after_cr = FALSE;
  self->n_line_ends = self->has_text || self->canonical == SAFI_CANONICAL_SIMPLE ? 1 : 0;
  release (self);
  flush (self);
}
