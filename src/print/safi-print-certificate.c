/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/safi-print-private.h"
#include "words/teaching/safi-words-class.h"

/* In points. */
#define FRAME_GAP 12.0 /* from the margin out to a frame */
#define FRAMES_APART 6.0
#define TEXT_WIDTH 430.0
#define TITLE_TOP 120.0
#define NAME_TOP 290.0 /* of the line below the name */
#define DID_TOP (NAME_TOP + 60)
#define FOOT_TOP 690.0 /* of the lines below day and signature */
#define FOOT_WIDTH 190.0
#define LINE_GAP 6.0 /* between a line and what stands below and above it */

#define TITLE_SIZE 44.0
#define NAME_SIZE 28.0
#define SCORE_SIZE 24.0
#define DID_SIZE 18.0
#define TEXT_SIZE 16.0
#define FOOT_SIZE 14.0
#define PURPOSE_SIZE 11.0 /* below a line */
#define SIZE_MIN 7.0

#define TEXT_START ((SAFI_PRINT_INNER_WIDTH - TEXT_WIDTH) / 2)

/* In the middle of @width, as large as it can be in @n_lines. Returns: (transfer full). */
static PangoLayout *
make_text (SafiPrintDocument *self,
           const char *text,
           double size,
           gboolean is_bold,
           double width,
           int n_lines)
{
  PangoLayout *layout = safi_print_text_new (self, text, size, is_bold, width, TRUE);

  while (pango_layout_get_line_count (layout) > n_lines && size > SIZE_MIN) {
    g_object_unref (layout);
    layout = safi_print_text_new (self, text, --size, is_bold, width, TRUE);
  }
  safi_print_text_center (layout);
  return layout;
}

/* Returns: where it ends. */
static double
put_text (SafiPrintDocument *self,
          const char *text,
          double size,
          gboolean is_bold,
          int n_lines,
          double top)
{
  g_autoptr (PangoLayout) layout = make_text (self, text, size, is_bold, TEXT_WIDTH, n_lines);

  safi_print_put_text (self, layout, TEXT_START, top);
  return top + safi_print_text_get_height (layout);
}

/* A line to write on, what stands on it, and what it is for. */
static void
put_line (SafiPrintDocument *self,
          const char *text,
          SafiCertificateText purpose,
          double size,
          double start,
          double top,
          double width)
{
  g_autoptr (PangoLayout) above = make_text (self, text, size, TRUE, width, 1);
  g_autoptr (PangoLayout) below =
      make_text (self, safi_words_certificate_text (purpose), PURPOSE_SIZE, FALSE, width, 1);

  safi_print_put_text (self, above, start, top - LINE_GAP - safi_print_text_get_height (above));
  safi_print_put_box (self, start, top, width, 0, 0);
  safi_print_put_text (self, below, start, top + LINE_GAP);
}

/* Outside of the margin by @gap. */
static void
put_frame (SafiPrintDocument *self, double gap)
{
  safi_print_put_box (self, -gap, SAFI_PRINT_MARGIN - gap, SAFI_PRINT_INNER_WIDTH + 2 * gap,
                      SAFI_PRINT_HEIGHT - 2 * (SAFI_PRINT_MARGIN - gap), 0);
}

static void
put_scores (SafiPrintDocument *self, const SafiPracticeScore *score)
{
  g_autofree char *caught = safi_words_certificate_caught (score);
  g_autofree char *kept = safi_words_certificate_kept (score);
  double end = put_text (self, safi_words_certificate_text (SAFI_CERTIFICATE_DID), DID_SIZE, FALSE,
                         3, DID_TOP);

  end = put_text (self, caught, SCORE_SIZE, TRUE, 1, end + 50);
  end = put_text (self, kept, SCORE_SIZE, TRUE, 1, end + 14);
  put_text (self, safi_words_certificate_text (SAFI_CERTIFICATE_BOTH_COUNT), TEXT_SIZE, FALSE, 2,
            end + 24);
}

SafiPrintDocument *
safi_print_certificate_new (const char *name, const SafiPracticeScore *score)
{
  SafiPrintDocument *self =
      safi_print_document_new (safi_words_certificate_text (SAFI_CERTIFICATE_TITLE));
  g_autofree char *day = safi_words_certificate_day (score->time);

  safi_print_page_add (self, NULL, NULL);
  put_frame (self, FRAME_GAP);
  put_frame (self, FRAME_GAP + FRAMES_APART);
  put_text (self, self->title, TITLE_SIZE, TRUE, 2, TITLE_TOP);
  put_line (self, name, SAFI_CERTIFICATE_NAME, NAME_SIZE, TEXT_START, NAME_TOP, TEXT_WIDTH);
  put_scores (self, score);
  put_line (self, day, SAFI_CERTIFICATE_DATE, FOOT_SIZE, TEXT_START, FOOT_TOP, FOOT_WIDTH);
  put_line (self, "", SAFI_CERTIFICATE_SIGNATURE, FOOT_SIZE,
            SAFI_PRINT_INNER_WIDTH - TEXT_START - FOOT_WIDTH, FOOT_TOP, FOOT_WIDTH);
  return self;
}
