/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/message/safi-view.h"

#include "core/mime/safi-header-field.h"

/* Of old mail: who wrote to whom by which way, what providers said of it, and what MIME needs. Not
 * the signatures, which are most of a header and cannot be compressed. */
static const char *const fields[] = {
  "From",
  "To",
  "Cc",
  "Subject",
  "Date",
  "Message-ID",
  "Reply-To",
  "Sender",
  "Return-Path",
  "Received",
  "List-Unsubscribe",
  "List-Id",
  "Authentication-Results",
  "Received-SPF",
  "Content-Type",
  "Content-Transfer-Encoding",
  "Content-Disposition",
  "X-Mailer",
  "User-Agent",
  "In-Reply-To",
  "References",
  "Precedence",
  "X-Spam-Status",
  "X-Spam-Flag",
  NULL,
};

static const struct {
  const char *word;
  gsize estimate;   /* octets of a message */
  gsize header_max; /* octets */
  gboolean has_all_fields;
  gboolean has_parts;
} views[] = {
  [SAFI_VIEW_HEADER] = { "header", 4 * 1024, SAFI_VIEW_FIELDS_MAX, FALSE, FALSE },
  [SAFI_VIEW_BACKLOG] = { "backlog", 8 * 1024, SAFI_VIEW_FIELDS_MAX, FALSE, TRUE },
  [SAFI_VIEW_SPARING] = { "sparing", 20 * 1024, SAFI_VIEW_HEADER_MAX, TRUE, TRUE },
  [SAFI_VIEW_LIVE] = { "live", 64 * 1024, SAFI_VIEW_HEADER_MAX, TRUE, TRUE },
  [SAFI_VIEW_PARTS] = { "parts", SAFI_VIEW_WHOLE_MAX, SAFI_VIEW_HEADER_MAX, TRUE, TRUE },
  [SAFI_VIEW_BEGINNING] = { "beginning", SAFI_VIEW_BEGINNING_MAX, SAFI_VIEW_BEGINNING_MAX, TRUE,
                            FALSE },
  [SAFI_VIEW_WHOLE] = { "whole", SAFI_VIEW_WHOLE_MAX, SAFI_VIEW_WHOLE_MAX, TRUE, FALSE },
};

const char *
safi_view_to_word (SafiView view)
{
  return views[view].word;
}

gboolean
safi_view_from_word (const char *word, SafiView *ret_view)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (views[i].word, word) == 0) {
      *ret_view = (SafiView) i;
      return TRUE;
    }
  return FALSE;
}

gsize
safi_view_get_estimate (SafiView view)
{
  return views[view].estimate;
}

gboolean
safi_view_is_raw (SafiView view)
{
  return view >= SAFI_VIEW_BEGINNING;
}

gboolean
safi_view_has_parts (SafiView view)
{
  return views[view].has_parts;
}

gsize
safi_view_get_header_max (SafiView view)
{
  return views[view].header_max;
}

const char *const *
safi_view_get_fields (SafiView view)
{
  return views[view].has_all_fields ? NULL : fields;
}

void
safi_seen_clear (SafiSeen *self)
{
  g_clear_pointer (&self->octets, g_bytes_unref);
}

/* Returns: where it stands in the list; -1: it is not read. */
static int
find_wanted (const SafiHeaderField *field)
{
  for (int i = 0; fields[i] != NULL; i++)
    if (safi_header_field_is (field, fields[i]))
      return i;
  return -1;
}

/* Returns: (transfer full): what a server answers to HEADER.FIELDS with those names. */
static GBytes *
pick_fields (const char *octets, gsize length)
{
  GString *picked = g_string_new (NULL);
  SafiHeaderField field;
  SafiHeaderIter iter;

  safi_header_iter_init (&iter, octets, length);
  while (safi_header_iter_next (&iter, &field))
    if (find_wanted (&field) >= 0)
      g_string_append_len (picked, field.name, iter.at - field.name);
  g_string_append (picked, "\r\n");
  return g_string_free_to_bytes (picked);
}

