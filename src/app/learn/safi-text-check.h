/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* "Is this message a scam?": a text that was pasted or typed, or a saved message, gets a why-card.
 * Nothing of it is kept. */
#define SAFI_TYPE_TEXT_CHECK (safi_text_check_get_type ())
G_DECLARE_FINAL_TYPE (SafiTextCheck, safi_text_check, SAFI, TEXT_CHECK, AdwWindow)

/* @engine: (nullable): NULL: only the shipped weights judge. */
void safi_text_check_present (GtkWindow *parent, SafiEngine *engine);

G_END_DECLS
