/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Sets the keys that work in every window; ui/safi-shortcuts.ui shows them, with those of pages. */
void safi_keys_set (GtkApplication *application);

G_END_DECLS
