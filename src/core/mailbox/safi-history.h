/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-types.h"

G_BEGIN_DECLS

/* What came in the last weeks and what it cost, as a person is shown it. Plain values. */

/* What a person tells mail apart by, in the order in which bars are stacked. */
typedef enum {
  SAFI_SORT_SCAM, /* wants secrets or money, or threatens */
  SAFI_SORT_FILE, /* carries a harmful file */
  SAFI_SORT_ADVERT,
  SAFI_SORT_OTHER,
  SAFI_SORT_UNSURE,
  SAFI_SORT_GOOD,
} SafiSort;

#define SAFI_N_SORTS (SAFI_SORT_GOOD + 1)

/* Messages that were received from @since on and before @until (seconds UTC). What the person said
 * goes before what Safibox thinks. */
typedef struct {
  gint64 since;
  gint64 until;
  guint counts[SAFI_N_SORTS];
} SafiTally;

/* Where a message counts; @kind matters for junk only. */
SafiSort safi_sort_of (SafiDecision decision, SafiKind kind);

guint safi_tally_get_junk (const SafiTally *self);
guint safi_tally_get_all (const SafiTally *self);
/* The sort of junk of which most came; SAFI_SORT_GOOD if there is none, or no single one. */
SafiSort safi_tally_get_most (const SafiTally *self);

#define SAFI_HISTORY_WEEKS 8
#define SAFI_HISTORY_DAYS 14

typedef struct {
  SafiTally weeks[SAFI_HISTORY_WEEKS]; /* seven days each, oldest first; the last one ends today */
  SafiTally today;
  gint64 days[SAFI_HISTORY_DAYS];    /* seconds UTC: when each day began; the last one is today */
  guint64 octets[SAFI_HISTORY_DAYS]; /* on the wire, both ways, on each day */
} SafiHistory;

/* All counts 0, for the days of the person's calendar up to that of @now (seconds UTC). */
SafiHistory safi_history_begin (gint64 now);

/* Octets of @n_days days before the newest @skip days. */
guint64 safi_history_sum_octets (const SafiHistory *self, guint skip, guint n_days);

G_END_DECLS
