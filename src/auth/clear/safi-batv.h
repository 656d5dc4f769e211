/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tagged envelope addresses: Bounce Address Tag Validation (draft-levine-smtp-batv-01) and the
 * Sender Rewriting Scheme of forwarders. All functions may be called on every thread. */

#define SAFI_BATV_LIFETIME 7 /* days that a tag is valid */

/* "prvs=KDDDSSSSSS=joe@example.com" (any case) -> "joe@example.com". Returns: (transfer full)
 * (nullable): NULL if there is no such tag. */
char *safi_batv_strip (const char *address);

/* @number: 0-9, which key it is. @expiry: days since 1970 when the tag ends.
 * Returns: (transfer full): the tagged form of @address. */
char *safi_batv_sign (GBytes *key, guint number, guint64 expiry, const char *address);

/* TRUE if @address has a tag made with @key that is not older than its life on day @today. */
gboolean safi_batv_check (GBytes *key, guint64 today, const char *address);

/* "SRS0=HASH=DAY=DOMAIN=LOCAL@forwarder" -> "LOCAL@DOMAIN", also of "SRS1=HASH=HOST==HASH=DAY=...".
 * Who made it cannot be checked. Returns: (transfer full) (nullable): NULL if it is not of this
 * form. */
char *safi_srs_unwrap (const char *address);

G_END_DECLS
