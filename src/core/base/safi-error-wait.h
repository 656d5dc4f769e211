/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-error.h"

G_BEGIN_DECLS

/* How long a busy server asked to be left alone. Copies of the error hold it, too. */
#define SAFI_ERROR_WAIT_MAX (60 * 60) /* seconds: nobody is left waiting for longer by a server */

/* @error: of SAFI_ERROR. More than the most counts as the most. */
void safi_error_set_wait (GError *error, guint64 seconds);

/* Seconds; 0: nothing was said. Any error. */
guint safi_error_get_wait (const GError *error);

G_END_DECLS
