/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row of words that are never markup, as those of strangers. @subtitle: "" for none. */
GtkWidget *safi_plain_row_new (const char *title, const char *subtitle);

G_END_DECLS
