/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children of the same width, side by side if all fit in whole, else one below the other: never two
 * and one, as in a GtkFlowBox. For a few buttons, as the layout-manager of any widget. */
#define SAFI_TYPE_ROW_LAYOUT (safi_row_layout_get_type ())
G_DECLARE_FINAL_TYPE (SafiRowLayout, safi_row_layout, SAFI, ROW_LAYOUT, GtkLayoutManager)

G_END_DECLS
