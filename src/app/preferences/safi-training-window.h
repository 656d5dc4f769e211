/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* What one mailbox taught: how much it is, a copy of it, another one in its place, nothing in its
 * place, and how well it does. */
#define SAFI_TYPE_TRAINING_WINDOW (safi_training_window_get_type ())
G_DECLARE_FINAL_TYPE (SafiTrainingWindow, safi_training_window, SAFI, TRAINING_WINDOW, AdwWindow)

void safi_training_window_present (GtkWindow *parent, SafiEngine *engine, SafiAccount *account);

G_END_DECLS
