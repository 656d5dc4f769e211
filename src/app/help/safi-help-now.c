/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-help-now.h"

#include <glib/gi18n.h>

#include "app/common/safi-locale.h"
#include "app/common/safi-mail-rows.h"
#include "app/common/safi-pack-list.h"
#include "app/common/safi-toast.h"
#include "app/common/safi-wrapped-label.h"
#include "app/help/safi-contact-rows.h"
#include "app/help/safi-emergency-rows.h"
#include "app/help/safi-evidence-form.h"
#include "app/help/safi-help.h"
#include "app/help/safi-my-numbers.h"
#include "app/speech/safi-read-aloud.h"
#include "awareness/country/safi-country.h"
#include "awareness/country/safi-emergency.h"
#include "core/base/safi-clock.h"
#include "core/text/safi-text.h"
#include "words/catalogue/safi-words-catalogue.h"
#include "words/teaching/safi-words-emergency.h"
#include "words/teaching/safi-words-pack.h"

struct _SafiHelpNow {
  AdwWindow parent_instance;

  GtkWidget *back_button;
  SafiReadAloud *read_aloud;
  AdwToastOverlay *toasts;
  GtkStack *pages;
  GtkListBox *entries;
  AdwPreferencesGroup *english_below_entries;
  AdwPreferencesGroup *english_below_steps;
  AdwActionRow *country_row;
  GtkScrolledWindow *steps_scroller;
  GtkLabel *entry_title;
  GtkLabel *lead;
  GtkLabel *english_lead;
  GtkListBox *own;
  AdwPreferencesGroup *contacts_group;
  GtkListBox *contacts;
  GtkListBox *steps;
  AdwPreferencesGroup *doubtful_group;
  GtkListBox *doubtful;
  GtkWidget *packs_group;
  GtkListBox *packs;
  AdwActionRow *sheet_row;
  GtkWidget *sheet_button;
  SafiMyNumbers *numbers;

  GSettings *settings;
  SafiMessage *message;       /* (nullable) */
  const SafiEmergency *shown; /* (nullable) until one is chosen */
};

G_DEFINE_FINAL_TYPE (SafiHelpNow, safi_help_now, ADW_TYPE_WINDOW)

static void
add_titles (GString *said, GtkListBox *list)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    g_string_append_printf (said, "%s\n",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

/* What happened, or what to do about it. Numbers are there to be seen and dialled. */
static void
set_reading (SafiHelpNow *self, const char *page)
{
  g_autoptr (GString) said = g_string_new (NULL);

  if (g_str_equal (page, "list")) {
    g_string_append_printf (said, "%s\n", _ ("What happened?"));
    add_titles (said, self->entries);
  } else if (g_str_equal (page, "steps")) {
    g_string_append_printf (said, "%s\n%s\n", gtk_label_get_label (self->entry_title),
                            gtk_label_get_label (self->lead));
    add_titles (said, self->steps);
  } else
    g_string_append_printf (
        said, "%s\n%s\n", _ ("My numbers"),
        adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (self->numbers)));
  safi_read_aloud_set_text (self->read_aloud, said->str, GETTEXT_PACKAGE);
}

static void
show_page (SafiHelpNow *self, const char *name)
{
  set_reading (self, name);
  gtk_stack_set_visible_child_name (self->pages, name);
  gtk_widget_set_visible (self->back_button, !g_str_equal (name, "list"));
}

/* Returns: (nullable): @english, unless it was switched off. */
static const char *
if_wanted (SafiHelpNow *self, const char *english)
{
  return g_settings_get_boolean (self->settings, "english-too") ? english : NULL;
}

/* Returns: (nullable): the English to show below a sentence. */
static const char *
get_english (SafiHelpNow *self, const char *text)
{
  return if_wanted (self, safi_words_emergency_english (text));
}

