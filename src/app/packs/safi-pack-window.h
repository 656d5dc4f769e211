/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A pack before it is added: who it is from, and every number, address and domain in it; or what is
 * wrong with it. */
#define SAFI_TYPE_PACK_WINDOW (safi_pack_window_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackWindow, safi_pack_window, SAFI, PACK_WINDOW, AdwWindow)

/* @octets: (nullable): the file could not be read. */
void safi_pack_window_present (GtkWindow *parent, GBytes *octets);

/* Whether @file is called as packs are. */
gboolean safi_pack_window_takes (GFile *file);
void safi_pack_window_open (GtkWindow *parent, GFile *file);

G_END_DECLS
