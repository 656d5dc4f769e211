/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the program runs in a sandbox of Flatpak, where it speaks to the portals. */
gboolean safi_sandbox_is_around (void);

G_END_DECLS
