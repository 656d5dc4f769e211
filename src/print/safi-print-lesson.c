/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/safi-print-private.h"
#include "words/teaching/safi-words-lesson.h"

#define TITLE_SIZE 22.0
#define HEADING_SIZE 14.0
#define TEXT_SIZE 11.5
#define MINUTES_WIDTH 74.0
#define ITEM_INDENT 16.0
#define SAY_INDENT (MINUTES_WIDTH + 14)
#define KEPT_WITH_HEADING 60.0 /* points that must be left below one */
#define SCALE_MIN 0.7          /* of sizes and gaps, so that a long language has one page, too */

/* How a line of the plan is set, and what stands before it. */
typedef struct {
  double size;
  gboolean is_bold;
  double indent;
  double gap;
} Manner;

static const Manner manners[] = {
  [SAFI_LESSON_HEADING] = { HEADING_SIZE, TRUE, 0, 20 },
  [SAFI_LESSON_TEXT] = { TEXT_SIZE, FALSE, 0, 8 },
  [SAFI_LESSON_ITEM] = { TEXT_SIZE, FALSE, ITEM_INDENT, 6 },
  [SAFI_LESSON_STEP] = { TEXT_SIZE, FALSE, MINUTES_WIDTH, 10 },
  [SAFI_LESSON_SAY] = { TEXT_SIZE, FALSE, SAY_INDENT, 7 },
};

/* What stands before the text of a line: a dot, minutes, or a bar. */
static void
put_sign (SafiPrintDocument *self,
          const SafiLessonLine *line,
          double scale,
          double top,
          double height)
{
  g_autofree char *minutes = NULL;
  g_autoptr (PangoLayout) sign = NULL;

  if (line->kind == SAFI_LESSON_SAY) {
    safi_print_put_rule (self, MINUTES_WIDTH, top, height);
  } else if (line->kind == SAFI_LESSON_ITEM) {
    sign = safi_print_text_new (self, "•", scale * TEXT_SIZE, FALSE, ITEM_INDENT, TRUE);
    safi_print_put_text (self, sign, 0, top);
  } else if (line->kind == SAFI_LESSON_STEP) {
    minutes = safi_words_lesson_minutes (line);
    sign = safi_print_text_new (self, minutes, scale * TEXT_SIZE, TRUE, MINUTES_WIDTH - 6, TRUE);
    safi_print_put_text (self, sign, 0, top);
  }
}

/* Returns: where it ends. A line that has no room begins another page. */
static double
put_line (SafiPrintDocument *self, const SafiLessonLine *line, double scale, double end)
{
  const Manner *manner = &manners[line->kind];
  g_autoptr (PangoLayout) text =
      safi_print_text_new (self, line->text, scale * manner->size, manner->is_bold,
                           SAFI_PRINT_INNER_WIDTH - manner->indent, TRUE);
  double height, needed, top = end + scale * manner->gap;

  safi_print_text_balance (text);
  height = safi_print_text_get_height (text);
  needed = height + (line->kind == SAFI_LESSON_HEADING ? KEPT_WITH_HEADING : 0);
  if (top + needed > SAFI_PRINT_BOTTOM) {
    safi_print_page_add (self, NULL, NULL);
    top = SAFI_PRINT_MARGIN;
  }
  put_sign (self, line, scale, top, height);
  safi_print_put_text (self, text, manner->indent, top);
  return top + height;
}

static SafiPrintDocument *
make_lesson (double scale)
{
  SafiPrintDocument *self = safi_print_document_new (safi_words_lesson_title ());
  SafiLessonLine lines[SAFI_LESSON_LINES_MAX];
  const guint n_lines = safi_words_lesson_plan (lines);
  g_autoptr (PangoLayout) title = NULL;
  double end;

  safi_print_page_add (self, NULL, NULL);
  title = safi_print_text_new (self, self->title, scale * TITLE_SIZE, TRUE, SAFI_PRINT_INNER_WIDTH,
                               TRUE);
  safi_print_text_balance (title);
  safi_print_put_text (self, title, 0, SAFI_PRINT_MARGIN);
  end = SAFI_PRINT_MARGIN + safi_print_text_get_height (title);
  for (guint i = 0; i < n_lines; i++)
    end = put_line (self, &lines[i], scale, end);
  return self;
}

SafiPrintDocument *
safi_print_lesson_new (void)
{
  SafiPrintDocument *self = make_lesson (1);

  for (double scale = 1 - SAFI_PRINT_SCALE_STEP;
       scale >= SCALE_MIN && safi_print_document_get_n_pages (self) > 1;
       scale -= SAFI_PRINT_SCALE_STEP) {
    safi_print_document_free (self);
    self = make_lesson (scale);
  }
  return self;
}
