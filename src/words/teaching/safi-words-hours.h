/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When somebody answers and what that costs. Facts about countries say both in English, in a few
 * forms; these are known as whole, so that no word of them is read wrong. */

/* @hours: "every day 08:30-19:30". Returns: (transfer full) (nullable): it in the language spoken
 * now, the times from left to right; NULL if the form is not known. */
char *safi_words_hours (const char *hours);

/* @cost: "free". Returns: (transfer none) (nullable): NULL if it is not known. */
const char *safi_words_cost (const char *cost);

G_END_DECLS
