/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The help pages as text, where no help viewer is installed. */
#define SAFI_TYPE_HELP_WINDOW (safi_help_window_get_type ())
G_DECLARE_FINAL_TYPE (SafiHelpWindow, safi_help_window, SAFI, HELP_WINDOW, AdwWindow)

/* @parent: (nullable). @page: its id; the list of pages if there is no such page. */
void safi_help_window_present (GtkWindow *parent, const char *page);

G_END_DECLS
