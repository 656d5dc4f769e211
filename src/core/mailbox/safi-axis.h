/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The scale beside a plot: 0, step, 2 × step … up to n_steps × step, which is at least the greatest
 * value. A step is 1, 2 or 5 times a power of ten, and a whole number. */
typedef struct {
  double step;
  guint n_steps; /* 1 at least */
} SafiAxis;

/* @max: the greatest value, not negative. @steps_max: 1 at least. */
SafiAxis safi_axis_for (double max, guint steps_max);
double safi_axis_get_top (const SafiAxis *self);

G_END_DECLS
