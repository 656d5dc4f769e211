/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/safi-view.h"

static const struct {
  const char *word;
  gsize limit; /* octets */
} views[] = {
  [SAFI_VIEW_HEADER] = { "header", SAFI_VIEW_HEADER_MAX },
  [SAFI_VIEW_BACKLOG] = { "backlog", SAFI_VIEW_BACKLOG_MAX },
  [SAFI_VIEW_LIVE] = { "live", SAFI_VIEW_LIVE_MAX },
  [SAFI_VIEW_WHOLE] = { "whole", SAFI_VIEW_WHOLE_MAX },
};

gsize
safi_view_get_limit (SafiView view)
{
  return views[view].limit;
}

GBytes *
safi_view_of (GBytes *whole, SafiView view)
{
  if (g_bytes_get_size (whole) <= views[view].limit)
    return g_bytes_ref (whole);
  return g_bytes_new_from_bytes (whole, 0, views[view].limit);
}

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
