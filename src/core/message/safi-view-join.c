/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/message/safi-view.h"

#define BOUNDARY_DIGITS 32 /* of a digest: nobody can write a text that holds its own */

typedef struct {
  GString *out;
  const GArray *plan;
  GPtrArray *parts;
  char *boundary; /* of inner containers, before the number of each */
  guint n_containers;
  SafiUnseen unseen;
} Join;

/* What a server adds where nothing was said (RFC 2045, 5.2 and 6.1) says nothing; and containers
 * get boundaries of our own. */
static gboolean
is_said (const SafiParameter *parameter)
{
  return !g_str_equal (parameter->name, "boundary") &&
         !(g_str_equal (parameter->name, "charset") &&
           g_ascii_strcasecmp (parameter->value, "us-ascii") == 0);
}

static gboolean
is_encoded (const SafiPart *part)
{
  return part->encoding != NULL && !g_str_equal (part->encoding, "7bit") &&
         !g_str_equal (part->encoding, "8bit") && !g_str_equal (part->encoding, "binary");
}

static void
add_fields (GString *out, const GArray *parameters)
{
  for (guint i = 0; i < parameters->len; i++) {
    const SafiParameter *parameter = &g_array_index (parameters, SafiParameter, i);

    if (!is_said (parameter))
      continue;
    g_string_append_printf (out, ";\r\n %s=\"", parameter->name);
    for (const char *at = parameter->value; *at != '\0'; at++) {
      if (*at == '"' || *at == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *at);
    }
    g_string_append_c (out, '"');
  }
}

/* @boundary: (nullable): for a container. @size: (RFC 2183, 2.7) octets decoded; 0: not told. */
static void
add_part_header (GString *out, const SafiPart *part, const char *boundary, guint64 size)
{
  g_string_append_printf (out, "Content-Type: %s", part->type);
  if (boundary != NULL)
    g_string_append_printf (out, ";\r\n boundary=\"%s\"", boundary);
  add_fields (out, part->parameters);
  g_string_append (out, "\r\n");
  if (is_encoded (part))
    g_string_append_printf (out, "Content-Transfer-Encoding: %s\r\n", part->encoding);
  if (part->has_id)
    g_string_append (out, "Content-ID: <part>\r\n");
  if (part->disposition != NULL || size > 0) {
    g_string_append_printf (out, "Content-Disposition: %s",
                            part->disposition != NULL ? part->disposition : "inline");
    add_fields (out, part->disposition_names);
    if (size > 0)
      g_string_append_printf (out, ";\r\n size=%" G_GUINT64_FORMAT, size);
    g_string_append (out, "\r\n");
  }
  g_string_append (out, "\r\n");
}

/* Returns: (nullable): what was fetched of @part. */
static GBytes *
find_octets (Join *join, const SafiPart *part)
{
  for (guint i = 0; i < join->plan->len; i++)
    if (g_array_index (join->plan, SafiWanted, i).part == part)
      return join->parts->pdata[i];
  return NULL;
}

/* Half a line, or half a character, says something else than the whole one. */
static gsize
find_end (const SafiPart *part, const char *octets, gsize length)
{
  const char *line;

  if (length >= part->octets || g_strcmp0 (part->encoding, "base64") == 0)
    return length;
  line = memrchr (octets, '\n', length);
  return line != NULL ? (gsize) (line + 1 - octets) : length;
}

static void
add_octets (Join *join, const SafiPart *part)
{
  GBytes *fetched = find_octets (join, part);
  gsize length = 0;
  const char *octets = fetched != NULL ? g_bytes_get_data (fetched, &length) : NULL;

  if (length < part->octets)
    join->unseen |= safi_view_unseen_of (part) | SAFI_UNSEEN_FORM;
  if (length > 0)
    g_string_append_len (join->out, octets, (gssize) find_end (part, octets, length));
}

static guint64
estimate_size (const SafiPart *part)
{
  return g_strcmp0 (part->encoding, "base64") == 0 ? part->octets / 4 * 3 : part->octets;
}

static void
add_leaf (Join *join, const SafiPart *part)
{
  const gboolean is_seen = find_octets (join, part) != NULL;

  add_part_header (join->out, part, NULL, is_seen ? 0 : estimate_size (part));
  add_octets (join, part);
}

/* SAFI_PART_DEPTH_MAX deep at most. */
static void
add_children (Join *join, const SafiPart *part, const char *boundary)
{
  for (guint i = 0; i < part->children->len; i++) {
    const SafiPart *child = part->children->pdata[i];

    g_string_append_printf (join->out, "--%s\r\n", boundary);
    if (safi_part_is_container (child)) {
      g_autofree char *inner = g_strdup_printf ("%s.%u", join->boundary, ++join->n_containers);

      add_part_header (join->out, child, inner, 0);
      add_children (join, child, inner);
    } else {
      add_leaf (join, child);
    }
    g_string_append (join->out, "\r\n");
  }
  g_string_append_printf (join->out, "--%s--\r\n", boundary);
}

static char *
make_boundary (GPtrArray *parts)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < parts->len; i++) {
    gsize length = 0;
    const guchar *octets = NULL;

    if (parts->pdata[i] != NULL)
      octets = g_bytes_get_data (parts->pdata[i], &length);
    g_checksum_update (sum, octets, (gssize) length);
  }
  return g_strndup (g_checksum_get_string (sum), BOUNDARY_DIGITS);
}

static gboolean
ends_in_blank_line (const GString *header)
{
  return g_str_has_suffix (header->str, "\n\r\n") || g_str_has_suffix (header->str, "\n\n") ||
         g_str_equal (header->str, "\r\n") || g_str_equal (header->str, "\n");
}

/* A header that was cut ends with its last whole line. */
static void
end_header (GString *header)
{
  const char *line = memrchr (header->str, '\n', header->len);

  if (line != NULL)
    g_string_truncate (header, (gsize) (line + 1 - header->str));
  g_string_append (header, "\r\n");
}

static void
add_body (Join *join, const SafiPart *root)
{
  g_autoptr (SafiPart) own = NULL;

  if (!safi_part_is_container (root)) {
    add_octets (join, root);
    return;
  }
  own = safi_part_new_from_header (join->out->str, join->out->len);
  join->boundary = make_boundary (join->parts);
  join->unseen |= SAFI_UNSEEN_FORM;
  if (!ends_in_blank_line (join->out))
    g_string_append (join->out, "\r\n");
  add_children (join, root, safi_part_get_parameter (own, "boundary"));
}

SafiSeen
safi_view_join (SafiView view,
                GBytes *header,
                const SafiPart *root,
                const GArray *plan,
                GPtrArray *parts)
{
  gsize length;
  const char *octets = g_bytes_get_data (header, &length);
  Join join = { .out = g_string_new_len (octets, (gssize) length), .plan = plan, .parts = parts };

  if (safi_view_get_fields (view) != NULL)
    join.unseen |= SAFI_UNSEEN_FIELDS | SAFI_UNSEEN_FORM;
  if (length >= safi_view_get_header_max (view) && !ends_in_blank_line (join.out)) {
    end_header (join.out);
    join.unseen |= SAFI_UNSEEN_FIELDS | SAFI_UNSEEN_FORM;
  }
  if (root != NULL)
    add_body (&join, root);
  else
    join.unseen |= SAFI_UNSEEN_ALL;
  g_free (join.boundary);
  return (SafiSeen){ g_string_free_to_bytes (join.out), join.unseen };
}
