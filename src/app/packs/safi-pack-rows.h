/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/pack/safi-pack.h"

G_BEGIN_DECLS

/* Rows that show a part of a campaign pack. Whatever they say was written by a stranger, so it is
 * never markup. */

/* What it says of itself or who it is from, its picture, and how much of it is for people of @age.
 */
GtkWidget *safi_pack_rows_new_head (const SafiPack *pack, SafiAge age);
/* Whose key signed it, and what that does not say. It looks the same for all: a mark that something
 * is good would be believed. */
GtkWidget *safi_pack_rows_new_signer (const SafiPack *pack);
/* Its picture. Returns: (transfer floating) (nullable). */
GtkWidget *safi_pack_rows_new_logo (const SafiPack *pack);
/* One of its days in a list. */
GtkWidget *safi_pack_rows_new_day (const SafiPackDay *day);
/* A tip of it with the way to its page; keeps @pack. */
GtkWidget *safi_pack_rows_new_tip (SafiPack *pack, const SafiTip *tip);

G_END_DECLS
