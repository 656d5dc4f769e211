/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-folder-state.h"

static void
test_only_a_count_that_goes_on_counts (void)
{
  static const struct {
    SafiFolderState since, now;
    gboolean counts;
  } cases[] = {
    { { 7, 1, 0, 500 }, { 7, 1, 0, 500 }, TRUE },
    { { 7, 1, 0, 500 }, { 7, 1, 0, G_MAXINT64 }, TRUE },
    { { 7, 1, 0, 500 }, { 7, 1, 0, 499 }, FALSE },
    { { 7, 1, 0, 500 }, { 7, 1, 0, 0 }, FALSE },
    { { 7, 1, 0, 0 }, { 7, 1, 0, 500 }, FALSE },
    { { 7, 1, 0, 0 }, { 7, 1, 0, 0 }, FALSE },
    { { 7, 1, 0, 500 }, { 8, 1, 0, 501 }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (safi_folder_state_counts (&cases[i].since, &cases[i].now), ==,
                     cases[i].counts);
}

static void
test_numbers_prove_that_nobody_went (void)
{
  static const struct {
    SafiFolderState since, now;
    gboolean lost_none;
  } cases[] = {
    { { 7, 11, 10, 0 }, { 7, 11, 10, 0 }, TRUE },
    { { 7, 11, 10, 0 }, { 7, 13, 12, 0 }, TRUE },
    { { 7, 11, 10, 0 }, { 7, 13, 11, 0 }, FALSE }, /* or a UID was left out */
    { { 7, 11, 10, 0 }, { 7, 11, 9, 0 }, FALSE },
    { { 7, 11, 10, 0 }, { 7, 11, 11, 0 }, FALSE },
    { { 7, 11, 10, 0 }, { 7, 10, 9, 0 }, FALSE },
    { { 7, 0, 10, 0 }, { 7, 0, 10, 0 }, FALSE }, /* no UIDNEXT: one may have come and one gone */
    { { 7, 11, 10, 0 }, { 8, 11, 10, 0 }, FALSE },
    { { 7, 1, G_MAXUINT32, 0 }, { 7, 3, 1, 0 }, FALSE }, /* the sum does not wrap */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (safi_folder_state_lost_none (&cases[i].since, &cases[i].now), ==,
                     cases[i].lost_none);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/folder-state/only-a-count-that-goes-on-counts",
                   test_only_a_count_that_goes_on_counts);
  g_test_add_func ("/folder-state/numbers-prove-that-nobody-went",
                   test_numbers_prove_that_nobody_went);
  return g_test_run ();
}
