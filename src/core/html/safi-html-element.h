/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SAFI_HTML_VOID = 1 << 0,      /* has no content and no end tag */
  SAFI_HTML_BLOCK = 1 << 1,     /* begins and ends a line */
  SAFI_HTML_PARAGRAPH = 1 << 2, /* has a blank line before and after it */
  SAFI_HTML_CELL = 1 << 3,      /* stands beside the one before it */
  SAFI_HTML_TABLE_PART = 1 << 4,
} SafiHtmlElementFlags;

/* Returns 0 for elements that only change the style of text. */
SafiHtmlElementFlags safi_html_element_get_flags (const char *name);

/* TRUE if an open element @open ends where @next begins, though no end tag says so (HTML Standard,
 * 13.1.2.4). */
gboolean safi_html_element_is_ended_by (const char *open, const char *next);

/* TRUE if the search for the element that @name ends stops at an open element @open. */
gboolean safi_html_element_is_barrier (const char *open, const char *name);

G_END_DECLS
