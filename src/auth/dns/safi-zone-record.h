/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

/* The data of one record in the JSON of a zone; see auth/dns/safi-zone.h. */

/* Lower case without trailing dot. Returns: (transfer full). */
char *safi_zone_normalise (const char *name);

/* Returns: (nullable) (transfer none): the text of a JSON string, NULL for anything else. */
const char *safi_zone_get_string (JsonNode *node);

/* Fills @record, which is new, from @data. FALSE: that is no such record. */
gboolean safi_zone_read_record (SafiDnsRecord *record, SafiDnsType type, JsonNode *data);

G_END_DECLS
