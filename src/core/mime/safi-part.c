/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mime/safi-part.h"

#include <string.h>

static void
clear_parameter (gpointer data)
{
  SafiParameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->value);
}

static GArray *
new_parameters (void)
{
  GArray *parameters = g_array_new (FALSE, FALSE, sizeof (SafiParameter));

  g_array_set_clear_func (parameters, clear_parameter);
  return parameters;
}

SafiPart *
safi_part_new (void)
{
  SafiPart *self = g_new0 (SafiPart, 1);

  self->parameters = new_parameters ();
  self->disposition_names = new_parameters ();
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_part_free);
  return self;
}

void
safi_part_free (SafiPart *self)
{
  if (self == NULL)
    return;
  g_free (self->type);
  g_free (self->encoding);
  g_free (self->disposition);
  g_array_unref (self->parameters);
  g_array_unref (self->disposition_names);
  g_ptr_array_unref (self->children);
  g_free (self);
}

/* Line ends and NUL would break the header that is made of it. */
static char *
copy_plain (const char *octets, gsize length)
{
  GString *copy = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (octets[i] != '\r' && octets[i] != '\n' && octets[i] != '\0')
      g_string_append_c (copy, octets[i]);
  return g_string_free (copy, FALSE);
}

gboolean
safi_part_add_parameter (GArray *parameters, const char *name, const char *value, gsize length)
{
  SafiParameter parameter;

  if (parameters->len >= SAFI_PART_FIELDS_MAX || strlen (name) > SAFI_PART_OCTETS_MAX ||
      length > SAFI_PART_OCTETS_MAX)
    return FALSE;
  parameter.name = g_ascii_strdown (name, -1);
  parameter.value = copy_plain (value, length);
  g_array_append_val (parameters, parameter);
  return TRUE;
}

static const char *
skip_blanks (const char *at)
{
  return at + strspn (at, " \t");
}

/* Reads the value at @at, in quotes or not. Returns: the place behind it. */
static const char *
read_value (const char *at, GString *value)
{
  if (*at != '"') {
    const gsize length = strcspn (at, "; \t");

    g_string_append_len (value, at, (gssize) length);
    return at + length;
  }
  for (at++; *at != '\0' && *at != '"'; at++) {
    if (*at == '\\' && at[1] != '\0')
      at++;
    g_string_append_c (value, *at);
  }
  return *at == '"' ? at + 1 : at;
}

char *
safi_part_read_field (const char *value, GArray *parameters)
{
  const gsize length = strcspn (value, ";");
  g_autofree char *word = g_strstrip (g_ascii_strdown (value, (gssize) length));
  const char *at = value + length;

  while (*at == ';') {
    const char *start = skip_blanks (at + 1);
    const gsize name_length = strcspn (start, "=; \t");
    g_autofree char *name = g_strndup (start, name_length);
    g_autoptr (GString) text = g_string_new (NULL);

    at = skip_blanks (start + name_length);
    if (*at == '=') {
      at = read_value (skip_blanks (at + 1), text);
      if (name_length == 0 || !safi_part_add_parameter (parameters, name, text->str, text->len))
        break;
    }
    at += strcspn (at, ";");
  }
  return g_steal_pointer (&word);
}

static const char *
find_parameter (GArray *parameters, const char *name)
{
  for (guint i = 0; i < parameters->len; i++) {
    const SafiParameter *parameter = &g_array_index (parameters, SafiParameter, i);

    if (g_str_equal (parameter->name, name))
      return parameter->value;
  }
  return NULL;
}

const char *
safi_part_get_parameter (const SafiPart *self, const char *name)
{
  return find_parameter (self->parameters, name);
}

gboolean
safi_part_is (const SafiPart *self, const char *prefix)
{
  return g_str_has_prefix (self->type, prefix);
}

gboolean
safi_part_is_container (const SafiPart *self)
{
  return self->children->len > 0;
}

gboolean
safi_part_is_attached (const SafiPart *self)
{
  return g_strcmp0 (self->disposition, "attachment") == 0;
}

static gboolean
has_beginning (GArray *parameters, const char *name)
{
  for (guint i = 0; i < parameters->len; i++)
    if (g_str_has_prefix (g_array_index (parameters, SafiParameter, i).name, name))
      return TRUE;
  return FALSE;
}

gboolean
safi_part_has_name (const SafiPart *self)
{
  return has_beginning (self->disposition_names, "filename") ||
         has_beginning (self->parameters, "name");
}
