/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-age-rows.h"

#include "app/common/safi-choice-row.h"
#include "words/teaching/safi-words-class.h"

void
safi_age_rows_fill (GtkListBox *list)
{
  for (SafiAge age = SAFI_AGE_CHILD; age <= SAFI_AGE_ADULT; age++)
    gtk_list_box_append (list,
                         safi_choice_row_new (safi_words_age (age), safi_words_age_summary (age)));
}

SafiAge
safi_age_rows_get_age (GtkListBoxRow *row)
{
  return (SafiAge) gtk_list_box_row_get_index (row);
}

void
safi_age_rows_focus (GtkListBox *list, SafiAge age)
{
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, (int) age)));
}
