/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Which language Safibox speaks, what the translation is worth, and the person's own ones. */
#define SAFI_TYPE_LANGUAGE_GROUP (safi_language_group_get_type ())
G_DECLARE_FINAL_TYPE (SafiLanguageGroup,
                      safi_language_group,
                      SAFI,
                      LANGUAGE_GROUP,
                      AdwPreferencesGroup)

/* @settings: changed by what the person chooses. To be called once. */
void safi_language_group_set_settings (SafiLanguageGroup *self, GSettings *settings);

G_END_DECLS
