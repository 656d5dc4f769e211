/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences/safi-letter-group.h"

#include "app/common/safi-tasks.h"
#include "core/text/safi-text.h"

#define ADDRESS_CHARS_MAX 100

struct _SafiLetterGroup {
  AdwPreferencesGroup parent_instance;

  SafiEngine *engine;
};

G_DEFINE_FINAL_TYPE (SafiLetterGroup, safi_letter_group, ADW_TYPE_PREFERENCES_GROUP)

static void
switched_cb (GtkSwitch *toggle, GParamSpec *property, SafiLetterGroup *self)
{
  SafiAccountState *state = g_object_get_data (G_OBJECT (toggle), "state");
  SafiPolicy policy = *safi_account_state_get_wished_policy (state);

  policy.digest = gtk_switch_get_active (toggle);
  safi_tasks_set_policy (self->engine, safi_account_get_id (safi_account_state_get_account (state)),
                         &policy);
}

static void
add_row (SafiLetterGroup *self, SafiAccountState *state)
{
  SafiAccount *account = safi_account_state_get_account (state);
  g_autofree char *address =
      safi_text_isolate (safi_account_get_address (account), ADDRESS_CHARS_MAX);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), address);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), safi_account_state_get_policy (state)->digest);
  g_object_set_data_full (G_OBJECT (toggle), "state", g_object_ref (state), g_object_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, address,
                                  -1);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
safi_letter_group_dispose (GObject *object)
{
  g_clear_object (&SAFI_LETTER_GROUP (object)->engine);
  G_OBJECT_CLASS (safi_letter_group_parent_class)->dispose (object);
}

static void
safi_letter_group_class_init (SafiLetterGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = safi_letter_group_dispose;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/safibox/Safibox/safi-letter-group.ui");
}

static void
safi_letter_group_init (SafiLetterGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_letter_group_set_engine (SafiLetterGroup *self, SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  g_return_if_fail (self->engine == NULL);
  self->engine = g_object_ref (engine);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    if (safi_account_get_kind (safi_account_state_get_account (state)) != SAFI_ACCOUNT_IMAP)
      continue;
    add_row (self, state);
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  }
}
