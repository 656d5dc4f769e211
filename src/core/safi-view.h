/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much of a message is fetched. Judging, teaching and eval read through one view, so that
 * accuracy is stated for what the product really sees. */
typedef enum {
  SAFI_VIEW_HEADER,  /* the header of nearly every message that a person sent */
  SAFI_VIEW_BACKLOG, /* header and the first few kilobytes */
  SAFI_VIEW_LIVE,    /* header and the text parts of nearly every message */
  SAFI_VIEW_WHOLE,   /* up to SAFI_VIEW_WHOLE_MAX */
} SafiView;

/* Octets of a message that each view reads at most. */
#define SAFI_VIEW_HEADER_MAX (4 * 1024)
#define SAFI_VIEW_BACKLOG_MAX (16 * 1024)
#define SAFI_VIEW_LIVE_MAX (64 * 1024)
#define SAFI_VIEW_WHOLE_MAX (1024 * 1024)

gsize safi_view_get_limit (SafiView view); /* octets */

/* Makes from a whole message exactly what a source fetches through @view.
 * Returns: (transfer full): @whole itself if it is short enough. */
GBytes *safi_view_of (GBytes *whole, SafiView view);

const char *safi_view_to_word (SafiView view); /* "header", "backlog" … */
gboolean safi_view_from_word (const char *word, SafiView *ret_view);

G_END_DECLS
