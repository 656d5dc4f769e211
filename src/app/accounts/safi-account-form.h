/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Links a mailbox: address, what sign-in its provider takes, password, server; then whether to
 * watch first. */
#define SAFI_TYPE_ACCOUNT_FORM (safi_account_form_get_type ())
G_DECLARE_FINAL_TYPE (SafiAccountForm, safi_account_form, SAFI, ACCOUNT_FORM, AdwWindow)

void safi_account_form_present (GtkWindow *parent, SafiEngine *engine);

G_END_DECLS
