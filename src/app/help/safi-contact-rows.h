/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/pack/safi-pack.h"

G_BEGIN_DECLS

/* Rows with a number or an address to turn to. It can be copied; nothing is dialled or opened.
 * Their button calls the action "contact.copy" with the value. A fact says where it was found. */

/* @title: what it is for. */
GtkWidget *safi_contact_rows_new_own (const char *title, const char *value);
/* @english: (nullable): what it is for, once more, in English. */
GtkWidget *
safi_contact_rows_new_fact (const SafiCountryFact *fact, const GDate *today, const char *english);
/* The same, of @pack; it says so. */
GtkWidget *safi_contact_rows_new_pack_fact (const SafiPack *pack,
                                            const SafiCountryFact *fact,
                                            const GDate *today,
                                            const char *english);

/* The box with the words of such a row, for more below them. */
GtkWidget *safi_contact_rows_get_words (GtkWidget *row);

G_END_DECLS
