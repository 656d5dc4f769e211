/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-judged.h"

G_BEGIN_DECLS

/* A row of the list of messages: a judged message and what its row says. Its signal "changed" tells
 * that the row says something else now. Main thread only. */
#define SAFI_TYPE_MESSAGE_ITEM (safi_message_item_get_type ())
G_DECLARE_FINAL_TYPE (SafiMessageItem, safi_message_item, SAFI, MESSAGE_ITEM, GObject)

SafiMessageItem *safi_message_item_new (SafiJudged *judged);
SafiJudged *safi_message_item_get_judged (SafiMessageItem *self); /* (transfer none) */
void safi_message_item_set_judged (SafiMessageItem *self, SafiJudged *judged);

/* The words of a row, by their places. */
typedef enum {
  SAFI_MESSAGE_SENDER,
  SAFI_MESSAGE_DOMAIN, /* of the sender's address; empty if there is none */
  SAFI_MESSAGE_TIME,
  SAFI_MESSAGE_SUBJECT,
  SAFI_MESSAGE_SUMMARY, /* what it is, and why */
  SAFI_MESSAGE_N_PLACES
} SafiMessagePlace;

typedef struct {
  char *places[SAFI_MESSAGE_N_PLACES]; /* (nullable): NULL = the row has no such line */
  char *name;                          /* the whole row in one line, as it is read aloud */
} SafiMessageWords;

/* @is_hiding: without the sender, the subject and reasons, which may name them.
 * Returns: (transfer full). */
SafiMessageWords *safi_message_item_describe (SafiMessageItem *self, gboolean is_hiding);
void safi_message_words_free (SafiMessageWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiMessageWords, safi_message_words_free)

/* Returns: (transfer full): the sender's name as the row says it. */
char *safi_message_item_name_sender (SafiMessageItem *self);

/* Whether the message is in doubt: its symbol is amber. */
gboolean safi_message_item_is_doubtful (SafiMessageItem *self);
/* The symbol of what a message is, after the person's answer if there is one. */
const char *safi_message_item_choose_icon (SafiJudged *judged);

G_END_DECLS
