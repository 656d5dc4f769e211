/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Carries out what the person wishes in the settings "background" and "start-at-login": whenever
 * one of them changes. What the desktop refuses is taken back there, and told (safi_tasks_tell).
 * Main thread only. */
typedef struct _SafiBackground SafiBackground;

/* What another program did to the autostart folder meanwhile goes before what @settings say. */
SafiBackground *safi_background_new (GSettings *settings);
void safi_background_free (SafiBackground *self);

G_END_DECLS
