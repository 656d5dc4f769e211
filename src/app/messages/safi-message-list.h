/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* The judged messages of one filter and search as a GListModel of SafiMessageItem, newest first.
 * It fills itself page by page from the store and follows the engine's "judged". A message that is
 * answered stays in the list until the filter is set anew, so that a person sees what became of it
 * and can undo. Properties: "loading". Main thread only. */
#define SAFI_TYPE_MESSAGE_LIST (safi_message_list_get_type ())
G_DECLARE_FINAL_TYPE (SafiMessageList, safi_message_list, SAFI, MESSAGE_LIST, GObject)

SafiMessageList *safi_message_list_new (SafiEngine *engine);

/* Starts anew. @search: (nullable). */
void
safi_message_list_set_filter (SafiMessageList *self, SafiJudgedFilter filter, const char *search);
gboolean safi_message_list_is_loading (SafiMessageList *self);

G_END_DECLS
