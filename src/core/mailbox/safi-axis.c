/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-axis.h"

#include <math.h>

SafiAxis
safi_axis_for (double max, guint steps_max)
{
  static const double factors[] = { 1, 2, 5 };
  double power = 1;

  for (guint i = 0;; i = (i + 1) % G_N_ELEMENTS (factors)) {
    double step = factors[i] * power;

    if (step * steps_max >= max)
      return (SafiAxis){ step, (guint) MAX (1, ceil (max / step)) };
    if (i + 1 == G_N_ELEMENTS (factors))
      power *= 10;
  }
}

double
safi_axis_get_top (const SafiAxis *self)
{
  return self->step * self->n_steps;
}
