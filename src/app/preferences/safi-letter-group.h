/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Preferences: which mailboxes get a weekly letter. Hidden without a mailbox. */
#define SAFI_TYPE_LETTER_GROUP (safi_letter_group_get_type ())
G_DECLARE_FINAL_TYPE (SafiLetterGroup, safi_letter_group, SAFI, LETTER_GROUP, AdwPreferencesGroup)

void safi_letter_group_set_engine (SafiLetterGroup *self, SafiEngine *engine);

G_END_DECLS
