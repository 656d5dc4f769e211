/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the two arrays of a lesson are written.
 *
 * Features: eight octets each. 900 keyed hashes hold about 55 bits of information each, so sorting
 * and writing differences would save an eighth at best, and variable-length octets nothing.
 *
 * Grams: numbers below 2^17, of which a message has some 1,500: ascending, as differences, seven
 * bits an octet with the eighth set on all but the last: a third of what they would take. */

GBytes *safi_features_write (GArray *features); /* (element-type guint64); (transfer full) */
/* Returns: (transfer full): NULL if the octets are none of ours. */
GArray *safi_features_read (gconstpointer data, gsize size);

GBytes *safi_grams_write (GArray *grams); /* (element-type guint32), any order; (transfer full) */
/* Returns: (transfer full): NULL if the octets are none of ours. */
GArray *safi_grams_read (gconstpointer data, gsize size);

G_END_DECLS
