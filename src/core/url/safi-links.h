/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-message-values.h"

G_BEGIN_DECLS

/* @target: (transfer full) clean (safi_url_clean). Host and registrable domain are found from it.
 * Free with safi_link_free. */
SafiLink *safi_link_new (SafiLinkType type, char *target);
void safi_link_free (SafiLink *self);

/* Appends the bare addresses in @text from octet @start on: with a scheme, "www.", or a word like
 * a domain name. Links already in @links whose place is in that text (sorted by start) win; at most
 * SAFI_MESSAGE_LINKS_MAX links are kept. Linear. Returns FALSE if there were more. */
gboolean safi_links_find (const char *text, gsize start, GPtrArray *links);

G_END_DECLS
