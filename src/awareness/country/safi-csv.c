/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/country/safi-csv.h"

#include <string.h>

static gboolean
fail (SafiCsv *self, const char *fault, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "line %u: %s", self->line, fault);
  return FALSE;
}

gboolean
safi_csv_init (SafiCsv *self, GBytes *octets, GError **error)
{
  gsize length;
  const char *start = g_bytes_get_data (octets, &length);

  *self = (SafiCsv){ start, start + length, 1, 0, g_bytes_ref (octets) };
  if (length > SAFI_CSV_OCTETS_MAX)
    return fail (self, "the file is too large", error);
  if (!g_utf8_validate_len (start, length, NULL))
    return fail (self, "the file is not UTF-8", error);
  return TRUE;
}

void
safi_csv_clear (SafiCsv *self)
{
  g_clear_pointer (&self->octets, g_bytes_unref);
}

static gboolean
is_line_end (SafiCsv *self)
{
  return self->at == self->end || *self->at == '\n' || *self->at == '\r';
}

static void
skip_line_end (SafiCsv *self)
{
  if (self->at < self->end && *self->at == '\r')
    self->at++;
  if (self->at < self->end && *self->at == '\n')
    self->at++;
}

/* Between quotes; @self stands behind the first one. FALSE: the second one is missing. */
static gboolean
read_quoted (SafiCsv *self, GString *field)
{
  for (; self->at < self->end && field->len <= SAFI_CSV_FIELD_OCTETS_MAX; self->at++) {
    if (*self->at == '"') {
      if (self->at + 1 == self->end || self->at[1] != '"') {
        self->at++;
        return TRUE;
      }
      self->at++;
    }
    g_string_append_c (field, *self->at);
  }
  return field->len > SAFI_CSV_FIELD_OCTETS_MAX;
}

/* FALSE: a quote where none may stand. */
static gboolean
read_plain (SafiCsv *self, GString *field)
{
  for (; !is_line_end (self) && *self->at != ','; self->at++) {
    if (*self->at == '"')
      return FALSE;
    if (field->len <= SAFI_CSV_FIELD_OCTETS_MAX)
      g_string_append_c (field, *self->at);
  }
  return TRUE;
}

gboolean
safi_csv_is_plain (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    const gunichar c = g_utf8_get_char (text);
    const GUnicodeType type = g_unichar_type (c);

    if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
        type == G_UNICODE_PARAGRAPH_SEPARATOR || type == G_UNICODE_PRIVATE_USE ||
        (type == G_UNICODE_FORMAT && c != 0x200c && c != 0x200d))
      return FALSE; /* the two joiners are letters' business in Persian and Hindi */
  }
  return TRUE;
}

static gboolean
read_field (SafiCsv *self, GPtrArray *fields, GError **error)
{
  g_autoptr (GString) field = g_string_new (NULL);
  const gboolean is_quoted = self->at < self->end && *self->at == '"';

  if (is_quoted)
    self->at++;
  if (!(is_quoted ? read_quoted (self, field) : read_plain (self, field)))
    return fail (self, "a quote too many or too few", error);
  if (field->len > SAFI_CSV_FIELD_OCTETS_MAX)
    return fail (self, "a field is too long", error);
  if (strlen (field->str) < field->len || !safi_csv_is_plain (field->str))
    return fail (self, "a character that may not stand in a field", error);
  if (!is_line_end (self) && *self->at != ',')
    return fail (self, "something stands behind a quoted field", error);
  g_ptr_array_add (fields, g_string_free (g_steal_pointer (&field), FALSE));
  return TRUE;
}

GPtrArray *
safi_csv_read (SafiCsv *self, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);

  if (self->at == self->end)
    return NULL;
  if (self->n_records++ >= SAFI_CSV_RECORDS_MAX) {
    fail (self, "too many records", error);
    return NULL;
  }
  while (read_field (self, fields, error)) {
    if (is_line_end (self)) {
      skip_line_end (self);
      self->line++;
      return g_steal_pointer (&fields);
    }
    self->at++;
    if (fields->len == SAFI_CSV_FIELDS_MAX) {
      fail (self, "too many fields", error);
      break;
    }
  }
  return NULL;
}

gboolean
safi_csv_is_empty (GPtrArray *record)
{
  for (guint i = 0; i < record->len; i++)
    if (*(const char *) record->pdata[i] != '\0')
      return FALSE;
  return TRUE;
}
