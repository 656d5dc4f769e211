/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/message/safi-view.h"

#include <string.h>

/* As safi-reading-parts.c reads them: a text with hardly a word of its own only carries others. */
#define SHORT_TEXT 2000 /* octets as sent, which may be HTML */
#define ATTACHED_TEXTS_MAX 3

/* What a part is to somebody who reads the message. */
typedef enum {
  KIND_PLAIN,
  KIND_CALENDAR,
  KIND_HTML,
  KIND_REPORT,  /* what a server says of a message that it could not deliver */
  KIND_MESSAGE, /* one within this one, or its header */
  KIND_FILE,    /* of which the inside tells something */
  KIND_OTHER,   /* pictures, sound */
  N_KINDS,
} Kind;

typedef struct {
  SafiView view;
  GArray *wanted;
  gboolean has_html;
  guint64 shown;    /* octets of texts that are shown */
  guint n_attached; /* texts */
  guint n_of[N_KINDS];
  gsize left; /* octets that may still be read */
} Plan;

static void
clear_wanted (gpointer data)
{
  g_free (((SafiWanted *) data)->path);
}

static Kind
find_kind (const SafiPart *part, gboolean is_seen)
{
  if (safi_part_is (part, "message/rfc822") || safi_part_is (part, "message/global") ||
      safi_part_is (part, "text/rfc822-headers"))
    return KIND_MESSAGE;
  if (safi_part_is (part, "message/"))
    return KIND_REPORT;
  if (safi_part_is (part, "image/") || safi_part_is (part, "audio/") ||
      safi_part_is (part, "video/") || safi_part_is (part, "font/"))
    return KIND_OTHER;
  if (!is_seen)
    return KIND_FILE;
  if (safi_part_is (part, "text/html") || safi_part_is (part, "application/xhtml"))
    return KIND_HTML;
  if (safi_part_is (part, "text/calendar"))
    return KIND_CALENDAR;
  if (safi_part_is (part, "text/plain") ||
      (safi_part_is (part, "text/") && !safi_part_has_name (part)))
    return KIND_PLAIN;
  return KIND_FILE;
}

SafiUnseen
safi_view_unseen_of (const SafiPart *part)
{
  switch (find_kind (part, !safi_part_is_attached (part))) {
  case KIND_FILE:
    return SAFI_UNSEEN_FILE | (safi_part_is (part, "text/") ? SAFI_UNSEEN_TEXT : 0);
  case KIND_OTHER:
    return 0;
  default:
    return SAFI_UNSEEN_TEXT;
  }
}

/* How many octets of a part of that kind are read, the first of its kind or a later one. */
static gsize
get_limit (const Plan *plan, Kind kind)
{
  const gboolean is_first = plan->n_of[kind] == 0;

  switch (plan->view) {
  case SAFI_VIEW_BACKLOG:
    if (kind == KIND_PLAIN && plan->has_html)
      return 0;
    return is_first && kind < KIND_FILE ? SAFI_VIEW_BACKLOG_PART : 0;
  case SAFI_VIEW_SPARING:
    return is_first && kind < KIND_FILE ? SAFI_VIEW_SPARING_PART : 0;
  case SAFI_VIEW_LIVE:
    return is_first && kind < KIND_FILE ? SAFI_VIEW_LIVE_PART : 0;
  case SAFI_VIEW_PARTS:
    return kind < KIND_OTHER ? SAFI_VIEW_PARTS_PART : 0;
  case SAFI_VIEW_HEADER:
  case SAFI_VIEW_BEGINNING:
  case SAFI_VIEW_WHOLE:
    break;
  }
  return 0;
}

static void
add_wanted (Plan *plan, const SafiPart *part, const char *path, gsize limit)
{
  const SafiWanted wanted = { part, g_strdup (path), MIN (limit, plan->left) };

  if (wanted.limit == 0 || part->octets == 0) {
    g_free (wanted.path);
    return;
  }
  plan->left -= MIN (wanted.limit, part->octets);
  g_array_append_val (plan->wanted, wanted);
}

static void
add_leaf (Plan *plan, const SafiPart *part, const char *path)
{
  const Kind kind = find_kind (part, !safi_part_is_attached (part));

  if (kind <= KIND_HTML)
    plan->shown += part->octets;
  add_wanted (plan, part, path, get_limit (plan, kind));
  plan->n_of[kind]++;
}

/* Of the renditions of a text people see the HTML one: for old mail it is enough. */
static void
note_html (Plan *plan, const SafiPart *part, const char *path)
{
  plan->has_html |= find_kind (part, !safi_part_is_attached (part)) == KIND_HTML;
}

static void
add_attached (Plan *plan, const SafiPart *part, const char *path)
{
  const Kind kind = find_kind (part, TRUE);

  if (!safi_part_is_attached (part) || kind > KIND_HTML || plan->n_attached >= ATTACHED_TEXTS_MAX)
    return;
  plan->n_of[kind] = 0;
  plan->n_attached++;
  add_wanted (plan, part, path, get_limit (plan, kind));
}

typedef void (*AddFunc) (Plan *plan, const SafiPart *part, const char *path);

/* @path: of the container; "" for the outermost. SAFI_PART_DEPTH_MAX deep at most. */
static void
add_parts (Plan *plan, const SafiPart *part, const char *path, AddFunc add)
{
  for (guint i = 0; i < part->children->len; i++) {
    g_autofree char *below = g_strdup_printf ("%s%s%u", path, *path != '\0' ? "." : "", i + 1);
    const SafiPart *child = part->children->pdata[i];

    if (safi_part_is_container (child))
      add_parts (plan, child, below, add);
    else
      add (plan, child, below);
  }
}

static void
add_root (Plan *plan, const SafiPart *root, AddFunc add)
{
  if (safi_part_is_container (root))
    add_parts (plan, root, "", add);
  else
    add (plan, root, "1");
}

/* The header's own word of what the message is must be the server's too: both are read. */
static gboolean
fits (GBytes *header, const SafiPart *root)
{
  gsize length;
  const char *octets = g_bytes_get_data (header, &length);
  g_autoptr (SafiPart) own = safi_part_new_from_header (octets, length);
  const char *boundary = safi_part_get_parameter (own, "boundary");

  if (!safi_part_is_container (root))
    return !safi_part_is (own, "multipart/") && !safi_part_is (root, "multipart/");
  return g_str_equal (own->type, root->type) && boundary != NULL && *boundary != '\0';
}

/* Where hardly any text is shown, one that is only attached is the message. */
GArray *
safi_view_plan (SafiView view, GBytes *header, const SafiPart *root)
{
  Plan plan = { .view = view, .left = SAFI_VIEW_WHOLE_MAX };

  if (!fits (header, root))
    return NULL;
  plan.wanted = g_array_new (FALSE, FALSE, sizeof (SafiWanted));
  g_array_set_clear_func (plan.wanted, clear_wanted);
  add_root (&plan, root, note_html);
  add_root (&plan, root, add_leaf);
  if (plan.shown < SHORT_TEXT && view != SAFI_VIEW_PARTS)
    add_root (&plan, root, add_attached);
  return plan.wanted;
}
