/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

/* Writes down what resolvers answered, as a zone (auth/dns/safi-zone.h) that answers the same: a
 * report of a fault can hold what the network said. Names that are not UTF-8 are left out; a name
 * that does not exist, but stands above another one, exists in the zone. One thread at a time. */
#define SAFI_ZONE_WRITER_ANSWERS_MAX 10000 /* beyond, further questions are not written */

#define SAFI_TYPE_ZONE_WRITER (safi_zone_writer_get_type ())
G_DECLARE_FINAL_TYPE (SafiZoneWriter, safi_zone_writer, SAFI, ZONE_WRITER, GObject)

SafiZoneWriter *safi_zone_writer_new (void);

/* Returns: (transfer full): a resolver that answers as @under does and has each answer but OPEN
 * written down, in place of an earlier one. */
SafiResolver *safi_zone_writer_listen (SafiZoneWriter *self, SafiResolver *under);

/* Returns: (transfer full): JSON, names sorted. */
char *safi_zone_writer_to_json (SafiZoneWriter *self);

G_END_DECLS
