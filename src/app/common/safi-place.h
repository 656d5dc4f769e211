/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where all that Safibox keeps stands. Returns: (transfer full). */
char *safi_place_get_data_dir (void);

G_END_DECLS
