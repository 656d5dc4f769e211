/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes the files of a store whose process was killed as if the machine had ended with it.
 * usage: cut-power DIRECTORY honest|lying NUMBER; the number makes it one of many ways. */

#include <stdlib.h>

#include "../lib/power-cut.h"

int
main (int argc, char **argv)
{
  g_autoptr (GRand) random = NULL;
  gboolean is_honest;
  guint number;

  if (argc != 4)
    return 64;
  is_honest = g_str_equal (argv[2], "honest");
  number = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  random = g_rand_new_with_seed (number);
  power_cut (argv[1],
             is_honest ? number % POWER_CUT_N_HONEST
                       : POWER_CUT_N_HONEST + number % (POWER_CUT_N - POWER_CUT_N_HONEST),
             random);
  return EXIT_SUCCESS;
}
