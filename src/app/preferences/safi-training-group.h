/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* What Safibox has learned, one row for each mailbox; a row opens its page. */
#define SAFI_TYPE_TRAINING_GROUP (safi_training_group_get_type ())
G_DECLARE_FINAL_TYPE (SafiTrainingGroup,
                      safi_training_group,
                      SAFI,
                      TRAINING_GROUP,
                      AdwPreferencesGroup)

/* Shows the mailboxes that are there; to be called once. */
void safi_training_group_set_engine (SafiTrainingGroup *self, SafiEngine *engine);

G_END_DECLS
