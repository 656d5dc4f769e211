/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-part.h"

#include <glib/gi18n.h>

#include "app/packs/safi-pack-field.h"
#include "app/packs/safi-pack-recording-row.h"
#include "awareness/country/safi-country-fact.h"
#include "awareness/tips/safi-example.h"
#include "words/teaching/safi-words-draft.h"
#include "words/teaching/safi-words-emergency.h"

#define N_CHANNELS (SAFI_CHANNEL_CALL + 1)
#define N_USES SAFI_USE_DATA_PROTECTION /* those before it are for who needs help */

struct _SafiPackPart {
  AdwExpanderRow parent_instance;

  GPtrArray *fields; /* (element-type SafiPackField) (borrowed): none before it is opened first */
  SafiPackRecordingRow *recording; /* (nullable) (borrowed): of a tip, once it was opened */
  SafiDraftPart *part;
  char *language;
  char *first;
};

G_DEFINE_FINAL_TYPE (SafiPackPart, safi_pack_part, ADW_TYPE_EXPANDER_ROW)

enum {
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* As a tip writes them, in the order of SafiChannel. */
static const char *const channel_words[N_CHANNELS] = { "mail", "sms", "chat", "call" };

static void
show_subjects (SafiPackPart *self)
{
  const gboolean is_mail =
      g_str_equal (safi_draft_part_get (self->part, SAFI_DRAFT_SCAM_CHANNEL, ""), channel_words[0]);

  for (guint i = 0; i < self->fields->len; i++) {
    const SafiDraftField field = safi_pack_field_get_field (self->fields->pdata[i]);

    if (field == SAFI_DRAFT_SCAM_SUBJECT || field == SAFI_DRAFT_REAL_SUBJECT)
      gtk_widget_set_visible (self->fields->pdata[i], is_mail);
  }
}

/* Both messages of a pair come the same way: else that alone would tell them apart. */
static void
channel_chosen_cb (GtkDropDown *list, GParamSpec *pspec, SafiPackPart *self)
{
  const char *word = channel_words[gtk_drop_down_get_selected (list)];

  safi_draft_part_set (self->part, SAFI_DRAFT_SCAM_CHANNEL, "", word);
  safi_draft_part_set (self->part, SAFI_DRAFT_REAL_CHANNEL, "", word);
  show_subjects (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "maker.changed", NULL);
}

static void
use_chosen_cb (GtkDropDown *list, GParamSpec *pspec, SafiPackPart *self)
{
  const SafiCountryUse use = (SafiCountryUse) gtk_drop_down_get_selected (list);

  safi_draft_part_set (self->part, SAFI_DRAFT_USE, "", safi_country_use_to_string (use));
  gtk_widget_activate_action (GTK_WIDGET (self), "maker.changed", NULL);
}

static const char *
get_channel_word (guint i)
{
  return channel_words[i];
}

static const char *
get_use_word (guint i)
{
  return safi_country_use_to_string ((SafiCountryUse) i);
}

static const char *
name_channel (guint i)
{
  return safi_words_draft_channel ((SafiChannel) i);
}

static const char *
name_use (guint i)
{
  return safi_words_country_use ((SafiCountryUse) i);
}

/* A row that is nothing itself: what stands in it takes the focus. */
static void
add_row (SafiPackPart *self, GtkWidget *child)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* A list to choose one of @n words from, each with a name for people. */
static GtkWidget *
new_choice (SafiPackPart *self,
            SafiDraftField field,
            guint n,
            const char *(*get_word) (guint),
            const char *(*get_name) (guint))
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_builder_list_item_factory_new_from_resource (
      NULL, "/io/github/safibox/Safibox/safi-wide-row.ui");
  GtkWidget *list = gtk_drop_down_new (NULL, NULL);
  const char *now = safi_draft_part_get (self->part, field, "");
  guint chosen = 0;

  for (guint i = 0; i < n; i++) {
    gtk_string_list_append (names, get_name (i));
    if (g_str_equal (get_word (i), now))
      chosen = i;
  }
  gtk_drop_down_set_factory (GTK_DROP_DOWN (list), factory);
  gtk_drop_down_set_model (GTK_DROP_DOWN (list), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (list), chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  safi_words_draft_field (field), -1);
  return list;
}

static void
add_choice (SafiPackPart *self, SafiDraftField field, GtkWidget *list, GCallback chosen_cb)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  g_signal_connect_object (list, "notify::selected", chosen_cb, self, 0);
  gtk_widget_add_css_class (box, "draft-field");
  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_LABEL, "label", safi_words_draft_field (field), "xalign",
                                0.0, "wrap", TRUE, NULL));
  gtk_box_append (GTK_BOX (box), list);
  add_row (self, box);
}

