/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows whole names in the list that @row opens, each on as many lines as it needs: the toolkit
 * cuts them after 20 letters, and then nobody can tell which is which. Its model holds strings. */
void safi_combo_words_keep (AdwComboRow *row);

G_END_DECLS
