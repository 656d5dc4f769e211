/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/practice/safi-practice-item.h"

G_BEGIN_DECLS

/* What a round of practice is about. */
typedef enum {
  SAFI_TOPIC_MIXED, /* everything */
  SAFI_TOPIC_SCHOOL,
  SAFI_TOPIC_SHOP,
  SAFI_TOPIC_MOBILE_MONEY,
  SAFI_TOPIC_JOBS,
  SAFI_TOPIC_PHONE,
  SAFI_TOPIC_MAILBOX,
} SafiTopic;

#define SAFI_N_TOPICS (SAFI_TOPIC_MAILBOX + 1)

/* School is for children, too: what is not meant for them has no place there. */
gboolean safi_topic_has (SafiTopic topic, const SafiPracticeItem *item);

const char *safi_topic_to_word (SafiTopic topic); /* "mixed", "school" … */
gboolean safi_topic_from_word (const char *word, SafiTopic *ret_topic);

G_END_DECLS
