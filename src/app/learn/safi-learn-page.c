/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-learn-page.h"

#include <glib/gi18n.h>

#include "app/common/safi-mail-rows.h"
#include "app/common/safi-pack-list.h"
#include "app/common/safi-score-card.h"
#include "app/help/safi-help.h"
#include "app/learn/safi-class-window.h"
#include "app/learn/safi-own-row.h"
#include "app/learn/safi-pocket.h"
#include "app/learn/safi-practice-view.h"
#include "app/learn/safi-print-window.h"
#include "app/learn/safi-today.h"
#include "app/learn/safi-topic-rows.h"
#include "app/packs/safi-pack-group.h"
#include "app/tips/safi-tip-row.h"
#include "awareness/tips/safi-tip-group.h"
#include "words/teaching/safi-words-practice.h"

#define AGE "safi-age"  /* of the row of a group: whom its tips are for */
#define ROUNDS_SUMMED 5 /* in the meters: the newest */

struct _SafiLearnPage {
  AdwBin parent_instance;

  GtkStack *stack;
  SafiToday *today;
  GtkListBox *topics;
  SafiOwnRow *own_row;
  GtkMenuButton *save_button;
  SafiScoreCard *score;
  GtkWidget *no_score;
  GtkListBox *tips;
  SafiPackGroup *packs;
  SafiPracticeView *practice;

  GSettings *settings;
  SafiTopic topic; /* of the round that was begun last … */
  gboolean is_own; /* … if that was not with the person's own mail */
  SafiAge age;     /* of whoever learns */
  gboolean is_classroom;
};

G_DEFINE_FINAL_TYPE (SafiLearnPage, safi_learn_page, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_PRACTISING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void
show_scores_cb (SafiLearnPage *self)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_view_read_record (self->settings);
  const SafiPracticeScore sum = safi_practice_record_sum (record, ROUNDS_SUMMED);
  const gboolean is_any = record->scores->len > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->score), is_any);
  gtk_widget_set_visible (self->no_score, !is_any);
  if (is_any)
    safi_score_card_show (self->score, &sum);
}

static void
stack_changed_cb (SafiLearnPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRACTISING]);
}

static void
topic_activated_cb (SafiLearnPage *self, GtkListBoxRow *row)
{
  safi_learn_page_practise (self, safi_topic_rows_get_topic (row), NULL);
}

static void
left_cb (SafiLearnPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "start");
  if (self->is_own)
    safi_own_row_focus (self->own_row);
  else
    gtk_widget_grab_focus (GTK_WIDGET (safi_topic_rows_find (self->topics, self->topic)));
}

static void
own_chosen_cb (SafiLearnPage *self, GPtrArray *items)
{
  self->is_own = TRUE;
  gtk_stack_set_visible_child_name (self->stack, "practice");
  safi_practice_view_start_own (self->practice, items);
}

/* They are many, so they are made when somebody wants to see them. */
static void
expanded_cb (AdwExpanderRow *expander, GParamSpec *pspec, gpointer user_data)
{
  const SafiTipGroup group = (SafiTipGroup) GPOINTER_TO_UINT (user_data);
  const SafiAge age = (SafiAge) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (expander), AGE));
  g_autoptr (GPtrArray) tips = safi_tip_pick_for_age (safi_tip_list (), age);

  if (!adw_expander_row_get_expanded (expander))
    return;
  g_signal_handlers_disconnect_by_func (expander, expanded_cb, user_data);
  for (guint i = 0; i < tips->len; i++) {
    const SafiTip *tip = g_ptr_array_index (tips, i);
    SafiTipRow *row;

    if (safi_tip_get_group (tip) != group)
      continue;
    row = g_object_new (SAFI_TYPE_TIP_ROW, NULL);
    safi_tip_row_show (row, tip);
    adw_expander_row_add_row (expander, GTK_WIDGET (row));
  }
}

static guint
count_tips (SafiTipGroup group, SafiAge age)
{
  g_autoptr (GPtrArray) tips = safi_tip_pick_for_age (safi_tip_list (), age);
  guint count = 0;

  for (guint i = 0; i < tips->len; i++)
    count += safi_tip_get_group (g_ptr_array_index (tips, i)) == group ? 1 : 0;
  return count;
}

static void
add_tip_group (SafiLearnPage *self, SafiTipGroup group)
{
  GtkWidget *expander = adw_expander_row_new ();
  const guint n_tips = count_tips (group, self->age);
  /* Translators: how many pieces of advice a group has. */
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%u tip", "%u tips", n_tips), n_tips);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), safi_words_tip_group (group));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), subtitle);
  g_object_set_data (G_OBJECT (expander), AGE, GUINT_TO_POINTER (self->age));
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (expanded_cb),
                    GUINT_TO_POINTER (group));
  gtk_list_box_append (self->tips, expander);
}

static void
fill_save_menu (SafiLearnPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < SAFI_N_TOPICS; i++) {
    g_autoptr (GMenuItem) item = g_menu_item_new (safi_words_topic ((SafiTopic) i), NULL);

    if (!safi_topic_rows_has ((SafiTopic) i, self->age))
      continue;
    g_menu_item_set_action_and_target (item, "learn.save-round", "s",
                                       safi_topic_to_word ((SafiTopic) i));
    g_menu_append_item (menu, item);
  }
  gtk_menu_button_set_menu_model (self->save_button, G_MENU_MODEL (menu));
}

static void
practise_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiTopic topic;

  if (safi_topic_from_word (g_variant_get_string (parameter, NULL), &topic))
    safi_learn_page_practise (SAFI_LEARN_PAGE (widget), topic, NULL);
}

