/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Asks for the password of a mailbox again, tries it and keeps it. */
#define SAFI_TYPE_PASSWORD_DIALOG (safi_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SafiPasswordDialog, safi_password_dialog, SAFI, PASSWORD_DIALOG, AdwWindow)

void safi_password_dialog_present (GtkWindow *parent, SafiEngine *engine, SafiAccount *account);

G_END_DECLS
