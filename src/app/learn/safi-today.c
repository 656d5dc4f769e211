/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-today.h"

#include <glib/gi18n.h>

#include "app/common/safi-mail-rows.h"
#include "app/common/safi-pack-list.h"
#include "app/common/safi-row-layout.h"
#include "app/common/safi-wrapped-label.h"
#include "app/learn/safi-topic-rows.h"
#include "app/packs/safi-pack-rows.h"
#include "awareness/practice/safi-campaign-day.h"
#include "core/base/safi-clock.h"
#include "core/text/safi-text.h"
#include "words/teaching/safi-words-pack.h"

#define PUT_AWAY "days-put-away"
#define DAY "safi-day"     /* of a row: which day of which year it shows */
#define TOPIC "safi-topic" /* of a button: the word for what its round is about */

struct _SafiToday {
  AdwBin parent_instance;

  GtkListBox *list;

  GSettings *settings;
  SafiAge age;
  GPtrArray *days; /* (element-type utf8): all of today, also those that were put away */
};

/* What is shown of a day. */
typedef struct {
  const char *title;
  const char *sentence;
  const SafiPack *pack; /* (nullable): whose day it is, if not Safibox's */
  SafiTopic topic;      /* of the round that goes with it */
  const char *tip;      /* (nullable): id of the one whose poster goes with it */
} Card;

G_DEFINE_FINAL_TYPE (SafiToday, safi_today, ADW_TYPE_BIN)

static gboolean
is_put_away (SafiToday *self, const char *day)
{
  g_auto (GStrv) days = g_settings_get_strv (self->settings, PUT_AWAY);

  return g_strv_contains ((const char *const *) days, day);
}

static void
show_if_any (SafiToday *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_list_box_get_row_at_index (self->list, 0) != NULL);
}

/* Those of other days are forgotten: they do not come again. */
static void
put_away (SafiToday *self, const char *day)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) days = NULL;

  for (guint i = 0; i < self->days->len; i++)
    if (g_str_equal (self->days->pdata[i], day) || is_put_away (self, self->days->pdata[i]))
      g_strv_builder_add (builder, self->days->pdata[i]);
  days = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, PUT_AWAY, (const char *const *) days);
}

/* The row goes; whoever uses the keyboard goes on behind it. */
static void
settled_cb (SafiToday *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);

  put_away (self, g_object_get_data (G_OBJECT (row), DAY));
  if (gtk_widget_is_focus (button))
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (button)), GTK_DIR_TAB_FORWARD);
  gtk_list_box_remove (self->list, row);
  show_if_any (self);
}

/* Returns: (transfer floating): beside what has that @title. */
static GtkWidget *
new_put_away_button (SafiToday *self, const char *title)
{
  const char *args[] = { title, NULL };
  /* Translators: on a button beside a day, {0}: it is not to be shown any more. */
  g_autofree char *label = safi_text_fill (_ ("Put away: {0}"), args);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (settled_cb), self);
  return button;
}

/* Whoever begins the round has seen the day. */
static void
practise_clicked_cb (SafiToday *self, GtkWidget *button)
{
  const char *topic = g_object_get_data (G_OBJECT (button), TOPIC);

  gtk_widget_activate_action (GTK_WIDGET (self), "learn.practise", "s", topic);
  settled_cb (self, button);
}

static GtkWidget *
new_practise_button (SafiToday *self, SafiTopic topic)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Practise"));

  g_object_set_data (G_OBJECT (button), TOPIC, (gpointer) safi_topic_to_word (topic));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (practise_clicked_cb), self);
  return button;
}

static GtkWidget *
new_poster_button (const char *tip)
{
  /* Translators: on a button: opens a window, in which a poster for a class is printed. */
  GtkWidget *button = gtk_button_new_with_label (_ ("Print a poster…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "learn.print-poster");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", tip);
  return button;
}

/* What can be done on a day, below its words: beside them it would leave no room in a narrow
 * window. */
static GtkWidget *
new_buttons (SafiToday *self, const Card *card)
{
  const SafiTopic topic =
      safi_topic_rows_has (card->topic, self->age) ? card->topic : SAFI_TOPIC_SCHOOL;
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (buttons, g_object_new (SAFI_TYPE_ROW_LAYOUT, NULL));
  gtk_widget_set_halign (buttons, GTK_ALIGN_START);
  gtk_widget_set_margin_top (buttons, 6);
  gtk_box_append (GTK_BOX (buttons), new_practise_button (self, topic));
  if (card->tip != NULL)
    gtk_box_append (GTK_BOX (buttons), new_poster_button (card->tip));
  safi_wrapped_label_use_in_buttons (buttons);
  return buttons;
}

static GtkWidget *
new_words (SafiToday *self, const Card *card)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (words), safi_wrapped_label_new (card->title, NULL));
  gtk_box_append (GTK_BOX (words), safi_wrapped_label_new (card->sentence, "dim-label"));
  if (card->pack != NULL) {
    g_autofree char *origin = safi_words_pack_origin (card->pack);

    gtk_box_append (GTK_BOX (words), safi_wrapped_label_new (origin, "dim-label"));
  }
  gtk_box_append (GTK_BOX (words), new_buttons (self, card));
  gtk_widget_set_hexpand (words, TRUE);
  return words;
}

