/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences/safi-sender-rules.h"

#include <glib/gi18n.h>

#include "app/common/safi-tasks.h"
#include "core/text/safi-text.h"

#define ROWS_MAX 200 /* rows shown of all mailboxes; the command line lists all */
#define NAME_CHARS_MAX 200

struct _SafiSenderRules {
  AdwPreferencesGroup parent_instance;

  AdwExpanderRow *expander;
  SafiEngine *engine; /* (nullable) */
  guint n_rows;       /* also those that are not shown */
};

G_DEFINE_FINAL_TYPE (SafiSenderRules, safi_sender_rules, ADW_TYPE_PREFERENCES_GROUP)

static void
show_number (SafiSenderRules *self)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("You decided about %u sender", "You decided about %u senders", self->n_rows),
      self->n_rows);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expander), text);
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_rows > 0);
}

static void
forget_clicked_cb (SafiSenderRules *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);

  safi_tasks_set_sender_rule (self->engine, g_object_get_data (G_OBJECT (row), "account"),
                              g_object_get_data (G_OBJECT (row), "sender"), SAFI_SENDER_RULE_NONE);
  adw_expander_row_remove (self->expander, row);
  self->n_rows--;
  show_number (self);
}

static GtkWidget *
make_button (SafiSenderRules *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Take this back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Take this back"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (forget_clicked_cb), self);
  return button;
}

static void
add_rule (SafiSenderRules *self, const char *account, const SafiSaidRule *rule)
{
  g_autofree char *name = safi_text_isolate (rule->sender, NAME_CHARS_MAX);
  GtkWidget *row;

  if (self->n_rows++ >= ROWS_MAX)
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), rule->rule == SAFI_SENDER_RULE_TRUSTED
                                                         /* Translators: of a sender. */
                                                         ? _ ("Trusted")
                                                         /* Translators: of a sender. */
                                                         : _ ("Not wanted"));
  g_object_set_data_full (G_OBJECT (row), "account", g_strdup (account), g_free);
  g_object_set_data_full (G_OBJECT (row), "sender", g_strdup (rule->sender), g_free);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self));
  adw_expander_row_add_row (self->expander, row);
}

typedef struct {
  SafiSenderRules *self;
  char *account;
} Listing;

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Listing *listing = user_data;
  g_autoptr (SafiSenderRules) self = listing->self;
  g_autofree char *account = listing->account;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules =
      safi_engine_list_sender_rules_finish (SAFI_ENGINE (source), result, &error);

  if (self->engine == NULL)
    return; /* closed meanwhile */
  if (rules == NULL) {
    safi_tasks_tell_error (error);
    return;
  }
  for (guint i = 0; i < rules->len; i++)
    add_rule (self, account, rules->pdata[i]);
  show_number (self);
}

static void
safi_sender_rules_dispose (GObject *object)
{
  g_clear_object (&SAFI_SENDER_RULES (object)->engine);
  G_OBJECT_CLASS (safi_sender_rules_parent_class)->dispose (object);
}

static void
safi_sender_rules_class_init (SafiSenderRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = safi_sender_rules_dispose;
}

static void
safi_sender_rules_init (SafiSenderRules *self)
{
  self->expander = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->expander));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
safi_sender_rules_show (SafiSenderRules *self, SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  g_set_object (&self->engine, engine);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    Listing *listing = g_new (Listing, 1);

    listing->self = g_object_ref (self);
    listing->account = g_strdup (safi_account_get_id (safi_account_state_get_account (state)));
    safi_engine_list_sender_rules_async (engine, listing->account, NULL, listed_cb, listing);
  }
}
