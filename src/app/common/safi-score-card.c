/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-score-card.h"

#include <glib/gi18n.h>

#include "words/teaching/safi-words-practice.h"

struct _SafiScoreCard {
  AdwBin parent_instance;

  GtkLabel *caught_title;
  GtkProgressBar *caught;
  GtkLabel *caught_words;
  GtkProgressBar *kept;
  GtkLabel *kept_words;
};

G_DEFINE_FINAL_TYPE (SafiScoreCard, safi_score_card, ADW_TYPE_BIN)

static void
safi_score_card_class_init (SafiScoreCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-score-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiScoreCard, caught_title);
  gtk_widget_class_bind_template_child (widget_class, SafiScoreCard, caught);
  gtk_widget_class_bind_template_child (widget_class, SafiScoreCard, caught_words);
  gtk_widget_class_bind_template_child (widget_class, SafiScoreCard, kept);
  gtk_widget_class_bind_template_child (widget_class, SafiScoreCard, kept_words);
}

static void
safi_score_card_init (SafiScoreCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_meter (GtkProgressBar *bar, GtkLabel *label, guint percent, const char *words)
{
  gtk_progress_bar_set_fraction (bar, percent / 100.0);
  gtk_label_set_label (label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words,
                                  -1);
}

static void
show (SafiScoreCard *self, const SafiPracticeScore *score, const char *caught_title)
{
  g_autofree char *caught = safi_words_practice_caught (score);
  g_autofree char *kept = safi_words_practice_kept (score);

  gtk_label_set_label (self->caught_title, caught_title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->caught), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  caught_title, -1);
  show_meter (self->caught, self->caught_words, safi_practice_score_get_caught (score), caught);
  show_meter (self->kept, self->kept_words, safi_practice_score_get_kept (score), kept);
}

void
safi_score_card_show (SafiScoreCard *self, const SafiPracticeScore *score)
{
  /* Translators: over a meter: how many of the scams in a practice round the person called a scam.
   */
  show (self, score, _ ("Scams caught"));
}

void
safi_score_card_show_own (SafiScoreCard *self, const SafiPracticeScore *score)
{
  /* Translators: over a meter: how much of one's own junk one called junk in a practice round. */
  show (self, score, _ ("Junk found"));
}
