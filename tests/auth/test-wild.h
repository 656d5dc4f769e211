/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

/* A resolver with a random answer to every question, always the same one for the same seed. */
#define TEST_TYPE_WILD (test_wild_get_type ())
G_DECLARE_FINAL_TYPE (TestWild, test_wild, TEST, WILD, GObject)

TestWild *test_wild_new (guint32 seed);
guint test_wild_get_n_asked (TestWild *self);
guint test_wild_get_n_behind_open (TestWild *self); /* asked after an answer was open */
gboolean test_wild_was_open (TestWild *self);

/* Returns: (transfer full): a random record, often a good one. */
GString *test_make_spf (GRand *random);

G_END_DECLS
