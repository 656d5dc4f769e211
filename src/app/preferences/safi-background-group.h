/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Preferences: what Safibox does outside of its window: notifications, watching in the background,
 * starting when the person logs in. */
#define SAFI_TYPE_BACKGROUND_GROUP (safi_background_group_get_type ())
G_DECLARE_FINAL_TYPE (SafiBackgroundGroup,
                      safi_background_group,
                      SAFI,
                      BACKGROUND_GROUP,
                      AdwPreferencesGroup)

void safi_background_group_set_settings (SafiBackgroundGroup *self, GSettings *settings);

G_END_DECLS
