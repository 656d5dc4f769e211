/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/accounts/safi-account-form-private.h"

#include "account/safi-online-accounts.h"
#include "core/text/safi-text.h"

#define ADDRESS_CHARS_MAX 200

static void
chosen_cb (AdwActionRow *row, gpointer user_data)
{
  SafiAccountForm *self = SAFI_ACCOUNT_FORM (gtk_widget_get_root (GTK_WIDGET (row)));

  safi_account_form_connect_online (self, g_object_get_data (G_OBJECT (row), "account"));
}

static gboolean
is_linked (SafiAccountForm *self, SafiAccount *account)
{
  GListModel *accounts = safi_engine_get_accounts (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    if (g_ascii_strcasecmp (safi_account_get_address (safi_account_state_get_account (state)),
                            safi_account_get_address (account)) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
add_row (SafiAccountForm *self, const SafiOnlineAccount *online)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *address =
      safi_text_isolate (safi_account_get_address (online->account), ADDRESS_CHARS_MAX);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), address);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), online->provider);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "account", safi_account_ref (online->account),
                          (GDestroyNotify) safi_account_unref);
  g_signal_connect (row, "activated", G_CALLBACK (chosen_cb), NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->online_group), row);
  gtk_widget_set_visible (self->online_group, TRUE);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiAccountForm) self = user_data;
  g_autoptr (GPtrArray) all = safi_online_accounts_list_finish (result, NULL);

  for (guint i = 0; self->engine != NULL && all != NULL && i < all->len; i++) {
    const SafiOnlineAccount *online = all->pdata[i];

    if (!is_linked (self, online->account))
      add_row (self, online);
  }
}

void
safi_account_form_list_online (SafiAccountForm *self)
{
  safi_online_accounts_list_async (NULL, listed_cb, g_object_ref (self));
}
