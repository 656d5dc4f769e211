/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/pack/safi-pack.h"

G_BEGIN_DECLS

/* A pack in one of its languages, as Learn and Help now would show it. */
#define SAFI_TYPE_PACK_PREVIEW (safi_pack_preview_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackPreview, safi_pack_preview, SAFI, PACK_PREVIEW, AdwWindow)

/* @pack: (transfer full): that nobody else has. */
void safi_pack_preview_present (GtkWindow *parent, SafiPack *pack, const char *language);

G_END_DECLS
