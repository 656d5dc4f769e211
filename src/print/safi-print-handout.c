/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/practice/safi-practice-round.h"
#include "core/text/safi-text.h"
#include "print/safi-print-column.h"
#include "words/teaching/safi-words-lesson.h"
#include "words/teaching/safi-words-practice.h"
#include "words/teaching/safi-words-tip.h"

#define SCALE_MAX 1.15
#define WHOLE_WORDS 0.4
#define SPREAD_MAX 14.0 /* points added above each message where there is room */

/* At scale 1, in points. */
#define TITLE_SIZE 20.0
#define TEXT_SIZE 11.0
#define PADDING 9.0
#define NUMBER_INDENT 22.0
#define BULLET_INDENT 12.0

static void
add_message (SafiPrintColumn *column, const SafiPracticeItem *item, guint place)
{
  const char *const choices[] = { safi_words_practice_guess (SAFI_GUESS_SCAM),
                                  safi_words_practice_guess (SAFI_GUESS_REAL),
                                  safi_words_practice_guess (SAFI_GUESS_UNSURE) };
  g_autofree char *number = g_strdup_printf ("%u.", place + 1);
  g_autofree char *from = safi_words_example_from (item->id, &item->message);
  g_autofree char *text = safi_words_example_text (item->id, &item->message);

  safi_print_column_begin_frame (column, 8, PADDING - 2);
  safi_print_column_add_item (column, number, from, TEXT_SIZE, PADDING, PADDING, NUMBER_INDENT,
                              TRUE, 0);
  safi_print_column_add (column, text, TEXT_SIZE, FALSE, PADDING + NUMBER_INDENT, PADDING, 2);
  safi_print_column_add_choices (column, choices, G_N_ELEMENTS (choices), TEXT_SIZE,
                                 PADDING + NUMBER_INDENT, 5);
  safi_print_column_end_frame (column, PADDING - 2);
}

static void
fill_messages_cb (SafiPrintColumn *column, gconstpointer data)
{
  const SafiPracticeRound *round = data;

  safi_print_column_add (column, safi_words_handout_title (), TITLE_SIZE, TRUE, 0, 0, 0);
  safi_print_column_add (column, safi_words_handout_task (), TEXT_SIZE, FALSE, 0, 0, 3);
  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
    add_message (column, round->items[i], i);
}

static void
add_list (SafiPrintColumn *column, const SafiPracticeItem *item, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    safi_print_column_add_item (column, "•",
                                safi_words_lesson (item->id, g_ptr_array_index (texts, i)),
                                TEXT_SIZE, NUMBER_INDENT, 0, BULLET_INDENT, FALSE, 2);
}

static void
add_answer (SafiPrintColumn *column, const SafiPracticeItem *item, guint place)
{
  g_autofree char *number = g_strdup_printf ("%u.", place + 1);
  g_autofree char *from = safi_words_example_from (item->id, &item->message);
  const char *const arguments[] = { safi_words_practice_mark (item), from, NULL };
  g_autofree char *heading = safi_text_fill ("{0} · {1}", arguments);

  safi_print_column_begin_group (column);
  safi_print_column_add_item (column, number, heading, TEXT_SIZE, 0, 0, NUMBER_INDENT, TRUE, 14);
  add_list (column, item, item->reasons);
  if (item->signs->len == 0)
    return;
  safi_print_column_add (column, safi_words_practice_signs (item), TEXT_SIZE, FALSE, NUMBER_INDENT,
                         0, 4);
  add_list (column, item, item->signs);
}

static void
fill_answers_cb (SafiPrintColumn *column, gconstpointer data)
{
  const SafiPracticeRound *round = data;

  safi_print_column_add (column, safi_words_handout_answers (), TITLE_SIZE, TRUE, 0, 0, 0);
  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
    add_answer (column, round->items[i], i);
}

static void
add_page (SafiPrintDocument *document,
          const SafiPracticeRound *round,
          SafiPrintFill fill,
          guint32 number)
{
  const double height = SAFI_PRINT_BOTTOM - SAFI_PRINT_MARGIN;
  g_autofree char *sheet = safi_words_sheet_number (number);
  g_autoptr (SafiPrintColumn) column =
      safi_print_column_fit (document, SCALE_MAX, WHOLE_WORDS, height, fill, round);
  const double room = height - safi_print_column_get_height (column);

  safi_print_page_add (document, SAFI_PRINT_LICENSE, sheet);
  safi_print_column_put (column, SAFI_PRINT_MARGIN, MIN (SPREAD_MAX, room / SAFI_PRACTICE_ROUND));
}

SafiPrintDocument *
safi_print_handout_new (SafiTopic topic, SafiAge age, guint32 number)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
  g_autofree SafiPracticeRound *round =
      safi_practice_round_new_for_age (topic, age, NULL, record, number);
  SafiPrintDocument *self = safi_print_document_new (safi_words_handout_title ());

  add_page (self, round, fill_messages_cb, number);
  add_page (self, round, fill_answers_cb, number);
  return self;
}