/* Returns: (nullable): the same of what a number is for. */
static const char *
get_english_use (SafiHelpNow *self, SafiCountryUse use)
{
  return if_wanted (self, safi_words_country_use_english (use));
}

/* @place: which step it is; the first one stands alone on top. */
static void
add_step (SafiHelpNow *self, guint place, const SafiEmergencyStep *step)
{
  gtk_list_box_append (self->steps, safi_emergency_rows_new_step (place, step->text,
                                                                  get_english (self, step->text)));
}

static void
show_lead (SafiHelpNow *self, const char *text)
{
  const char *english = get_english (self, text);

  gtk_label_set_label (self->lead, safi_words_emergency (text));
  gtk_label_set_label (self->english_lead, english != NULL ? english : "");
  gtk_widget_set_visible (GTK_WIDGET (self->english_lead), english != NULL);
}

static void
show_steps (SafiHelpNow *self)
{
  const SafiEmergency *emergency = self->shown;

  safi_mail_rows_clear (self->steps);
  gtk_label_set_label (self->entry_title, safi_words_emergency (emergency->title));
  show_lead (self, emergency->steps[0].text);
  for (guint i = 1; i < emergency->n_steps; i++)
    add_step (self, i + 1, &emergency->steps[i]);
  add_step (self, emergency->n_steps + 1, safi_emergency_get_last_step ());
}

static void
add_write_down_row (SafiHelpNow *self)
{
  const char *where =
      /* Translators: where to find the number of one's bank. */
      N_ ("Take the number from your card, a bill or the counter, never from a message.");
  const char *english = get_english (self, where);
  g_autofree char *both = g_strconcat (_ (where), english != NULL ? "\n" : NULL, english, NULL);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Write down…"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("None is written down yet"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), both);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "contact.write-down");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->own, row);
}

static void
show_own_numbers (SafiHelpNow *self)
{
  g_autoptr (GPtrArray) numbers = safi_my_numbers_list (self->settings);

  safi_mail_rows_clear (self->own);
  for (guint i = 0; i < numbers->len; i++) {
    const SafiMyNumber *number = numbers->pdata[i];

    gtk_list_box_append (self->own, safi_contact_rows_new_own (number->title, number->value));
  }
  if (numbers->len == 0)
    add_write_down_row (self);
}

static void
add_contacts (SafiHelpNow *self, const char *country)
{
  g_autoptr (GPtrArray) found = NULL;
  GDate today;

  safi_clock_get_date (safi_clock_get_system (), &today);
  found = safi_country_find_contacts (safi_country_list_facts (), country, self->shown->uses,
                                      self->shown->n_uses, &today);
  for (guint i = 0; i < found->len; i++) {
    const SafiCountryFact *fact = found->pdata[i];

    gtk_list_box_append (
        safi_country_fact_is_doubtful (fact) ? self->doubtful : self->contacts,
        safi_contact_rows_new_fact (fact, &today, get_english_use (self, fact->use)));
  }
}

/* In a list of their own behind all of ours, so that none can stand in the place of one. */
static void
add_pack_contacts (SafiHelpNow *self, const SafiPack *pack)
{
  GDate today;

  safi_clock_get_date (safi_clock_get_system (), &today);
  for (guint i = 0; i < self->shown->n_uses; i++) {
    g_autoptr (GPtrArray) found =
        safi_pack_find_numbers (safi_words_pack_texts (pack), self->shown->uses[i]);

    for (guint j = 0; j < found->len; j++)
      gtk_list_box_append (self->packs, safi_contact_rows_new_pack_fact (
                                            pack, found->pdata[j], &today,
                                            get_english_use (self, self->shown->uses[i])));
  }
}

static void
show_packs (SafiHelpNow *self, const char *country)
{
  GPtrArray *packs = safi_pack_list_get_packs (safi_pack_list_get_default ());

  safi_mail_rows_clear (self->packs);
  for (guint i = 0; i < packs->len; i++) {
    const SafiPack *pack = ((SafiShelfPack *) packs->pdata[i])->pack;

    if (pack != NULL && safi_pack_is_for_country (pack, country))
      add_pack_contacts (self, pack);
  }
}

