/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dmarc/safi-dmarc-record.h"
#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

/* The DNS tree walk from a name up to its top-level domain (RFC 9989, 4.10). */

#define SAFI_DMARC_QUERIES_MAX 8 /* of one walk */

typedef struct {
  const char *name; /* in the start name */
  SafiDmarcRecord record;
} SafiDmarcStep;

typedef struct {
  char *start;
  SafiDmarcStep steps[SAFI_DMARC_QUERIES_MAX]; /* the records found, longest name first */
  guint n_steps;
  gboolean is_cut; /* a temporary error, or an open question, ended it */
} SafiDmarcWalk;

/* @name: A-label form. On the resolver's thread. Returns: (transfer full). */
SafiDmarcWalk *safi_dmarc_walk_new (SafiResolver *resolver, const char *name);
void safi_dmarc_walk_free (SafiDmarcWalk *self);

/* Returns: (transfer none) (nullable): the record at @name, which is a name of the walk. */
const SafiDmarcRecord *safi_dmarc_walk_get (const SafiDmarcWalk *self, const char *name);

/* Returns: (transfer none): the Organizational Domain: a part of the start name. */
const char *safi_dmarc_walk_get_organization (const SafiDmarcWalk *self);

/* Returns: (transfer none) (nullable): the name whose record applies (RFC 9989, 4.10.1): the start
 * name, else its Organizational Domain, else the public suffix above. */
const char *safi_dmarc_walk_get_policy_name (const SafiDmarcWalk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiDmarcWalk, safi_dmarc_walk_free)

G_END_DECLS
