/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/messages/safi-message-item.h"

G_BEGIN_DECLS

/* A row of the list of messages, which draws its words itself: a list keeps some two hundred rows
 * and fills them anew as one scrolls; with a widget for each word that took most of the time.
 * Properties: "chosen", "selecting": with a check box that shows whether it is chosen, "hiding". A
 * screen reader hears one name, of the list's own object around it: sender, subject, date, verdict.
 */
#define SAFI_TYPE_MESSAGE_ROW (safi_message_row_get_type ())
G_DECLARE_FINAL_TYPE (SafiMessageRow, safi_message_row, SAFI, MESSAGE_ROW, GtkWidget)

/* Makes the rows of a list; their "selecting" follows @page's.
 * @page: has a boolean property "selecting" and outlives the list. */
GtkListItemFactory *safi_message_row_new_factory (GObject *page);

/* Returns: (transfer none) (nullable): the row of @list below @x, @y. */
SafiMessageRow *safi_message_row_find_at (GtkWidget *list, double x, double y);
/* Returns: (transfer none) (nullable): the row of @position if it stands in @list now. */
SafiMessageRow *safi_message_row_find (GtkWidget *list, guint position);
guint safi_message_row_get_position (SafiMessageRow *self);

G_END_DECLS
