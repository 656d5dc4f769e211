/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/tips/safi-example.h"

G_BEGIN_DECLS

/* On Learn: the packs of this computer, each under its own heading, and how to add one. */
#define SAFI_TYPE_PACK_GROUP (safi_pack_group_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackGroup, safi_pack_group, SAFI, PACK_GROUP, AdwBin)

/* For a class of pupils of @age: tips that are meant for older people are not there, and packs are
 * neither added, nor removed, nor made. */
void safi_pack_group_set_class (SafiPackGroup *self, SafiAge age);

G_END_DECLS