GBytes *
safi_view_cut (GBytes *octets, gsize max)
{
  return g_bytes_new_from_bytes (octets, 0, MIN (g_bytes_get_size (octets), max));
}

GBytes *
safi_view_pick (SafiView view, GBytes *whole)
{
  gsize length;
  const char *octets = g_bytes_get_data (whole, &length);
  g_autoptr (GBytes) header = NULL;
  SafiHeaderField field;
  SafiHeaderIter iter;

  safi_header_iter_init (&iter, octets, length);
  while (safi_header_iter_next (&iter, &field))
    ;
  if (safi_view_get_fields (view) == NULL)
    header = g_bytes_new_from_bytes (whole, 0, (gsize) (iter.at - octets));
  else
    header = pick_fields (octets, length);
  return safi_view_cut (header, safi_view_get_header_max (view));
}

gboolean
safi_view_proves_order (SafiView view, GBytes *whole)
{
  gsize length;
  const char *octets = g_bytes_get_data (whole, &length);
  gboolean has_turned_list = FALSE, has_turned_names = FALSE, has_others = FALSE;
  guint n_received = 0;
  int before = -1;
  SafiHeaderField field;
  SafiHeaderIter iter;

  if (length == 0 || safi_view_get_fields (view) == NULL)
    return FALSE;
  safi_header_iter_init (&iter, octets, length);
  while (safi_header_iter_next (&iter, &field)) {
    const int at = find_wanted (&field);

    has_others |= at < 0 && before >= 0;
    if (at < 0)
      continue;
    n_received += safi_header_field_is (&field, "Received");
    has_turned_list |= at < before;
    has_turned_names |= before >= 0 && g_ascii_strcasecmp (fields[at], fields[before]) < 0;
    before = at;
  }
  return has_turned_list && has_turned_names && has_others && n_received > 1;
}

/* Returns: (transfer full) (element-type GBytes). */
static GPtrArray *
take_parts (GBytes *whole, const GArray *plan)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char *octets = g_bytes_get_data (whole, NULL);

  for (guint i = 0; i < plan->len; i++) {
    const SafiWanted *wanted = &g_array_index (plan, SafiWanted, i);

    g_ptr_array_add (parts, g_bytes_new_from_bytes (whole, (gsize) (wanted->part->body - octets),
                                                    MIN (wanted->part->octets, wanted->limit)));
  }
  return parts;
}

static SafiSeen
take_raw (GBytes *whole, SafiView view)
{
  g_autoptr (GBytes) octets = safi_view_cut (whole, safi_view_get_header_max (view));

  return safi_view_take_raw (octets, g_bytes_get_size (octets) == g_bytes_get_size (whole));
}

SafiSeen
safi_view_take_raw (GBytes *octets, gboolean is_all)
{
  return (SafiSeen){ g_bytes_ref (octets), is_all ? 0 : SAFI_UNSEEN_ALL };
}

SafiSeen
safi_view_of (GBytes *whole, SafiView view)
{
  gsize length;
  const char *octets = g_bytes_get_data (whole, &length);
  g_autoptr (SafiPart) root = NULL;
  g_autoptr (GBytes) header = NULL;
  g_autoptr (GArray) plan = NULL;
  g_autoptr (GPtrArray) parts = NULL;

  if (safi_view_is_raw (view) || length == 0)
    return take_raw (whole, safi_view_is_raw (view) ? view : SAFI_VIEW_BEGINNING);
  header = safi_view_pick (view, whole);
  if (!safi_view_has_parts (view))
    return safi_view_join (view, header, NULL, NULL, NULL);
  root = safi_part_find (octets, length);
  plan = root != NULL ? safi_view_plan (view, header, root) : NULL;
  if (plan == NULL)
    return take_raw (whole, SAFI_VIEW_BEGINNING);
  parts = take_parts (whole, plan);
  return safi_view_join (view, header, root, plan, parts);
}

SafiMessage *
safi_view_read (GBytes *whole, SafiView view)
{
  g_auto (SafiSeen) seen = safi_view_of (whole, view);

  return safi_message_new_seen (seen.octets, g_bytes_get_size (whole), seen.unseen);
}