static gboolean
has_rows (GtkListBox *list)
{
  return gtk_list_box_get_row_at_index (list, 0) != NULL;
}

static void
show_contacts (SafiHelpNow *self)
{
  g_autofree char *country = g_settings_get_string (self->settings, "country");
  g_autofree char *name = safi_locale_name_country (country);
  const char *args[] = { name, NULL };
  /* Translators: heads a list of phone numbers; {0} is the name of a country. */
  g_autofree char *title = safi_text_fill (_ ("Numbers: {0}"), args);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  safi_mail_rows_clear (self->contacts);
  safi_mail_rows_clear (self->doubtful);
  if (*country != '\0')
    add_contacts (self, country);
  show_packs (self, country);
  adw_preferences_group_set_title (self->contacts_group, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->contacts_group), has_rows (self->contacts));
  adw_preferences_group_set_description (
      self->doubtful_group, get_english (self, N_ ("Ask somebody before you use these")));
  gtk_widget_set_visible (GTK_WIDGET (self->doubtful_group), has_rows (self->doubtful));
  gtk_widget_set_visible (self->packs_group, has_rows (self->packs));
}

static void
show_emergency (SafiHelpNow *self)
{
  if (self->shown == NULL)
    return;
  show_steps (self);
  show_own_numbers (self);
  show_contacts (self);
}

static void
entry_activated_cb (SafiHelpNow *self, GtkListBoxRow *row)
{
  guint n_entries;
  const SafiEmergency *entries = safi_emergency_list (&n_entries);

  self->shown = &entries[gtk_list_box_row_get_index (row)];
  show_emergency (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->steps_scroller), 0);
  show_page (self, "steps");
}

static void
back_clicked_cb (SafiHelpNow *self)
{
  const gboolean is_form =
      g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "numbers") == 0;

  show_page (self, is_form && self->shown != NULL ? "steps" : "list");
  if (!is_form)
    self->shown = NULL;
}

static void
numbers_clicked_cb (SafiHelpNow *self)
{
  show_page (self, "numbers");
}

static void
country_clicked_cb (SafiHelpNow *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "preferences",
                                  NULL);
}

static void
sheet_clicked_cb (SafiHelpNow *self)
{
  safi_evidence_form_present (GTK_WINDOW (self), self->message);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *value)
{
  const char *args[] = { g_variant_get_string (value, NULL), NULL };
  /* Translators: {0} is a phone number or an address that can be pasted now. */
  g_autofree char *sentence = safi_text_fill (_ ("Copied: {0}"), args);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), args[0]);
  adw_toast_overlay_add_toast (SAFI_HELP_NOW (widget)->toasts, safi_toast_new (sentence));
}

static void
write_down_cb (GtkWidget *widget, const char *action, GVariant *unused)
{
  show_page (SAFI_HELP_NOW (widget), "numbers");
}

static void
show_country (SafiHelpNow *self)
{
  g_autofree char *country = g_settings_get_string (self->settings, "country");
  g_autofree char *name = *country != '\0' ? safi_locale_name_country (country)
                                           /* Translators: no country is chosen. */
                                           : g_strdup (_ ("Not said"));

  adw_action_row_set_subtitle (self->country_row, name);
}

static void
country_changed_cb (SafiHelpNow *self)
{
  show_country (self);
  show_emergency (self);
}

static void
safi_help_now_dispose (GObject *object)
{
  SafiHelpNow *self = SAFI_HELP_NOW (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->message, safi_message_unref);
  G_OBJECT_CLASS (safi_help_now_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, back_button);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, read_aloud);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, pages);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, entries);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, country_row);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, steps_scroller);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, entry_title);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, lead);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, english_lead);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, english_below_entries);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, english_below_steps);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, own);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, contacts_group);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, contacts);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, steps);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, doubtful_group);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, doubtful);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, packs_group);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, packs);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, sheet_button);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpNow, numbers);
}