static void
save_round_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiTopic topic;

  if (safi_topic_from_word (g_variant_get_string (parameter, NULL), &topic))
    safi_pocket_save (GTK_WINDOW (gtk_widget_get_root (widget)), topic,
                      SAFI_LEARN_PAGE (widget)->age);
}

static void
class_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiLearnPage *self = SAFI_LEARN_PAGE (widget);

  safi_class_window_present (GTK_WINDOW (gtk_widget_get_root (widget)),
                             self->is_classroom ? &self->age : NULL);
}

/* Each time, because a day ends, and messages are answered. */
static void
safi_learn_page_map (GtkWidget *widget)
{
  SafiLearnPage *self = SAFI_LEARN_PAGE (widget);

  safi_today_refresh (self->today);
  GTK_WIDGET_CLASS (safi_learn_page_parent_class)->map (widget);
  safi_own_row_refresh (self->own_row);
}

static void
changed_cb (SafiLearnPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    safi_today_refresh (self->today);
}

/* @parameter: (nullable): the id of a tip. */
static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  safi_print_window_present (GTK_WINDOW (gtk_widget_get_root (widget)),
                             SAFI_LEARN_PAGE (widget)->age,
                             parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
}

static void
safi_learn_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_PRACTISING:
    g_value_set_boolean (value, safi_learn_page_is_practising (SAFI_LEARN_PAGE (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
safi_learn_page_dispose (GObject *object)
{
  g_clear_object (&SAFI_LEARN_PAGE (object)->settings);
  G_OBJECT_CLASS (safi_learn_page_parent_class)->dispose (object);
}

static void
safi_learn_page_class_init (SafiLearnPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_learn_page_dispose;
  G_OBJECT_CLASS (klass)->get_property = safi_learn_page_get_property;
  properties[PROP_PRACTISING] = g_param_spec_boolean ("practising", NULL, NULL, FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  widget_class->map = safi_learn_page_map;
  g_type_ensure (SAFI_TYPE_OWN_ROW);
  g_type_ensure (SAFI_TYPE_PACK_GROUP);
  g_type_ensure (SAFI_TYPE_SCORE_CARD);
  g_type_ensure (SAFI_TYPE_PRACTICE_VIEW);
  g_type_ensure (SAFI_TYPE_TODAY);
  safi_help_install_key (widget_class, "practice");
  gtk_widget_class_install_action (widget_class, "learn.practise", "s", practise_cb);
  gtk_widget_class_install_action (widget_class, "learn.save-round", "s", save_round_cb);
  gtk_widget_class_install_action (widget_class, "learn.class", NULL, class_cb);
  gtk_widget_class_install_action (widget_class, "learn.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "learn.print-poster", "s", print_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-learn-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiLearnPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SafiLearnPage, today);
  gtk_widget_class_bind_template_child (widget_class, SafiLearnPage, topics);
  gtk_widget_class_bind_template_child (widget_class, SafiLearnPage, own_row);
  gtk_widget_class_bind_template_child (widget_class, SafiLearnPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, SafiLearnPage, score);
  gtk_widget_class_bind_template_child (widget_class, SafiLearnPage, no_score);
  gtk_widget_class_bind_template_child (widget_class, SafiLearnPage, tips);
  gtk_widget_class_bind_template_child (widget_class, SafiLearnPage, packs);
  gtk_widget_class_bind_template_child (widget_class, SafiLearnPage, practice);
  gtk_widget_class_bind_template_callback (widget_class, stack_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, topic_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, own_chosen_cb);
}

static void
fill (SafiLearnPage *self)
{
  safi_topic_rows_fill (self->topics, self->age);
  safi_mail_rows_clear (self->tips);
  for (guint i = 0; i < SAFI_N_TIP_GROUPS; i++)
    if (count_tips ((SafiTipGroup) i, self->age) > 0)
      add_tip_group (self, (SafiTipGroup) i);
  fill_save_menu (self);
}

static void
safi_learn_page_init (SafiLearnPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->age = SAFI_AGE_ADULT;
  fill (self);
  g_signal_connect_object (safi_pack_list_get_default (), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
safi_learn_page_set_settings (SafiLearnPage *self, GSettings *settings)
{
  g_return_if_fail (self->settings == NULL);
  self->settings = g_object_ref (settings);
  safi_practice_view_set_settings (self->practice, settings);
  safi_today_set_settings (self->today, settings);
  safi_own_row_set_settings (self->own_row, settings);
  g_signal_connect_object (settings, "changed::practice-scores", G_CALLBACK (show_scores_cb), self,
                           G_CONNECT_SWAPPED);
  show_scores_cb (self);
}

void
safi_learn_page_set_engine (SafiLearnPage *self, SafiEngine *engine)
{
  safi_own_row_set_engine (self->own_row, engine);
  safi_practice_view_set_engine (self->practice, engine);
}

void
safi_learn_page_set_class (SafiLearnPage *self, SafiAge age)
{
  self->is_classroom = TRUE;
  self->age = age;
  safi_practice_view_set_age (self->practice, age);
  safi_pack_group_set_class (self->packs, age);
  safi_today_set_age (self->today, age);
  gtk_stack_set_visible_child_name (self->stack, "start");
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->topics, 0)));
}

void
safi_learn_page_practise (SafiLearnPage *self, SafiTopic topic, const char *kind)
{
  self->topic = topic;
  self->is_own = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "practice");
  safi_practice_view_start (self->practice, topic, kind);
}

gboolean
safi_learn_page_is_practising (SafiLearnPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "practice") == 0;
}
