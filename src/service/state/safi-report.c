/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/state/safi-report.h"

void
safi_training_change_free (SafiTrainingChange *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->before, g_bytes_unref);
  g_free (self);
}
