/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When a person is asked to practise again: what was learned fades within half a year. */

#define SAFI_REFRESHER_DAYS 150                /* after the last round, or since Safibox is used */
#define SAFI_REFRESHER_LATER_DAYS 30           /* after the person said "not now" */
#define SAFI_REFRESHER_APART_DAYS 1            /* between two prompts of any sort */
#define SAFI_REFRESHER_QUIET_SECONDS (60 * 60) /* of the first use */

typedef enum {
  SAFI_REFRESHER_NONE,
  SAFI_REFRESHER_DUE,      /* it was long ago */
  SAFI_REFRESHER_NEW_KIND, /* a kind of scam came that never came before */
} SafiRefresher;

/* Times: seconds UTC, 0 = never. One in the future was written by a wrong clock, and counts as
 * never; nobody is asked before it is known since when Safibox is used. */
typedef struct {
  gint64 first_used;
  gint64 last_round;
  gint64 last_prompt; /* put away or followed */
  gboolean put_away;  /* the last prompt was answered with "not now" */
  gboolean has_new_kind;
} SafiRefresherFacts;

SafiRefresher safi_refresher_choose (const SafiRefresherFacts *facts, gint64 now);

G_END_DECLS
