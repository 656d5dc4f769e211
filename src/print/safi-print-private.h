/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <librsvg/rsvg.h>
#include <pango/pangocairo.h>

#include "print/safi-print.h"

G_BEGIN_DECLS

/* A document is pages of marks, each at its place. Places are counted from the side where a line of
 * the document's language starts, and from the top; lengths are points. */

struct _SafiPrintDocument {
  char *title;
  char *language; /* "pt-BR" */
  char *source;   /* (nullable): at the foot of each page, if Safibox did not write it */
  gboolean is_rtl;
  PangoContext *context;
  GPtrArray *pages; /* (element-type GPtrArray): of SafiPrintMark */
};

typedef enum {
  SAFI_PRINT_MARK_TEXT,
  SAFI_PRINT_MARK_BOX,
  SAFI_PRINT_MARK_RULE,
  SAFI_PRINT_MARK_ICON,
} SafiPrintMarkKind;

/* Places are those on paper, from the left. */
typedef struct {
  SafiPrintMarkKind kind;
  double x, y, width, height, radius;
  PangoLayout *text; /* (nullable) */
  RsvgHandle *icon;  /* (nullable) */
} SafiPrintMark;

#define SAFI_PRINT_INNER_WIDTH (SAFI_PRINT_WIDTH - 2 * SAFI_PRINT_MARGIN)

/* Of tips and messages to practise with. */
#define SAFI_PRINT_LICENSE "CC0 1.0"

/* Where what a page says must end: the source stands below. */
#define SAFI_PRINT_BOTTOM (SAFI_PRINT_HEIGHT - SAFI_PRINT_MARGIN - 18)

/* Sizes are tried from the largest down in steps of this. */
#define SAFI_PRINT_SCALE_STEP 0.05
#define SAFI_PRINT_SCALE_MIN 0.1

SafiPrintDocument *safi_print_document_new (const char *title);

/* Begins a page; @license (nullable) of what Safibox wrote and @number (nullable) stand small at
 * its foot. */
void safi_print_page_add (SafiPrintDocument *self, const char *license, const char *number);

/* Text of so many points. @breaks_words: where a word is wider than @width, else it stands out.
 * Lines start where those of the document do. Returns: (transfer full). */
PangoLayout *safi_print_text_new (SafiPrintDocument *self,
                                  const char *text,
                                  double size,
                                  gboolean is_bold,
                                  double width,
                                  gboolean breaks_words);
/* Makes it as narrow as it can be without another line, so that no word hangs alone. */
void safi_print_text_balance (PangoLayout *text);
/* Lines stand in the middle of its width. */
void safi_print_text_center (PangoLayout *text);
double safi_print_text_get_height (PangoLayout *text);
/* Of the longest line. */
double safi_print_text_get_width (PangoLayout *text);
/* Whether no line is wider than the text was to be. */
gboolean safi_print_text_fits (PangoLayout *text);

/* All below put something on the newest page. */
/* @text: (transfer none). */
void safi_print_put_text (SafiPrintDocument *self, PangoLayout *text, double start, double top);
void safi_print_put_box (SafiPrintDocument *self,
                         double start,
                         double top,
                         double width,
                         double height,
                         double radius);
void safi_print_put_rule (SafiPrintDocument *self, double start, double top, double height);
/* The symbolic icon @name of the desktop, in black, or that of all tips. */
void safi_print_put_icon (SafiPrintDocument *self,
                          const char *name,
                          double start,
                          double top,
                          double size);

/* Returns: (transfer full): never NULL. */
RsvgHandle *safi_print_icon_load (const char *name);

/* Names the language of what reads the PDF @octets aloud. FALSE with @error set if it is not
 * written as cairo does. */
gboolean safi_print_pdf_name_language (GByteArray *octets,
                                       const char *language,
                                       gboolean is_rtl,
                                       GError **error);

G_END_DECLS
