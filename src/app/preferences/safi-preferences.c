/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences/safi-preferences.h"

#include <glib/gi18n.h>

#include "app/common/safi-country-model.h"
#include "app/common/safi-tasks.h"
#include "app/help/safi-help.h"
#include "app/preferences/safi-background-group.h"
#include "app/preferences/safi-data-group.h"
#include "app/preferences/safi-language-group.h"
#include "app/preferences/safi-letter-group.h"
#include "app/preferences/safi-privacy-group.h"
#include "app/preferences/safi-sender-rules.h"
#include "app/preferences/safi-training-group.h"
#include "app/speech/safi-read-aloud-rows.h"
#include "core/authentication/safi-dns-list.h"
#include "words/safi-words.h"

struct _SafiPreferences {
  AdwWindow parent_instance;

  SafiBackgroundGroup *background;
  GtkWidget *look_ups_group;
  GtkSwitch *look_ups;
  GtkEditable *forwarders;
  GtkEditable *certifiers;
  AdwExpanderRow *lists_row;
  SafiDataGroup *data_saver;
  SafiLetterGroup *letters;
  SafiPrivacyGroup *privacy;
  SafiSenderRules *sender_rules;
  SafiTrainingGroup *training;
  AdwPreferencesGroup *data_use;
  GtkDropDown *text_size;
  SafiLanguageGroup *language;
  GtkDropDown *country;

  GSettings *settings;  /* NULL until everything is filled in */
  SafiEngine *engine;   /* (nullable) */
  GPtrArray *countries; /* (element-type SafiCountry), in the order shown */
};

G_DEFINE_FINAL_TYPE (SafiPreferences, safi_preferences, ADW_TYPE_WINDOW)

/* Percent; in the order of the .ui file. */
static const int text_sizes[] = { 100, 125, 150 };

static void
text_size_selected_cb (SafiPreferences *self)
{
  guint chosen = gtk_drop_down_get_selected (self->text_size);

  if (self->settings != NULL && chosen < G_N_ELEMENTS (text_sizes))
    g_settings_set_int (self->settings, "text-percent", text_sizes[chosen]);
}

static void
change_policies (SafiPreferences *self, SafiPolicyChange change, gpointer user_data)
{
  if (self->settings != NULL && self->engine != NULL)
    safi_tasks_change_policies (self->engine, change, user_data);
}

static void
set_look_ups (SafiPolicy *policy, gpointer user_data)
{
  policy->look_ups = GPOINTER_TO_INT (user_data);
}

static void
look_ups_switched_cb (SafiPreferences *self)
{
  change_policies (self, set_look_ups, GINT_TO_POINTER (gtk_switch_get_active (self->look_ups)));
}

static void
set_forwarders (SafiPolicy *policy, gpointer user_data)
{
  safi_policy_set_names (policy->forwarders, user_data);
}

static void
set_certifiers (SafiPolicy *policy, gpointer user_data)
{
  safi_policy_set_names (policy->certifiers, user_data);
}

/* What cannot be read changes nothing; its row says so in place of its title. */
static void
show_fault (GtkEditable *entry, gboolean is_wrong)
{
  GtkWidget *row = GTK_WIDGET (entry);
  const char *fault = is_wrong ? _ ("Not kept: write addresses, with commas between") : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 fault != NULL ? fault
                                               : g_object_get_data (G_OBJECT (row), "title"));
  if (is_wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
      is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
apply_names (SafiPreferences *self, GtkEditable *entry, SafiPolicyChange change)
{
  char field[SAFI_POLICY_NAMES_OCTETS] = "";
  const gboolean is_read = safi_policy_set_names (field, gtk_editable_get_text (entry));

  show_fault (entry, !is_read);
  if (is_read)
    change_policies (self, change, field);
}

static void
forwarders_applied_cb (SafiPreferences *self)
{
  apply_names (self, self->forwarders, set_forwarders);
}

static void
certifiers_applied_cb (SafiPreferences *self)
{
  apply_names (self, self->certifiers, set_certifiers);
}

/* A zone, and whether it is chosen. */
typedef struct {
  const char *zone;
  gboolean is_on;
} Choice;

static void
set_list (SafiPolicy *policy, gpointer user_data)
{
  const Choice *choice = user_data;
  g_auto (GStrv) zones = safi_policy_list_names (policy->dns_lists);
  g_autoptr (GString) text = g_string_new (choice->is_on ? choice->zone : "");

  for (guint i = 0; zones[i] != NULL; i++)
    if (!g_str_equal (zones[i], choice->zone))
      g_string_append_printf (text, " %s", zones[i]);
  safi_policy_set_names (policy->dns_lists, text->str);
}

static void
list_switched_cb (GtkSwitch *toggle, GParamSpec *property, SafiPreferences *self)
{
  Choice choice = { g_object_get_data (G_OBJECT (toggle), "zone"), gtk_switch_get_active (toggle) };

  change_policies (self, set_list, &choice);
}

static GtkWidget *
make_list_row (SafiPreferences *self, const SafiDnsList *list, gboolean is_on)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();
  g_autofree char *link = g_markup_printf_escaped ("<a href=\"%s\">%s</a>", list->terms,
                                                   /* Translators: a link to what the operator of
                                                      a list asks of those who use it. */
                                                   _ ("Terms"));
  GtkWidget *terms = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (terms), link);
  gtk_widget_set_margin_end (terms, 6);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), list->name);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), is_on);
  g_object_set_data (G_OBJECT (toggle), "zone", (gpointer) list->zone);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  list->name, -1);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (list_switched_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), terms);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  return row;
}