static GtkWidget *
new_row (SafiToday *self, const Card *card)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *logo = card->pack != NULL ? safi_pack_rows_new_logo (card->pack) : NULL;
  GtkWidget *put_away_button = new_put_away_button (self, card->title);

  if (logo != NULL) {
    gtk_widget_set_valign (logo, GTK_ALIGN_START);
    gtk_box_append (GTK_BOX (box), logo);
  }
  gtk_box_append (GTK_BOX (box), new_words (self, card));
  gtk_widget_set_valign (put_away_button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), put_away_button);
  gtk_widget_add_css_class (box, "contact");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

/* Takes @day, which says which day of which year it is. */
static void
add_card (SafiToday *self, const Card *card, char *day)
{
  GtkWidget *row;

  g_ptr_array_add (self->days, day);
  if (is_put_away (self, day))
    return;
  row = new_row (self, card);
  g_object_set_data_full (G_OBJECT (row), DAY, g_strdup (day), g_free);
  gtk_list_box_append (self->list, row);
}

static void
add_own (SafiToday *self, const SafiCampaignDay *day, const GDate *today)
{
  const Card card = {
    .title = _ (day->title),
    .sentence = _ (day->sentence),
    .topic = day->topic,
    .tip = day->tip,
  };

  add_card (self, &card, g_strdup_printf ("%s.%d", day->id, g_date_get_year (today)));
}

static void
add_pack (SafiToday *self, const SafiPack *pack, const GDate *today)
{
  const SafiPackTexts *texts = safi_words_pack_texts (pack);
  const SafiPackDay *day = safi_pack_find_day (texts, today);
  g_autoptr (GPtrArray) tips = safi_tip_pick_for_age (texts->tips, self->age);
  Card card = { .pack = pack, .topic = SAFI_TOPIC_MIXED };

  if (day == NULL)
    return;
  card.title = day->title;
  card.sentence = day->sentence;
  card.tip = tips->len > 0 ? ((SafiTip *) tips->pdata[0])->id : NULL;
  add_card (self, &card,
            g_strdup_printf ("%s/%04d-%02d-%02d", pack->id, g_date_get_year (today),
                             g_date_get_month (today), g_date_get_day (today)));
}

static void
safi_today_dispose (GObject *object)
{
  g_clear_object (&SAFI_TODAY (object)->settings);
  G_OBJECT_CLASS (safi_today_parent_class)->dispose (object);
}

static void
safi_today_finalize (GObject *object)
{
  g_ptr_array_unref (SAFI_TODAY (object)->days);
  G_OBJECT_CLASS (safi_today_parent_class)->finalize (object);
}

static void
safi_today_class_init (SafiTodayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_today_dispose;
  G_OBJECT_CLASS (klass)->finalize = safi_today_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-today.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiToday, list);
}

static void
safi_today_init (SafiToday *self)
{
  self->age = SAFI_AGE_ADULT;
  self->days = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_today_set_settings (SafiToday *self, GSettings *settings)
{
  g_return_if_fail (self->settings == NULL);
  self->settings = g_object_ref (settings);
}

void
safi_today_set_age (SafiToday *self, SafiAge age)
{
  self->age = age;
  safi_today_refresh (self);
}

void
safi_today_refresh (SafiToday *self)
{
  GPtrArray *packs = safi_pack_list_get_packs (safi_pack_list_get_default ());
  const SafiCampaignDay *own;
  GDate today;

  safi_clock_get_date (safi_clock_get_system (), &today);
  own = safi_campaign_day_find (&today);
  safi_mail_rows_clear (self->list);
  g_ptr_array_set_size (self->days, 0);
  for (guint i = 0; i < packs->len; i++)
    if (((SafiShelfPack *) packs->pdata[i])->pack != NULL)
      add_pack (self, ((SafiShelfPack *) packs->pdata[i])->pack, &today);
  if (own != NULL)
    add_own (self, own, &today);
  show_if_any (self);
}
