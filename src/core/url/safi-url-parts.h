/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-message-values.h"

G_BEGIN_DECLS

/* An address cut where a person has to look: read one after the other, the parts are the whole. All
 * but @domain are a stranger's words; each may be "". A plain value owned by its holder. */
typedef struct {
  char *scheme; /* lower case, with its colon: "https:" */
  char *user;   /* what stands before "@", as written */
  char *below;  /* what the owner put before the domain, with its dot: "login." */
  char *domain; /* who owns the page: registrable domain, or the whole host where there is none */
  char *port;   /* with its colon, as written */
  char *rest;   /* path and all behind it; without a host, all behind the scheme */
} SafiUrlParts;

/* Returns: (transfer full): free with safi_url_parts_free. */
SafiUrlParts *safi_url_parts_new (const SafiLink *link);
void safi_url_parts_free (SafiUrlParts *self);

/* The whole address so that no program makes a link of it: "hxxps://login[.]pay[.]example/".
 * Returns: (transfer full): ready to show. */
char *safi_url_parts_disarm (const SafiUrlParts *self);

/* The name of the file at the end of the path, if it has an extension. "Loan.apk".
 * Returns: (transfer full) (nullable). */
char *safi_url_parts_get_file (const SafiUrlParts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiUrlParts, safi_url_parts_free)

G_END_DECLS