/* @chosen: zones of one mailbox: they are the same in all. */
static void
fill_lists (SafiPreferences *self, const char *const *chosen)
{
  guint n_lists;
  const SafiDnsList *lists = safi_dns_list_get_all (&n_lists);

  for (guint i = 0; i < n_lists; i++)
    adw_expander_row_add_row (
        self->lists_row, make_list_row (self, &lists[i], g_strv_contains (chosen, lists[i].zone)));
}

static void
country_selected_cb (SafiPreferences *self)
{
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "country",
                           safi_country_model_get_chosen (self->country, self->countries));
}

static void
safi_preferences_dispose (GObject *object)
{
  SafiPreferences *self = SAFI_PREFERENCES (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->countries, g_ptr_array_unref);
  G_OBJECT_CLASS (safi_preferences_parent_class)->dispose (object);
}

static void
safi_preferences_class_init (SafiPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_preferences_dispose;
  g_type_ensure (SAFI_TYPE_SENDER_RULES);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "index");
  g_type_ensure (SAFI_TYPE_BACKGROUND_GROUP);
  g_type_ensure (SAFI_TYPE_DATA_GROUP);
  g_type_ensure (SAFI_TYPE_LANGUAGE_GROUP);
  g_type_ensure (SAFI_TYPE_LETTER_GROUP);
  g_type_ensure (SAFI_TYPE_PRIVACY_GROUP);
  g_type_ensure (SAFI_TYPE_READ_ALOUD_ROWS);
  g_type_ensure (SAFI_TYPE_TRAINING_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, background);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, look_ups_group);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, look_ups);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, forwarders);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, certifiers);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, lists_row);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, data_saver);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, letters);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, privacy);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, sender_rules);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, training);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, data_use);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, text_size);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, language);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, country);
  gtk_widget_class_bind_template_callback (widget_class, look_ups_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, forwarders_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, certifiers_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_size_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, country_selected_cb);
}

static void
safi_preferences_init (SafiPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_data_row (SafiPreferences *self, const SafiDataUse *use)
{
  SafiAccountState *state = safi_engine_find_account (self->engine, use->account);
  SafiAccount *account = state != NULL ? safi_account_state_get_account (state) : NULL;
  g_autofree char *words = safi_words_data_use (use->today, use->month);
  GtkWidget *row;

  if (account == NULL || safi_account_get_kind (account) != SAFI_ACCOUNT_IMAP)
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safi_account_get_address (account));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_preferences_group_add (self->data_use, row);
  gtk_widget_set_visible (GTK_WIDGET (self->data_use), TRUE);
}

static void
data_use_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiPreferences) self = user_data;
  g_autoptr (GPtrArray) rows =
      safi_engine_list_data_use_finish (SAFI_ENGINE (source), result, NULL);

  /* Closed meanwhile: there is nothing left to fill. */
  for (guint i = 0; rows != NULL && self->engine != NULL && i < rows->len; i++)
    add_data_row (self, rows->pdata[i]);
}

static void
show_names (SafiPreferences *self, const SafiPolicy *policy)
{
  g_auto (GStrv) lists = safi_policy_list_names (policy->dns_lists);

  gtk_editable_set_text (self->forwarders, policy->forwarders);
  gtk_editable_set_text (self->certifiers, policy->certifiers);
  fill_lists (self, (const char *const *) lists);
}

static void
keep_title (GtkEditable *entry)
{
  g_object_set_data_full (G_OBJECT (entry), "title",
                          g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (entry))),
                          g_free);
}

/* Look-ups are on only if they are for all mailboxes; without a mailbox there is nothing to choose.
 */
static void
show_wishes (SafiPreferences *self)
{
  GListModel *accounts = self->engine != NULL ? safi_engine_get_accounts (self->engine) : NULL;
  const guint n_accounts = accounts != NULL ? g_list_model_get_n_items (accounts) : 0;
  gboolean is_on = TRUE;

  for (guint i = 0; i < n_accounts; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    is_on &= safi_account_state_get_policy (state)->look_ups;
    if (i == 0)
      show_names (self, safi_account_state_get_policy (state));
  }
  gtk_switch_set_active (self->look_ups, is_on);
  gtk_widget_set_visible (self->look_ups_group, n_accounts > 0);
}

SafiPreferences *
safi_preferences_new (GtkWindow *parent, GSettings *settings, SafiEngine *engine)
{
  SafiPreferences *self = g_object_new (SAFI_TYPE_PREFERENCES, "transient-for", parent, NULL);
  g_autofree char *country = g_settings_get_string (settings, "country");
  int percent = g_settings_get_int (settings, "text-percent");

  safi_background_group_set_settings (self->background, settings);
  for (guint i = 0; i < G_N_ELEMENTS (text_sizes); i++)
    if (text_sizes[i] <= percent)
      gtk_drop_down_set_selected (self->text_size, i);
  safi_language_group_set_settings (self->language, settings);
  self->countries = safi_country_model_fill (self->country, country);
  self->engine = engine != NULL ? g_object_ref (engine) : NULL;
  keep_title (self->forwarders);
  keep_title (self->certifiers);
  show_wishes (self);
  if (engine != NULL) {
    safi_data_group_set_engine (self->data_saver, engine);
    safi_letter_group_set_engine (self->letters, engine);
    safi_privacy_group_set_engine (self->privacy, engine);
    safi_engine_list_data_use_async (engine, NULL, data_use_listed_cb, g_object_ref (self));
    safi_sender_rules_show (self->sender_rules, engine);
    safi_training_group_set_engine (self->training, engine);
  }
  self->settings = g_object_ref (settings);
  return self;
}

gboolean
safi_preferences_close (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (SAFI_IS_PREFERENCES (window)) {
      gtk_window_destroy (window);
      return TRUE;
    }
  }
  return FALSE;
}

void
safi_preferences_show_language (SafiPreferences *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->language));
}
