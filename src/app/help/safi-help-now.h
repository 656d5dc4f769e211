/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* Help for somebody to whom it has happened: what happened, then steps and numbers. Needs neither
 * network, mailbox nor engine. */
#define SAFI_TYPE_HELP_NOW (safi_help_now_get_type ())
G_DECLARE_FINAL_TYPE (SafiHelpNow, safi_help_now, SAFI, HELP_NOW, AdwWindow)

/* @message: (nullable): the one beside which help was asked for. */
void safi_help_now_present (GtkWindow *parent, SafiMessage *message);

G_END_DECLS
