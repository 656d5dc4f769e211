/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row of a list from which one thing is chosen: activating it leads on. */

/* @title and @subtitle (nullable) are never markup. */
GtkWidget *safi_choice_row_new (const char *title, const char *subtitle);

/* Makes @row such a one, and shows it by an arrow. */
void safi_choice_row_lead_on (AdwActionRow *row);

G_END_DECLS
