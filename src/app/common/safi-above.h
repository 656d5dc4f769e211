/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A modal window keeps keys and clicks from all windows but those that stand above it.
 * Returns: (transfer none): the topmost modal window above @window; @window itself if there is
 * none. */
GtkWindow *safi_above_find (GtkWindow *window);

G_END_DECLS
