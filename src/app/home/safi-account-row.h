/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* One mailbox on the first page: how it is doing, and what can be done with it. */
#define SAFI_TYPE_ACCOUNT_ROW (safi_account_row_get_type ())
G_DECLARE_FINAL_TYPE (SafiAccountRow, safi_account_row, SAFI, ACCOUNT_ROW, AdwActionRow)

GtkWidget *safi_account_row_new (SafiEngine *engine, SafiAccountState *state);

/* What a person does about a problem of the mailbox: the label for a button, and the deed. */
const char *safi_account_row_get_help_label (SafiAccountRow *self);
void safi_account_row_help (SafiAccountRow *self);
/* (nullable): what goes on in spite of the problem. */
const char *safi_account_row_get_consolation (SafiAccountRow *self);
/* Goes on although today's limit of data is reached. */
void safi_account_row_lift_limit (SafiAccountRow *self);

G_END_DECLS
