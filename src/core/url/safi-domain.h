/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Domains as hostile mail writes them. All functions may be called on every thread. */

/* Lower-case A-label form (IDNA 2008/UTS 46) without trailing dot.
 * Returns: (transfer full): "" if @domain is not a domain name; IP literals come back as they are.
 */
char *safi_domain_normalise (const char *domain);

/* The registrable domain by the public suffix list: "login.pay.example.co.ke" -> "example.co.ke".
 * @domain is in A-label form. Returns: (transfer full): "" if it has none (a public suffix, an IP
 * address). */
char *safi_domain_get_registrable (const char *domain);

/* TRUE if @domain itself is one under which anybody can register: "com", "co.ke". */
gboolean safi_domain_is_public_suffix (const char *domain);

/* TRUE if both have the same registrable domain (or are the same host where there is none). */
gboolean safi_domain_is_same_owner (const char *a, const char *b);

gboolean safi_domain_is_ip_address (const char *host);

/* U-label form for people; the A-label form where the decoded one mixes scripts or cannot be shown.
 * Returns: (transfer full). */
char *safi_domain_for_display (const char *domain);

/* The U-label form, also of names that mix scripts: to name their letters, not to show where a link
 * leads. Returns: (transfer full): @domain itself where it cannot be decoded. */
char *safi_domain_decode (const char *domain);

/* What a glance sees: the confusable skeleton (UTS 39) of the U-label form, with digits that look
 * like letters folded too (0 o, 1 l). Two domains with one skeleton look alike.
 * Returns: (transfer full). */
char *safi_domain_get_skeleton (const char *domain);

/* TRUE if one label mixes scripts that do not belong together (UTS 39 "moderately restrictive"
 * fails). */
gboolean safi_domain_has_mixed_scripts (const char *domain);

G_END_DECLS
