/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the arrays of a lesson are written: ascending, as differences, seven bits an octet, the
 * lowest first, with the eighth set on all but the last. 900 features take 5 octets each in place
 * of 8, 1,500 grams 1.2 in place of 4. What comes back is in ascending order. */

/* (element-type guint64), any order, each once; (transfer full). */
GBytes *safi_features_write (GArray *features);
/* Returns: (transfer full): NULL if the octets are none of ours. */
GArray *safi_features_read (gconstpointer data, gsize size);

/* (element-type guint32), any order, each once; (transfer full). */
GBytes *safi_grams_write (GArray *grams);
/* Returns: (transfer full): NULL if the octets are none of ours. */
GArray *safi_grams_read (gconstpointer data, gsize size);

G_END_DECLS
