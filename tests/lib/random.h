/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What tests break their samples with: the same each time, unless SAFI_FUZZ_SEED is a number, as in
 * ./dev fuzz. Returns: (transfer full). */
GRand *test_random_new (void);

G_END_DECLS
