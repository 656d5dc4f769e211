/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/country/safi-emergency.h"

G_BEGIN_DECLS

/* Rows of Help now. Each says its sentence in the language spoken now; below it stands the English,
 * smaller, unless @english is NULL. All return (transfer floating). */

/* What can have happened; can be chosen. */
GtkWidget *safi_emergency_rows_new_entry (const SafiEmergency *emergency, const char *english);

/* @place: the number of the step; @text: N_(). */
GtkWidget *safi_emergency_rows_new_step (guint place, const char *text, const char *english);

/* The switch for the English. */
GtkWidget *safi_emergency_rows_new_english (GSettings *settings);

G_END_DECLS
