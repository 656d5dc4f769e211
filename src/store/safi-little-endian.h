/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): @variant (transfer none) in the order of octets of all that the store
 * keeps and writes, little-endian, or back from it. */
GVariant *safi_variant_to_little_endian (GVariant *variant);

G_END_DECLS
