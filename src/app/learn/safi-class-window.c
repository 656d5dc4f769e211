/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-class-window.h"

#include "app/common/safi-score-card.h"
#include "app/help/safi-help.h"
#include "app/learn/safi-age-rows.h"
#include "app/learn/safi-certificate-window.h"
#include "app/learn/safi-practice-feedback.h"
#include "app/learn/safi-projector.h"
#include "app/learn/safi-topic-rows.h"
#include "app/tips/safi-tip-example.h"
#include "awareness/practice/safi-class-round.h"
#include "words/teaching/safi-words-class.h"
#include "words/teaching/safi-words-practice.h"

struct _SafiClassWindow {
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkStack *pages;
  GtkListBox *ages;
  GtkListBox *topics;
  GtkScrolledWindow *scroller;
  SafiTipExample *message;
  SafiPracticeFeedback *feedback;
  GtkWidget *hands;
  GtkSpinButton *scam_hands;
  GtkSpinButton *real_hands;
  GtkWidget *show_button;
  GtkWidget *next_button;
  GtkLabel *sentence;
  GtkWidget *counted;
  SafiScoreCard *score;
  GtkWidget *again_button;

  gboolean asks_age;
  SafiAge age;                /* that was chosen last */
  SafiPracticeRecord *record; /* what this window showed */
  SafiPracticeRound *round;   /* (nullable) before the first */
  SafiClassRound answers;
  SafiPracticeScore sum; /* of the round that was finished last */
  guint place;           /* of the message that is shown */
};

G_DEFINE_FINAL_TYPE (SafiClassWindow, safi_class_window, ADW_TYPE_WINDOW)

static gboolean
is_page (SafiClassWindow *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), name) == 0;
}

static void
show_page (SafiClassWindow *self, const char *name, const char *subtitle)
{
  const gboolean is_first = g_str_equal (name, self->asks_age ? "ages" : "topics");

  gtk_stack_set_visible_child_name (self->pages, name);
  gtk_widget_set_visible (self->back_button, !is_first);
  adw_window_title_set_subtitle (self->title, subtitle);
}

static const SafiPracticeItem *
get_item (SafiClassWindow *self)
{
  return self->round->items[self->place];
}

static void
enable (SafiClassWindow *self, gboolean may_show, gboolean may_go_on)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "class.show", may_show);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "class.next", may_go_on);
  gtk_widget_set_visible (self->show_button, may_show);
  gtk_widget_set_visible (self->next_button, may_go_on);
  gtk_widget_set_visible (self->hands, may_show); /* the answer needs the room */
  /* What Enter does. */
  gtk_window_set_default_widget (GTK_WINDOW (self), may_show    ? self->show_button
                                                    : may_go_on ? self->next_button
                                                                : NULL);
}

static void
ask (SafiClassWindow *self)
{
  g_autofree char *place = safi_words_practice_place (self->place);

  show_page (self, "round", place);
  safi_tip_example_show_item (self->message, get_item (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->feedback), FALSE);
  gtk_spin_button_set_value (self->scam_hands, 0);
  gtk_spin_button_set_value (self->real_hands, 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  enable (self, TRUE, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->scam_hands));
  gtk_editable_select_region (GTK_EDITABLE (self->scam_hands), 0, -1);
}

static void
start_round (SafiClassWindow *self, SafiTopic topic)
{
  g_clear_pointer (&self->round, g_free);
  self->round =
      safi_practice_round_new_for_age (topic, self->age, NULL, self->record, g_random_int ());
  self->answers = (SafiClassRound){ .round = self->round };
  self->place = 0;
  ask (self);
}

/* What was typed and not left yet counts, too. */
static guint
read_hands (GtkSpinButton *spin)
{
  gtk_spin_button_update (spin);
  return (guint) gtk_spin_button_get_value_as_int (spin);
}

static void
show_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiClassWindow *self = SAFI_CLASS_WINDOW (widget);
  SafiClassHands *hands = &self->answers.hands[self->place];

  hands->scam = read_hands (self->scam_hands);
  hands->real = read_hands (self->real_hands);
  safi_practice_record_add_seen (self->record, get_item (self)->id);
  safi_tip_example_show_item (self->message, get_item (self), TRUE);
  safi_practice_feedback_show (self->feedback, get_item (self), safi_class_hands_get_guess (hands),
                               self->age);
  gtk_widget_set_visible (GTK_WIDGET (self->feedback), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->feedback)); /* before what has it goes */
  enable (self, FALSE, TRUE);
}

