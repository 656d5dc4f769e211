/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-mood.h"
#include "service/state/safi-account-state.h"

G_BEGIN_DECLS

/* All mailboxes together. A plain value. */
typedef struct {
  SafiMood mood;
  SafiMoodFacts facts;
  guint would_move;
  gboolean is_stopped; /* more junk in a mailbox than Safibox moves unasked */
  guint judged;        /* last 7 days */
  guint junk;          /* last 7 days */
  guint moved;         /* last 7 days */
  guint done;          /* of the checks or the learning under way */
  guint total;         /* of them; 0 = not known */
  guint problem;      /* place of the first mailbox that needs the person; with SAFI_MOOD_PROBLEM */
  gint64 last_check;  /* seconds UTC; 0 = never */
  gboolean has_pause; /* a mailbox is paused … */
  gint64 paused_until;     /* … and the first goes on then, seconds UTC; 0 = not by itself */
  SafiAllowance allowance; /* what the day's limit leaves, and the limit */
  guint day_megabytes;
  guint limited; /* place of a mailbox that it holds back; with SAFI_MOOD_LIMITED */
  /* Mailboxes that are only watched; the practice mailbox is not counted. */
  guint n_watched;
  guint n_watch_over;        /* whose week is over: the person is asked */
  SafiWatching watched;      /* all together; day: of the one that is furthest */
  SafiWatching watched_over; /* those whose week is over */
} SafiOverview;

/* @accounts: (element-type SafiAccountState). @is_metered: data cost money now. Main thread. */
SafiOverview safi_overview_of (GListModel *accounts, gboolean is_metered);

G_END_DECLS
