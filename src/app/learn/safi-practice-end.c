/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-practice-end.h"

#include "app/common/safi-mail-rows.h"
#include "app/common/safi-score-card.h"
#include "app/learn/safi-certificate-window.h"
#include "app/tips/safi-tip-row.h"
#include "words/teaching/safi-words-own-practice.h"
#include "words/teaching/safi-words-practice.h"

struct _SafiPracticeEnd {
  AdwBin parent_instance;

  GtkLabel *sentence;
  SafiScoreCard *score;
  GtkWidget *again_group;
  GtkListBox *tips;
  GtkWidget *again_button;
  GtkWidget *certificate_button;

  SafiPracticeScore shown;
};

G_DEFINE_FINAL_TYPE (SafiPracticeEnd, safi_practice_end, ADW_TYPE_BIN)

static gboolean
safi_practice_end_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SAFI_PRACTICE_END (widget)->again_button);
}

static void
certificate_cb (SafiPracticeEnd *self)
{
  safi_certificate_window_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   &self->shown);
}

static void
safi_practice_end_class_init (SafiPracticeEndClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = safi_practice_end_grab_focus;
  g_type_ensure (SAFI_TYPE_SCORE_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-practice-end.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeEnd, sentence);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeEnd, score);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeEnd, again_group);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeEnd, tips);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeEnd, again_button);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeEnd, certificate_button);
  gtk_widget_class_bind_template_callback (widget_class, certificate_cb);
}

static void
safi_practice_end_init (SafiPracticeEnd *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_tip (SafiPracticeEnd *self, const SafiTip *tip)
{
  SafiTipRow *row = g_object_new (SAFI_TYPE_TIP_ROW, NULL);

  safi_tip_row_show (row, tip);
  gtk_list_box_append (self->tips, GTK_WIDGET (row));
}

/* A tip for each kind of message that was taken for something else, once. */
static void
show_tips (SafiPracticeEnd *self, const SafiPracticeRound *round, SafiAge age)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();

  safi_mail_rows_clear (self->tips);
  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++) {
    const SafiTip *tip = safi_practice_item_find_tip (round->items[i], age);

    if (tip == NULL || safi_practice_round_is_right (round, i) ||
        g_ptr_array_find (shown, tip, NULL))
      continue;
    g_ptr_array_add (shown, (gpointer) tip);
    add_tip (self, tip);
  }
  gtk_widget_set_visible (self->again_group, shown->len > 0);
}

static void
show_score (SafiPracticeEnd *self, const SafiPracticeScore *score, gboolean is_own)
{
  gtk_label_set_label (self->sentence,
                       is_own ? safi_words_own_end (score) : safi_words_practice_end (score));
  if (is_own)
    safi_score_card_show_own (self->score, score);
  else
    safi_score_card_show (self->score, score);
}

void
safi_practice_end_show (SafiPracticeEnd *self,
                        const SafiPracticeRound *round,
                        const SafiPracticeScore *score,
                        SafiAge age)
{
  const gboolean is_own = round->items[0]->is_own;

  self->shown = *score;
  show_score (self, score, is_own);
  show_tips (self, round, age);
  gtk_widget_set_visible (self->certificate_button, !is_own);
}
