/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Preferences of who pays by the megabyte: one wish for all mailboxes. Hidden without a mailbox. */
#define SAFI_TYPE_DATA_GROUP (safi_data_group_get_type ())
G_DECLARE_FINAL_TYPE (SafiDataGroup, safi_data_group, SAFI, DATA_GROUP, AdwPreferencesGroup)

void safi_data_group_set_engine (SafiDataGroup *self, SafiEngine *engine);

G_END_DECLS
