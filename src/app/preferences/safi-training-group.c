/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences/safi-training-group.h"

#include <glib/gi18n.h>

#include "app/common/safi-choice-row.h"
#include "app/preferences/safi-training-window.h"

struct _SafiTrainingGroup {
  AdwPreferencesGroup parent_instance;

  SafiEngine *engine;
};

G_DEFINE_FINAL_TYPE (SafiTrainingGroup, safi_training_group, ADW_TYPE_PREFERENCES_GROUP)

static void
row_activated_cb (AdwActionRow *row, SafiTrainingGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  safi_training_window_present (GTK_WINDOW (root), self->engine,
                                g_object_get_data (G_OBJECT (row), "account"));
}

static void
safi_training_group_dispose (GObject *object)
{
  g_clear_object (&SAFI_TRAINING_GROUP (object)->engine);
  G_OBJECT_CLASS (safi_training_group_parent_class)->dispose (object);
}

static void
safi_training_group_class_init (SafiTrainingGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = safi_training_group_dispose;
}

static void
safi_training_group_init (SafiTrainingGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Training"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      _ ("What Safibox learned from your mail: save a copy, bring one in, start over, or try it."));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static GtkWidget *
make_row (SafiTrainingGroup *self, SafiAccount *account)
{
  GtkWidget *row = safi_choice_row_new (safi_account_get_address (account), NULL);

  g_object_set_data_full (G_OBJECT (row), "account", safi_account_ref (account),
                          (GDestroyNotify) safi_account_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, 0);
  return row;
}

void
safi_training_group_set_engine (SafiTrainingGroup *self, SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self),
                               make_row (self, safi_account_state_get_account (state)));
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  }
}
