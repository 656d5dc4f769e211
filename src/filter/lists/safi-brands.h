/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A bank, wallet, courier or office that scams claim to be. Constant, lives for ever. */
typedef struct {
  char *name;
  char *kind;     /* "bank", "courier" … */
  char *folded;   /* the name, folded */
  char **domains; /* that really send its mail */
  char **aliases; /* folded */
} SafiBrand;

/* Returns: (nullable) (transfer none): the brand that a sender's name claims to be: one of its
 * aliases as whole words, or its name and nothing else. */
const SafiBrand *safi_brands_find_in_name (const char *name);

/* TRUE if @host is one of the brand's domains or lies below one. */
gboolean safi_brand_owns (const SafiBrand *brand, const char *host);

/* Returns: (nullable) (transfer none): the brand whose domain @registrable looks like without
 * being it: the same to a glance, or one letter away. @ret_domain: which of its domains. */
const SafiBrand *safi_brands_find_lookalike (const char *registrable, const char **ret_domain);

/* Returns: (nullable) (transfer none): the brand whose name is a label, or a part of a label
 * between hyphens, of @host, which is nobody's of the list. */
const SafiBrand *safi_brands_find_in_host (const char *host);

/* Returns: (nullable) (transfer none): a word such as "secure" or "refund" that stands beside
 * others in the first label of @registrable: "bank-secure.example", but not "secure.example". */
const char *safi_domain_find_bait (const char *registrable);

/* TRUE if both domains look alike and are not the same. Each: registrable, A-label form. */
gboolean safi_domains_look_alike (const char *a, const char *b);

G_END_DECLS