static void
finish (SafiClassWindow *self)
{
  const SafiPracticeScore sum =
      safi_class_round_count (&self->answers, g_get_real_time () / G_USEC_PER_SEC);
  const gboolean is_counted = sum.scams > 0 && sum.real > 0;

  self->sum = sum;
  show_page (self, "end", safi_words_topic (self->round->topic));
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), is_counted);
  gtk_widget_set_visible (self->counted, is_counted);
  gtk_label_set_label (self->sentence, safi_words_practice_end (&sum));
  safi_score_card_show (self->score, &sum);
  enable (self, FALSE, FALSE);
  gtk_widget_grab_focus (self->again_button);
}

static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiClassWindow *self = SAFI_CLASS_WINDOW (widget);

  self->place++;
  if (self->place < SAFI_PRACTICE_ROUND)
    ask (self);
  else
    finish (self);
}

static void
show_topics (SafiClassWindow *self)
{
  enable (self, FALSE, FALSE);
  show_page (self, "topics", safi_words_age (self->age));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->topics, 0)));
}

static void
show_ages (SafiClassWindow *self)
{
  show_page (self, "ages", "");
  safi_age_rows_focus (self->ages, self->age);
}

static void
set_age (SafiClassWindow *self, SafiAge age)
{
  self->age = age;
  safi_topic_rows_fill (self->topics, age);
  show_topics (self);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiClassWindow *self = SAFI_CLASS_WINDOW (widget);

  if (is_page (self, "round") || is_page (self, "end"))
    show_topics (self);
  else if (is_page (self, "topics") && self->asks_age)
    show_ages (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* Out of the projector's view first, as people expect of the key. */
static void
escape_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    back_cb (widget, name, parameter);
}

static void
age_activated_cb (SafiClassWindow *self, GtkListBoxRow *row)
{
  set_age (self, safi_age_rows_get_age (row));
}

static void
topic_activated_cb (SafiClassWindow *self, GtkListBoxRow *row)
{
  start_round (self, safi_topic_rows_get_topic (row));
}

static void
again_clicked_cb (SafiClassWindow *self)
{
  start_round (self, self->round->topic);
}

static void
certificate_clicked_cb (SafiClassWindow *self)
{
  safi_certificate_window_present (GTK_WINDOW (self), &self->sum);
}

static void
typed_cb (SafiClassWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "class.show", NULL);
}

static void
safi_class_window_dispose (GObject *object)
{
  SafiClassWindow *self = SAFI_CLASS_WINDOW (object);

  g_clear_pointer (&self->record, safi_practice_record_free);
  g_clear_pointer (&self->round, g_free);
  G_OBJECT_CLASS (safi_class_window_parent_class)->dispose (object);
}

static void
add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "class.show", NULL, show_cb);
  gtk_widget_class_install_action (widget_class, "class.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "class.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "class.escape", NULL, escape_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "class.escape", NULL);
  safi_projector_install (widget_class);
  safi_help_install_key (widget_class, "class");
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, ages);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, topics);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, message);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, feedback);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, hands);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, scam_hands);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, real_hands);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, show_button);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, sentence);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, counted);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, score);
  gtk_widget_class_bind_template_child (widget_class, SafiClassWindow, again_button);
}

static void
safi_class_window_class_init (SafiClassWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_class_window_dispose;
  g_type_ensure (SAFI_TYPE_PRACTICE_FEEDBACK);
  g_type_ensure (SAFI_TYPE_SCORE_CARD);
  g_type_ensure (SAFI_TYPE_TIP_EXAMPLE);
  add_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-class-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, age_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, topic_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, certificate_clicked_cb);
}

/* Enter in a field for a number: its own meaning comes first, else the number would not count. */
static void
prepare_spin (SafiClassWindow *self, GtkSpinButton *spin)
{
  gtk_spin_button_set_range (spin, 0, SAFI_CLASS_HANDS_MAX);
  gtk_spin_button_set_increments (spin, 1, 10);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (spin)), "activate",
                           G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
safi_class_window_init (SafiClassWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->record = safi_practice_record_new ();
  safi_age_rows_fill (self->ages);
  prepare_spin (self, self->scam_hands);
  prepare_spin (self, self->real_hands);
  safi_projector_add (GTK_WINDOW (self));
  enable (self, FALSE, FALSE);
}

void
safi_class_window_present (GtkWindow *parent, const SafiAge *age)
{
  SafiClassWindow *self = g_object_new (SAFI_TYPE_CLASS_WINDOW, "transient-for", parent, NULL);

  self->asks_age = age == NULL;
  if (age != NULL)
    set_age (self, *age);
  else
    show_ages (self);
  gtk_window_present (GTK_WINDOW (self));
}
