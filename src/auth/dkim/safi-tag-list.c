/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-tag-list.h"

#include <string.h>

typedef struct {
  char *name;
  char *value;
} Tag;

struct _SafiTagList {
  GArray *tags; /* (element-type Tag) */
};

static void
clear_tag (gpointer data)
{
  Tag *tag = data;

  g_free (tag->name);
  g_free (tag->value);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Draws both ends in to what is not blank. */
static void
trim (const char **start, const char **end)
{
  while (*start < *end && is_blank (**start))
    (*start)++;
  while (*start < *end && is_blank ((*end)[-1]))
    (*end)--;
}

static gboolean
is_name (const char *at, const char *end)
{
  if (at == end || !g_ascii_isalpha (*at))
    return FALSE;
  for (; at < end; at++)
    if (!g_ascii_isalnum (*at) && *at != '_')
      return FALSE;
  return TRUE;
}

static gboolean
is_value (const char *at, const char *end)
{
  for (; at < end; at++)
    if (!is_blank (*at) && ((guchar) *at < ' ' || *at == 127))
      return FALSE;
  return TRUE;
}

/* Reads "name = value" between @at and @end and appends it. */
static gboolean
add_tag (SafiTagList *self, const char *at, const char *end)
{
  const char *equals = memchr (at, '=', (gsize) (end - at));
  const char *name = at, *name_end = equals;
  const char *value = equals != NULL ? equals + 1 : end, *value_end = end;
  Tag tag;

  if (equals == NULL || self->tags->len == SAFI_TAG_LIST_TAGS_MAX)
    return FALSE;
  trim (&name, &name_end);
  trim (&value, &value_end);
  if (!is_name (name, name_end) || !is_value (value, value_end))
    return FALSE;
  tag.name = g_strndup (name, (gsize) (name_end - name));
  if (safi_tag_list_get (self, tag.name) != NULL) {
    g_free (tag.name);
    return FALSE;
  }
  tag.value = g_strndup (value, (gsize) (value_end - value));
  g_array_append_val (self->tags, tag);
  return TRUE;
}

SafiTagList *
safi_tag_list_new (const char *text, gsize length)
{
  g_autoptr (SafiTagList) self = g_new0 (SafiTagList, 1);
  const char *at = text, *end = text + length;

  self->tags = g_array_new (FALSE, FALSE, sizeof (Tag));
  g_array_set_clear_func (self->tags, clear_tag);
  trim (&at, &end);
  while (at < end) {
    const char *semicolon = memchr (at, ';', (gsize) (end - at));
    const char *tag_end = semicolon != NULL ? semicolon : end;

    if (!add_tag (self, at, tag_end))
      return NULL;
    at = semicolon != NULL ? semicolon + 1 : end;
  }
  return g_steal_pointer (&self);
}

void
safi_tag_list_free (SafiTagList *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tags);
  g_free (self);
}

const char *
safi_tag_list_get (const SafiTagList *self, const char *name)
{
  for (guint i = 0; i < self->tags->len; i++) {
    const Tag *tag = &g_array_index (self->tags, Tag, i);

    if (g_str_equal (tag->name, name))
      return tag->value;
  }
  return NULL;
}

const char *
safi_tag_list_get_first_name (const SafiTagList *self)
{
  return self->tags->len > 0 ? g_array_index (self->tags, Tag, 0).name : NULL;
}

GBytes *
safi_tag_decode_base64 (const char *value)
{
  g_autofree char *packed = g_malloc (strlen (value) + 1);
  gsize n = 0, n_signs, length;
  guchar *octets;

  for (; *value != '\0'; value++)
    if (!is_blank (*value))
      packed[n++] = *value;
  packed[n] = '\0';
  n_signs = strspn (packed, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  if (n % 4 != 0 || n - n_signs > 2 || strspn (packed + n_signs, "=") != n - n_signs)
    return NULL;
  octets = g_base64_decode (packed, &length);
  return g_bytes_new_take (octets, length);
}

GPtrArray *
safi_tag_split_colons (const char *value, guint max, gboolean may_be_empty)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *at = value;

  for (;;) {
    const char *colon = strchr (at, ':');
    const char *start = at, *end = colon != NULL ? colon : at + strlen (at);

    trim (&start, &end);
    if (parts->len == max || (start == end && !may_be_empty))
      return NULL;
    if (start < end)
      g_ptr_array_add (parts, g_ascii_strdown (start, end - start));
    if (colon == NULL)
      return g_steal_pointer (&parts);
    at = colon + 1;
  }
}

gboolean
safi_tag_read_number (const char *value, guint max_digits, guint64 *ret_number)
{
  gsize length = strlen (value);
  guint64 number = 0;

  if (length == 0 || length > max_digits || strspn (value, "0123456789") != length)
    return FALSE;
  for (; *value != '\0'; value++) {
    guint digit = (guint) (*value - '0');

    number = number > (G_MAXUINT64 - digit) / 10 ? G_MAXUINT64 : number * 10 + digit;
  }
  *ret_number = number;
  return TRUE;
}
