/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The window in which somebody writes a campaign pack: a draft that is kept at each pause, checked
 * by the reader of packs, looked at, and saved as one file to pass on. */
#define SAFI_TYPE_PACK_MAKER (safi_pack_maker_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackMaker, safi_pack_maker, SAFI, PACK_MAKER, AdwWindow)

/* There is one at a time, so that no draft is written from two sides. */
void safi_pack_maker_present (GtkWindow *parent);

G_END_DECLS
