/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/judgement/safi-judged.h"

G_BEGIN_DECLS

typedef enum {
  SAFI_MESSAGE_ORDER_NEWEST, /* as the list is */
  SAFI_MESSAGE_ORDER_SENDER,
  SAFI_MESSAGE_ORDER_LEAST_SURE,
} SafiMessageOrder;

/* Which of the messages are chosen, and in which order they stand. All rows are walked only where
 * the order is set. Signal: "changed": others are chosen. Main thread only. */
#define SAFI_TYPE_MESSAGE_CHOICE (safi_message_choice_get_type ())
G_DECLARE_FINAL_TYPE (SafiMessageChoice, safi_message_choice, SAFI, MESSAGE_CHOICE, GObject)

/* @messages: of SafiMessageItem, the newest first. */
SafiMessageChoice *safi_message_choice_new (GListModel *messages);
GtkSelectionModel *safi_message_choice_get_model (SafiMessageChoice *self); /* (transfer none) */
void safi_message_choice_set_order (SafiMessageChoice *self, SafiMessageOrder order);

guint safi_message_choice_count (SafiMessageChoice *self);
/* (transfer none) (nullable): NULL unless just one is chosen. */
SafiJudged *safi_message_choice_get_only (SafiMessageChoice *self);
/* (transfer full) (element-type SafiJudged) */
GPtrArray *safi_message_choice_get_all (SafiMessageChoice *self);

void safi_message_choice_choose (SafiMessageChoice *self, guint position); /* and no other */
void safi_message_choice_toggle (SafiMessageChoice *self, guint position);
void safi_message_choice_clear (SafiMessageChoice *self);

/* Returns: the position of the next message after the chosen one that waits for an answer, from the
 * beginning again after the last; GTK_INVALID_LIST_POSITION if none does. */
guint safi_message_choice_find_waiting (SafiMessageChoice *self);

G_END_DECLS