static void
add_field (SafiPackPart *self, SafiDraftField field)
{
  GtkWidget *row = safi_pack_field_new (self->part, field);

  g_ptr_array_add (self->fields, row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_recording (SafiPackPart *self)
{
  GtkWidget *row = safi_pack_recording_row_new (self->part);

  self->recording = SAFI_PACK_RECORDING_ROW (row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
remove_clicked_cb (SafiPackPart *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
add_remove_row (SafiPackPart *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Remove…"));

  g_object_set (button, "halign", GTK_ALIGN_END, "margin-top", 9, "margin-bottom", 9,
                "margin-start", 12, "margin-end", 12, NULL);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  add_row (self, button);
}

static void
show_fields (SafiPackPart *self)
{
  if (self->recording != NULL)
    safi_pack_recording_row_show (self->recording, self->language);
  for (guint i = 0; i < self->fields->len; i++)
    safi_pack_field_show (self->fields->pdata[i], self->language, self->first);
}

static void
build (SafiPackPart *self)
{
  for (int i = 0; i < SAFI_N_DRAFT_FIELDS; i++) {
    const SafiDraftField field = (SafiDraftField) i;

    if (safi_draft_fields[field].kind != self->part->kind)
      continue;
    if (field == SAFI_DRAFT_SCAM_CHANNEL)
      add_choice (self, field, new_choice (self, field, N_CHANNELS, get_channel_word, name_channel),
                  G_CALLBACK (channel_chosen_cb));
    else if (field == SAFI_DRAFT_USE)
      add_choice (self, field, new_choice (self, field, N_USES, get_use_word, name_use),
                  G_CALLBACK (use_chosen_cb));
    else if (safi_draft_fields[field].manner != SAFI_DRAFT_CHOICE)
      add_field (self, field);
  }
  if (self->part->kind == SAFI_DRAFT_TIP)
    add_recording (self);
  add_remove_row (self);
  show_fields (self);
  show_subjects (self);
}

/* They are many, so they are made when somebody wants to see them. */
static void
expanded_cb (SafiPackPart *self)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) || self->fields->len > 0)
    return;
  build (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "maker.check", NULL);
}

static void
safi_pack_part_finalize (GObject *object)
{
  SafiPackPart *self = SAFI_PACK_PART (object);

  g_ptr_array_unref (self->fields);
  g_free (self->language);
  g_free (self->first);
  G_OBJECT_CLASS (safi_pack_part_parent_class)->finalize (object);
}

static void
safi_pack_part_class_init (SafiPackPartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_pack_part_finalize;
  signals[REMOVE] = g_signal_new ("remove", SAFI_TYPE_PACK_PART, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
safi_pack_part_init (SafiPackPart *self)
{
  self->fields = g_ptr_array_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

static void
show_title (SafiPackPart *self)
{
  g_autofree char *title = safi_words_draft_title (self->part, self->language, self->first);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
}

GtkWidget *
safi_pack_part_new (SafiDraftPart *part, const char *language, const char *first)
{
  SafiPackPart *self = g_object_new (SAFI_TYPE_PACK_PART, NULL);

  self->part = part;
  safi_pack_part_show (self, language, first);
  return GTK_WIDGET (self);
}

SafiDraftPart *
safi_pack_part_get_part (SafiPackPart *self)
{
  return self->part;
}

void
safi_pack_part_show (SafiPackPart *self, const char *language, const char *first)
{
  g_autofree char *shown = g_strdup (language);
  g_autofree char *source = g_strdup (first);

  g_free (self->language);
  g_free (self->first);
  self->language = g_steal_pointer (&shown);
  self->first = g_steal_pointer (&source);
  show_fields (self);
  show_title (self);
}

void
safi_pack_part_tell (SafiPackPart *self, GPtrArray *faults)
{
  gboolean has_fault = FALSE;

  for (guint i = 0; i < faults->len; i++)
    has_fault |= ((SafiDraftFault *) faults->pdata[i])->part == self->part;
  for (guint i = 0; i < self->fields->len; i++)
    safi_pack_field_tell (self->fields->pdata[i], faults);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 /* Translators: of a tip, a number or a day in a form. */
                                 has_fault ? _ ("Needs another look") : "");
  show_title (self);
}

void
safi_pack_part_enter (SafiPackPart *self, SafiDraftField field)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  for (guint i = 0; i < self->fields->len; i++)
    if (safi_pack_field_get_field (self->fields->pdata[i]) == field)
      safi_pack_field_enter (self->fields->pdata[i]);
}
