/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/tips/safi-example.h"

G_BEGIN_DECLS

/* Fills @list with a row for each age of pupils, the youngest first; each leads on. */
void safi_age_rows_fill (GtkListBox *list);

/* The age that a row of such a list stands for. */
SafiAge safi_age_rows_get_age (GtkListBoxRow *row);

/* The row of @age in such a list gets the focus. */
void safi_age_rows_focus (GtkListBox *list, SafiAge age);

G_END_DECLS
