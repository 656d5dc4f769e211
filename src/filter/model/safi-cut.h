/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where junk begins. A message is moved from a cut on that this mailbox's own history places: how
 * good messages were judged just before a person said what they are. */

/* So many scores of good messages are looked at, the newest. */
#define SAFI_CUT_HISTORY_MAX 3000

/* What the history must show before the cut is lowered further: of good messages fewer than 1 in so
 * many above it, at 95 % confidence. */
#define SAFI_CUT_ONE_IN 300

/* So many messages of each class are enough to judge by. */
#define SAFI_CUT_ENOUGH 20

/* Nats. @widest: the cut as long as nothing was taught. @good_scores: (element-type double): nats,
 * in any order, at most SAFI_CUT_HISTORY_MAX. @n_fewer: messages taught of the class with fewer.
 *
 * Little data: between @widest and @widest - 1.3, lower with each message up to 20 of each class,
 * but above every good message of the history. With so many good messages that their scores prove
 * the bound: just above as many as the bound allows, not below @widest - 3.1. Never above
 * @widest + 0.4: beyond, one odd message would silence the filter. */
double safi_cut_place (double widest, GArray *good_scores, guint n_fewer);

/* The upper end of the 95 % interval for a share of which @k of @n were seen (Clopper and Pearson,
 * Biometrika 26, 1934), one-sided. 1 if @n is 0. */
double safi_cut_bound (guint k, guint n);

G_END_DECLS
