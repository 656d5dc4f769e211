/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Preferences: what others may see. Hidden without an engine. */
#define SAFI_TYPE_PRIVACY_GROUP (safi_privacy_group_get_type ())
G_DECLARE_FINAL_TYPE (SafiPrivacyGroup,
                      safi_privacy_group,
                      SAFI,
                      PRIVACY_GROUP,
                      AdwPreferencesGroup)

void safi_privacy_group_set_engine (SafiPrivacyGroup *self, SafiEngine *engine);

G_END_DECLS
