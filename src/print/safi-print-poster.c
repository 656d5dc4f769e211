/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/safi-print-column.h"
#include "words/teaching/safi-words-lesson.h"
#include "words/teaching/safi-words-pack.h"
#include "words/teaching/safi-words-tip.h"

#define SCALE_MAX 1.8
#define WHOLE_WORDS 0.5
#define ICON_SIZE 130.0
#define CALL_HEIGHT 62.0
#define CALL_PADDING 14.0
#define CALL_SIZE 15.0
#define CALL_TOP (SAFI_PRINT_BOTTOM - CALL_HEIGHT - 8)

/* At scale 1, in points. */
#define TITLE_SIZE 30.0
#define SENTENCE_SIZE 20.0
#define HEADING_SIZE 15.0
#define STEP_SIZE 17.0
#define STEP_INDENT 28.0

static void
fill_cb (SafiPrintColumn *column, gconstpointer data)
{
  const SafiTip *tip = data;

  safi_print_column_add_balanced (column, safi_words_tip (tip, tip->title), TITLE_SIZE, TRUE, 0);
  safi_print_column_add_balanced (column, safi_words_tip (tip, tip->sentence), SENTENCE_SIZE, FALSE,
                                  14);
  safi_print_column_add (column, safi_words_poster_steps (), HEADING_SIZE, TRUE, 0, 0, 30);
  for (guint i = 0; i < tip->steps->len; i++) {
    g_autofree char *number = g_strdup_printf ("%u.", i + 1);

    safi_print_column_add_item (column, number,
                                safi_words_tip (tip, g_ptr_array_index (tip->steps, i)), STEP_SIZE,
                                0, 0, STEP_INDENT, FALSE, 8);
  }
}

/* An empty box in which a number is written by hand. */
static void
add_call (SafiPrintDocument *document)
{
  const double width = SAFI_PRINT_INNER_WIDTH / 2 - CALL_PADDING;
  g_autoptr (PangoLayout) text = NULL;
  double size = CALL_SIZE, height;

  do {
    g_clear_object (&text);
    text = safi_print_text_new (document, safi_words_poster_call (), size, TRUE, width, TRUE);
    height = safi_print_text_get_height (text);
    size -= 1;
  } while (height > CALL_HEIGHT - CALL_PADDING && size > 1);
  safi_print_put_box (document, 0, CALL_TOP, SAFI_PRINT_INNER_WIDTH, CALL_HEIGHT, 10);
  safi_print_put_text (document, text, CALL_PADDING, CALL_TOP + (CALL_HEIGHT - height) / 2);
}

static void
add_poster (SafiPrintDocument *document, const SafiTip *tip)
{
  const double top = SAFI_PRINT_MARGIN + ICON_SIZE + 26;
  g_autoptr (SafiPrintColumn) column =
      safi_print_column_fit (document, SCALE_MAX, WHOLE_WORDS, CALL_TOP - 24 - top, fill_cb, tip);

  safi_print_page_add (document, SAFI_PRINT_LICENSE, NULL);
  safi_print_put_icon (document, tip->icon, 0, SAFI_PRINT_MARGIN, ICON_SIZE);
  safi_print_column_put (column, top, 0);
  add_call (document);
}

SafiPrintDocument *
safi_print_posters_new (GPtrArray *tips, const SafiPack *pack)
{
  const SafiTip *first;
  SafiPrintDocument *self;

  g_return_val_if_fail (tips->len > 0 && tips->len <= SAFI_PRINT_POSTERS_MAX, NULL);
  first = g_ptr_array_index (tips, 0);
  self = safi_print_document_new (tips->len > 1 ? safi_words_posters_title ()
                                                : safi_words_tip (first, first->title));
  if (pack != NULL)
    self->source = safi_words_pack_sheet_source (pack);
  for (guint i = 0; i < tips->len; i++)
    add_poster (self, g_ptr_array_index (tips, i));
  return self;
}
