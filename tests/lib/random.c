/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "random.h"

#define SEED 20261125

GRand *
test_random_new (void)
{
  const char *text = g_getenv ("SAFI_FUZZ_SEED");

  return g_rand_new_with_seed (text != NULL ? (guint32) g_ascii_strtoull (text, NULL, 10) : SEED);
}
