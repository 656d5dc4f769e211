/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names that signatures hold. All functions may be called on every thread. */

/* A domain or selector (RFC 6376, 3.5) in A-label form (RFC 8616), lower case. Returns: (transfer
 * full): "" if it is none. */
char *safi_dkim_name_normalise (const char *name);

/* Both in that form. */
gboolean safi_dkim_name_is_at_or_below (const char *domain, const char *parent);

/* Decodes dkim-quoted-printable (RFC 6376, 2.11). Returns: (transfer full) (nullable): any octets
 * but control characters; NULL if it is ill-formed. */
char *safi_dkim_decode_quoted (const char *value);

G_END_DECLS
