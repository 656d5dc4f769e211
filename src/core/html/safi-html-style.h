/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/html/safi-html-sheet.h"

G_BEGIN_DECLS

#define SAFI_COLOUR_UNKNOWN (-1)     /* a picture, a gradient, or set by a style sheet */
#define SAFI_COLOUR_TRANSPARENT (-2) /* of letters: whatever is behind them */

/* What an element inherits and its attributes change, as far as it decides what is seen. */
typedef struct {
  gboolean is_hidden; /* with all that is in it */
  gboolean is_tiny;   /* letters too small to see, until an element within sets its own size */
  gint32 colour;      /* 0xrrggbb or SAFI_COLOUR_UNKNOWN */
  gint32 background;  /* 0xrrggbb or SAFI_COLOUR_UNKNOWN */
} SafiHtmlStyle;

/* Black on white, shown. */
SafiHtmlStyle safi_html_style_default (void);

/* Applies what the attributes of @tag say. @sheet: what the document's style sheets hide; if they
 * set backgrounds, those of elements with a class or id are not known. */
void
safi_html_style_apply (SafiHtmlStyle *self, const SafiHtmlToken *tag, const SafiHtmlSheet *sheet);

/* Applies declarations in lower case: "display:none; color:#fff". */
void safi_html_style_declare (SafiHtmlStyle *self, const char *declarations);

/* TRUE if text in this style cannot be seen: hidden, or of the colour of its background. */
gboolean safi_html_style_hides (const SafiHtmlStyle *self);

G_END_DECLS
