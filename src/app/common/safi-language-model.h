/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Fills @drop_down with the languages Safibox speaks, by their own names, and chooses @language, or
 * what the computer speaks if it is "". Returns: (transfer full): their codes, in that order. */
char **safi_language_model_fill (GtkDropDown *drop_down, const char *language);

G_END_DECLS