static void
safi_help_now_class_init (SafiHelpNowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_help_now_dispose;
  g_type_ensure (SAFI_TYPE_MY_NUMBERS);
  g_type_ensure (SAFI_TYPE_READ_ALOUD);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "scam");
  gtk_widget_class_install_action (widget_class, "contact.copy", "s", copy_cb);
  gtk_widget_class_install_action (widget_class, "contact.write-down", NULL, write_down_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-help-now.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, numbers_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, country_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_clicked_cb);
}

static void
show_entries (SafiHelpNow *self)
{
  guint n_entries;
  const SafiEmergency *entries = safi_emergency_list (&n_entries);

  safi_mail_rows_clear (self->entries);
  for (guint i = 0; i < n_entries; i++)
    gtk_list_box_append (self->entries, safi_emergency_rows_new_entry (
                                            &entries[i], get_english (self, entries[i].title)));
}

static void
english_changed_cb (SafiHelpNow *self)
{
  show_entries (self);
  show_emergency (self);
}

static void
offer_english (SafiHelpNow *self, AdwPreferencesGroup *group)
{
  adw_preferences_group_add (group, safi_emergency_rows_new_english (self->settings));
  gtk_widget_set_visible (GTK_WIDGET (group), safi_words_is_draft (GETTEXT_PACKAGE));
}

static void
safi_help_now_init (SafiHelpNow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  safi_toast_close_by_escape (self->toasts);
  safi_wrapped_label_use_in_title (GTK_WIDGET (self->contacts_group));
  safi_wrapped_label_use_in_title (GTK_WIDGET (self->doubtful_group));
  self->settings = g_settings_new (SAFI_APPLICATION_ID);
  show_entries (self);
  offer_english (self, self->english_below_entries);
  offer_english (self, self->english_below_steps);
  g_signal_connect_object (self->settings, "changed::english-too", G_CALLBACK (english_changed_cb),
                           self, G_CONNECT_SWAPPED);
  safi_my_numbers_edit (self->numbers, self->settings);
  g_signal_connect_object (self->settings, "changed::country", G_CALLBACK (country_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::my-numbers", G_CALLBACK (show_emergency), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (safi_pack_list_get_default (), "changed", G_CALLBACK (show_emergency),
                           self, G_CONNECT_SWAPPED);
  country_changed_cb (self);
  show_page (self, "list");
}

/* @parent: (nullable). A window that was opened from this one stays above it. */
static void
put_above (GtkWindow *self, GtkWindow *parent)
{
  for (GtkWindow *i = parent; i != NULL; i = gtk_window_get_transient_for (i))
    if (i == self)
      return;
  gtk_window_set_transient_for (self, parent);
  /* Else a modal parent would keep every key and click from it. */
  gtk_window_set_modal (self, parent != NULL && gtk_window_get_modal (parent));
}

static void
set_message (SafiHelpNow *self, SafiMessage *message)
{
  if (message != NULL)
    self->message = safi_message_ref (message);
  else
    adw_action_row_set_subtitle (self->sheet_row,
                                 /* Translators: “I clicked or paid” is the name of a button. */
                                 _ ("Open the message, and press “I clicked or paid” there."));
  gtk_widget_set_visible (self->sheet_button, message != NULL);
}

void
safi_help_now_present (GtkWindow *parent, SafiMessage *message)
{
  static GtkWindow *open = NULL; /* weak: one is enough */

  if (open != NULL && message != NULL)
    gtk_window_destroy (open);
  if (open == NULL) {
    g_set_weak_pointer (&open, g_object_new (SAFI_TYPE_HELP_NOW, NULL));
    set_message (SAFI_HELP_NOW (open), message);
  }
  put_above (open, parent);
  gtk_window_present (open);
}
