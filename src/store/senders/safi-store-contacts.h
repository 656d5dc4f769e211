/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-contacts.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* Whom Safibox contacted. */

#define SAFI_CONTACT_DAYS 7 /* today among them; older ones are forgotten */

/* Adds @rows (element-type SafiContact), and forgets days that are too old, by the store's clock,
 * or too many. */
gboolean safi_store_add_contacts (SafiStore *self, GPtrArray *rows, GError **error);

/* Keeps what @contacts holds since the last time; what cannot be kept stays there. */
void safi_store_keep_contacts (SafiStore *self, SafiContacts *contacts);

/* Returns: (transfer full) (element-type SafiContact): the newest day first, in a day the mailboxes
 * first. */
GPtrArray *safi_store_list_contacts (SafiStore *self, GError **error);

G_END_DECLS
