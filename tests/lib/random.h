/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What tests break their samples with: the same each time, unless SAFI_FUZZ_SEED is a number, as in
 * ./dev fuzz. Returns: (transfer full). */
GRand *test_random_new (void);

/* Breaks @octets in up to a dozen places, with @pieces or otherwise. */
void test_mutate (GString *octets, GRand *random, const char *const *pieces, guint n_pieces);

G_END_DECLS
