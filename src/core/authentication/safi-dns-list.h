/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The lists of addresses in the DNS that a person may choose. None is asked unless chosen: each
 * question tells the list who writes to this person, and each list has its own terms. */
typedef struct {
  const char *zone;  /* "bl.example" */
  const char *name;  /* as its operator calls it */
  const char *terms; /* where they stand: https */
} SafiDnsList;

/* (transfer none). */
const SafiDnsList *safi_dns_list_get_all (guint *ret_n_lists);

/* What 127.0.0.@code of @zone says of a computer: "infected", "junk", "home", or "listed" where it
 * says no more, or @zone is a list of a person's own choice (RFC 5782, 2.1). */
const char *safi_dns_list_get_word (const char *zone, guint8 code);

G_END_DECLS
