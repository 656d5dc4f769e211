/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* The mailbox has no Junk folder: asks whether to make one, and says how it will be named. With a
 * yes it is made, and what waited for it is moved. A failure is told in the window. */
void safi_junk_offer_present (GtkWindow *parent, SafiEngine *engine, SafiAccountState *state);

G_END_DECLS
