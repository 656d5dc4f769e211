/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The picture of a pack, which a stranger drew: a PNG (W3C PNG, second edition). */

#define SAFI_PACK_LOGO_PIXELS_MAX 512 /* of each side */

/* Looks at the frame of @octets without drawing them. Returns: (transfer full) (nullable): the
 * picture alone, without profiles, texts and whatever else a file can carry; NULL if it is no PNG,
 * broken, or larger than SAFI_PACK_LOGO_PIXELS_MAX. */
GBytes *safi_pack_logo_read (GBytes *octets);

G_END_DECLS
