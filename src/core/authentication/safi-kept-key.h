/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAFI_KEPT_KEY_OCTETS_MAX 10000 /* of a record; a longer one is not kept */

/* A DKIM key record that the DNS gave: a selector goes when the key is changed, but mail that came
 * before is still signed with it. */
typedef struct {
  char *name;   /* "selector._domainkey.example.com": lower case, no trailing dot */
  char *record; /* as published */
  gint64 seen;  /* seconds UTC: when the DNS last gave it */
  gint64 until; /* seconds UTC: how long it is good, as the DNS said then */
} SafiKeptKey;

SafiKeptKey *safi_kept_key_new (const char *name, const char *record, gint64 seen, gint64 until);
void safi_kept_key_free (SafiKeptKey *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiKeptKey, safi_kept_key_free)

G_END_DECLS
