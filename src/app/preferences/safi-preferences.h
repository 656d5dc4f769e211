/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

#define SAFI_TYPE_PREFERENCES (safi_preferences_get_type ())
G_DECLARE_FINAL_TYPE (SafiPreferences, safi_preferences, SAFI, PREFERENCES, AdwWindow)

/* @engine: (nullable): it does not run. */
SafiPreferences *safi_preferences_new (GtkWindow *parent, GSettings *settings, SafiEngine *engine);

/* Closes the one that is open. Returns: FALSE if none is. */
gboolean safi_preferences_close (void);

/* Scrolls to the language, and puts the focus there. */
void safi_preferences_show_language (SafiPreferences *self);

G_END_DECLS
