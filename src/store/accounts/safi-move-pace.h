/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/safi-store.h"

G_BEGIN_DECLS

/* How many messages Safibox moves to Junk by itself: without undos, and without what a person asked
 * for. A plain value. */
typedef struct {
  guint in_hour; /* in the last hour, since the person last said that it may go on */
  guint today;   /* the same in the last 24 hours */
  guint earlier; /* in the SAFI_POLICY_MOVES_MEAN_DAYS before */
  guint days;    /* over which these are spread: since the first of them; 0 = there is none */
} SafiMovePace;

/* @approved: the last action before the person said so; 0 = never. What the journal dates later
 * than now, because the clock was wrong, does not count. */
gboolean safi_move_pace_read (SafiStore *store,
                              const char *account,
                              gint64 approved,
                              SafiMovePace *ret_pace,
                              GError **error);

/* A person asked for the moves of @run. */
gboolean safi_move_pace_set_asked (SafiStore *store, gint64 run, GError **error);

/* The newest action of the account; 0 = none. */
gboolean
safi_move_pace_get_last (SafiStore *store, const char *account, gint64 *ret_action, GError **error);

G_END_DECLS
