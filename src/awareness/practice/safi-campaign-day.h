/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/practice/safi-practice-topic.h"

G_BEGIN_DECLS

/* A day, or a month, on which Learn opens with a card of Safibox's own, as it does on the days of a
 * pack (SafiPackDay). What they are, and where that is written: docs/standards.md, "Days". */
typedef struct {
  const char *id;       /* settings keep it, so it never changes; has no "/" */
  const char *title;    /* to be translated */
  const char *sentence; /* to be translated: what it is about, and what to do on it */
  SafiTopic topic;      /* of the round that goes with it */
  const char *tip;      /* id of the one whose poster goes with it: one that children may see */
} SafiCampaignDay;

/* Returns: (nullable) (transfer none): the one that is @today; no two fall on one day, and each
 * comes once a year. Any thread. */
const SafiCampaignDay *safi_campaign_day_find (const GDate *today);

G_END_DECLS
