/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/authentication/safi-sender-keys.h"

#include "store/senders/safi-store-dkim-keys.h"

gboolean
safi_sender_keys_recall (SafiStore *store,
                         const char *account,
                         SafiAuthentication *authentication,
                         GError **error)
{
  g_auto (GStrv) names = safi_authentication_list_key_names (authentication);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autoptr (GError) local = NULL;
    g_autoptr (SafiKeptKey) key = safi_store_get_dkim_key (store, account, names[i], &local);

    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (key != NULL)
      safi_authentication_add_key (authentication, g_steal_pointer (&key));
  }
  return TRUE;
}

gboolean
safi_sender_keys_keep (SafiStore *store,
                       const char *account,
                       SafiAuthentication *authentication,
                       GError **error)
{
  GPtrArray *keys = safi_authentication_get_seen_keys (authentication);

  for (guint i = 0; i < keys->len; i++)
    if (!safi_store_put_dkim_key (store, account, keys->pdata[i], error))
      return FALSE;
  return TRUE;
}
