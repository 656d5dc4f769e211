/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/tips/safi-example.h"

void
safi_example_init (SafiExample *self)
{
  *self = (SafiExample){ .text = g_ptr_array_new_with_free_func (g_free) };
}

void
safi_example_clear (SafiExample *self)
{
  g_free (self->from);
  g_free (self->subject);
  g_clear_pointer (&self->text, g_ptr_array_unref);
}
