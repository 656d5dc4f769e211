/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Every connection that Safibox made lately, by day. */
#define SAFI_TYPE_CONTACTS_WINDOW (safi_contacts_window_get_type ())
G_DECLARE_FINAL_TYPE (SafiContactsWindow, safi_contacts_window, SAFI, CONTACTS_WINDOW, AdwWindow)

void safi_contacts_window_present (GtkWindow *parent, SafiEngine *engine);

G_END_DECLS
