/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* On Learn: the packs of this computer, each under its own heading, and how to add one. */
#define SAFI_TYPE_PACK_GROUP (safi_pack_group_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackGroup, safi_pack_group, SAFI, PACK_GROUP, AdwBin)

/* In a class nobody makes one: what is written there does not stay. */
void safi_pack_group_set_class (SafiPackGroup *self);

/* Fills @today with a row for each pack that has a day today; @card is visible if there is one. */
void safi_pack_group_show_today (GtkListBox *today, GtkWidget *card);

G_END_DECLS
