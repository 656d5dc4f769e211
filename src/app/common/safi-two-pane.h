/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A list beside what is chosen in it; one at a time when there is no room for both. The only file
 * that knows AdwLeaflet, which newer libadwaita replaces.
 * Properties: "list", "detail" (widgets), "shows-detail", "folded" (read-only). */
#define SAFI_TYPE_TWO_PANE (safi_two_pane_get_type ())
G_DECLARE_FINAL_TYPE (SafiTwoPane, safi_two_pane, SAFI, TWO_PANE, AdwBin)

gboolean safi_two_pane_is_folded (SafiTwoPane *self);
gboolean safi_two_pane_shows_detail (SafiTwoPane *self);
void safi_two_pane_show_detail (SafiTwoPane *self, gboolean shows_detail);

G_END_DECLS
