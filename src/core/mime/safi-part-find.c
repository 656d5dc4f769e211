/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/mime/safi-header-field.h"
#include "core/mime/safi-mime-part.h"
#include "core/mime/safi-part.h"

/* Parts hold parts: this is the one recursion, SAFI_PART_DEPTH_MAX deep at most. */
static SafiPart *
find_part (const char *octets, gsize length, const char *fallback, guint depth, guint *count);

static void
read_field (SafiPart *self, const SafiHeaderField *field)
{
  g_autoptr (GString) value = safi_header_field_unfold (field, 4 * SAFI_PART_OCTETS_MAX);

  if (self->type == NULL && safi_header_field_is (field, "Content-Type") &&
      strchr (value->str, '/') != NULL)
    self->type = safi_part_read_field (value->str, self->parameters);
  else if (self->disposition == NULL && safi_header_field_is (field, "Content-Disposition"))
    self->disposition = safi_part_read_field (value->str, self->disposition_names);
  else if (self->encoding == NULL && safi_header_field_is (field, "Content-Transfer-Encoding"))
    self->encoding = g_ascii_strdown (value->str, -1);
  else if (safi_header_field_is (field, "Content-ID"))
    self->has_id = TRUE;
}

static void
read_fields (SafiPart *self, const char *octets, gsize length, const char *fallback)
{
  SafiHeaderField field;
  SafiHeaderIter iter;

  safi_header_iter_init (&iter, octets, length);
  while (safi_header_iter_next (&iter, &field))
    if (g_ascii_strncasecmp (field.name, "Content-", MIN (field.name_length, 8)) == 0)
      read_field (self, &field);
  if (self->type == NULL)
    self->type = g_strdup (fallback);
}

static gboolean
add_children (SafiPart *self, SafiMimeSplit *split, guint depth, guint *count)
{
  const char *fallback = safi_part_is (self, "multipart/digest") ? "message/rfc822" : "text/plain";
  const char *octets;
  gsize length;

  while (safi_mime_split_next (split, &octets, &length)) {
    SafiPart *child = find_part (octets, length, fallback, depth + 1, count);

    if (child == NULL)
      return FALSE;
    g_ptr_array_add (self->children, child);
  }
  return self->children->len > 0;
}

static SafiPart *
find_part (const char *octets, gsize length, const char *fallback, guint depth, guint *count)
{
  g_autoptr (SafiPart) self = NULL;
  g_auto (SafiMimePart) part = { 0 };
  g_auto (SafiMimeSplit) split = { 0 };

  if (++*count > SAFI_PART_COUNT_MAX || depth > SAFI_PART_DEPTH_MAX)
    return NULL;
  self = safi_part_new ();
  read_fields (self, octets, length, fallback);
  safi_mime_part_init (&part, octets, length, fallback);
  self->body = part.body;
  if (!safi_part_is (self, "multipart/"))
    self->octets = part.length;
  else if (!safi_mime_split_init (&split, &part) || !add_children (self, &split, depth, count))
    return NULL;
  return g_steal_pointer (&self);
}

SafiPart *
safi_part_new_from_header (const char *octets, gsize length)
{
  SafiPart *self = safi_part_new ();

  read_fields (self, octets, length, "text/plain");
  return self;
}

SafiPart *
safi_part_find (const char *octets, gsize length)
{
  guint count = 0;

  return find_part (octets, length, "text/plain", 0, &count);
}
