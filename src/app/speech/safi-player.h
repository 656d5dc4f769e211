/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A recording of a pack that is being played, by what GTK plays media with. That is another
 * package, which need not be there. Main thread only. */
typedef struct _SafiPlayer SafiPlayer;

/* @is_whole: it came to its end; else it could not be played, or never ended. Whoever is told frees
 * the player. */
typedef void (*SafiPlayerEnded) (gpointer user_data, gboolean is_whole);

/* Whether anything can be played here: cheap, once it was asked. */
gboolean safi_player_is_there (void);

/* @octets: as safi_pack_recording_measure() let them pass, with their @seconds. Returns: (transfer
 * full): it plays until it is freed; @ended is called at most once, never from here. */
SafiPlayer *
safi_player_start (GBytes *octets, guint seconds, SafiPlayerEnded ended, gpointer user_data);
void safi_player_free (SafiPlayer *self);

G_END_DECLS
