/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* The About window, with what is new and what helps to find a fault: the only file that knows
 * AdwAboutWindow, which newer libadwaita replaces. @engine: (nullable). */
void safi_about_present (GtkWindow *parent, GSettings *settings, SafiEngine *engine);

G_END_DECLS
