/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/safi-engine.h"

G_BEGIN_DECLS

/* How all mailboxes together are doing. */

typedef enum {
  SAFI_MOOD_EMPTY,    /* no mailbox yet */
  SAFI_MOOD_CHECKING, /* a check runs */
  SAFI_MOOD_PROBLEM,  /* a mailbox needs the person */
  SAFI_MOOD_UNSURE,   /* messages need the person */
  SAFI_MOOD_OFFLINE,
  SAFI_MOOD_PAUSED,  /* all of them */
  SAFI_MOOD_LIMITED, /* today's limit of data is reached */
  SAFI_MOOD_QUIET,
} SafiMood;

typedef struct {
  SafiMood mood;
  guint n_accounts;
  guint unsure;
  guint would_move;
  guint judged;  /* last 7 days */
  guint junk;    /* last 7 days */
  guint moved;   /* last 7 days */
  guint done;    /* of the checks that run */
  guint total;   /* of the checks that run; 0 = not known */
  guint problem; /* place of the first mailbox that needs the person; with SAFI_MOOD_PROBLEM */
  gint64 last_check;
  SafiAllowance allowance; /* what the day's limit leaves, and the limit */
  guint day_megabytes;
  guint limited; /* place of a mailbox that it holds back; with SAFI_MOOD_LIMITED */
} SafiOverview;

SafiOverview safi_overview_of (GListModel *accounts);

G_END_DECLS
