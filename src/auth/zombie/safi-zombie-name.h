/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-ip.h"

G_BEGIN_DECLS

/* What a name by reverse look-up says of the kind of line behind it. Only what stands before the
 * registrable domain counts: the rest is the provider's brand. On every thread. */

/* TRUE if the address stands in it: its last two numbers side by side, in either order, or it as
 * eight hexadecimal digits. IPv4 only. */
gboolean safi_zombie_name_holds_address (const char *rdns, const SafiIp *ip);

/* Each returns the word found: (nullable) (static). */
const char *safi_zombie_name_find_dynamic (const char *rdns);
const char *safi_zombie_name_find_weak (const char *rdns);
const char *safi_zombie_name_find_static (const char *rdns);

G_END_DECLS
