/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/safi-judged.h"

G_BEGIN_DECLS

/* A row of the list of messages: a judged message and what its row says, ready to show. Properties
 * for the row: "icon-name", "symbol-classes", "sender", "domain", "time", "subject", "summary".
 * Main thread only. */
#define SAFI_TYPE_MESSAGE_ITEM (safi_message_item_get_type ())
G_DECLARE_FINAL_TYPE (SafiMessageItem, safi_message_item, SAFI, MESSAGE_ITEM, GObject)

SafiMessageItem *safi_message_item_new (SafiJudged *judged);
SafiJudged *safi_message_item_get_judged (SafiMessageItem *self); /* (transfer none) */
void safi_message_item_set_judged (SafiMessageItem *self, SafiJudged *judged);

/* Returns: (transfer full): the whole row in one line, as it is read aloud. */
char *safi_message_item_describe (SafiMessageItem *self);
/* The same where senders and subjects are hidden. */
char *safi_message_item_describe_hidden (SafiMessageItem *self);

/* The symbol of what a message is, after the person's answer if there is one. */
const char *safi_message_item_choose_icon (SafiJudged *judged);
/* Its word: "Junk", "Not sure", "Good". */
const char *safi_message_item_choose_word (SafiJudged *judged);

G_END_DECLS
