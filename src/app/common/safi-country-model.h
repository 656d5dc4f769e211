/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Fills @list with "Not said" and all countries, and chooses @code ("" for none).
 * Returns: (transfer full) (element-type SafiCountry): in the order shown, behind "Not said". */
GPtrArray *safi_country_model_fill (GtkDropDown *list, const char *code);

/* Returns: (transfer none): the code chosen; "" for none. */
const char *safi_country_model_get_chosen (GtkDropDown *list, GPtrArray *countries);

G_END_DECLS
