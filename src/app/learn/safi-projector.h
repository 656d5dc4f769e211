/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The view of a window for a projector: the whole screen, and text of at least 200 percent, also in
 * what opens above it. F11 and the action "projector.toggle" begin and end it. */

/* Of the class of a window; then of each window of it, once, in its instance init. */
void safi_projector_install (GtkWidgetClass *widget_class);
void safi_projector_add (GtkWindow *window);

G_END_DECLS
