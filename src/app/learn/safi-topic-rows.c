/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-topic-rows.h"

#include "app/common/safi-choice-row.h"
#include "app/common/safi-mail-rows.h"
#include "awareness/practice/safi-practice-round.h"
#include "words/teaching/safi-words-practice.h"

#define TOPIC "safi-topic" /* of a row */

static GtkWidget *
make_row (SafiTopic topic)
{
  GtkWidget *row = safi_choice_row_new (safi_words_topic (topic), safi_words_topic_summary (topic));

  g_object_set_data (G_OBJECT (row), TOPIC, GUINT_TO_POINTER (topic));
  return row;
}

/* All that children are shown stands below School; to them "all kinds" would be the same. */
gboolean
safi_topic_rows_has (SafiTopic topic, SafiAge age)
{
  return safi_practice_has_round (topic, age) &&
         (age > SAFI_AGE_CHILD || topic == SAFI_TOPIC_SCHOOL);
}

void
safi_topic_rows_fill (GtkListBox *list, SafiAge age)
{
  safi_mail_rows_clear (list);
  for (SafiTopic topic = SAFI_TOPIC_MIXED; topic < SAFI_N_TOPICS; topic++)
    if (safi_topic_rows_has (topic, age))
      gtk_list_box_append (list, make_row (topic));
}

SafiTopic
safi_topic_rows_get_topic (GtkListBoxRow *row)
{
  return (SafiTopic) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), TOPIC));
}

GtkListBoxRow *
safi_topic_rows_find (GtkListBox *list, SafiTopic topic)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (safi_topic_rows_get_topic (row) == topic)
      return row;
  return NULL;
}
