/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/html/safi-html-scanner.h"

G_BEGIN_DECLS

#define SAFI_HTML_SHEET_NAMES_MAX 64 /* hidden classes and ids remembered of one page */

/* What the style sheets of a page hide, as far as a class or an id alone decides it. */
typedef struct {
  char *names[SAFI_HTML_SHEET_NAMES_MAX]; /* owned: ".class" or "#id" */
  guint n_names;
  gboolean has_background; /* some rule sets a background */
} SafiHtmlSheet;

/* Adds the rules of one <style>. Rules for some screens or printers only are left out. */
void safi_html_sheet_read (SafiHtmlSheet *self, const char *css, gsize length);

/* TRUE if a rule hides the element that @tag opens. */
gboolean safi_html_sheet_hides (const SafiHtmlSheet *self, const SafiHtmlToken *tag);

void safi_html_sheet_clear (SafiHtmlSheet *self);

G_END_DECLS
