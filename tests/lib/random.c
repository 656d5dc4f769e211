/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "random.h"

#define SEED 20261125
#define CHANGES_MAX 12
#define SPAN_MAX 60 /* octets */

GRand *
test_random_new (void)
{
  const char *text = g_getenv ("SAFI_FUZZ_SEED");

  return g_rand_new_with_seed (text != NULL ? (guint32) g_ascii_strtoull (text, NULL, 10) : SEED);
}

void
test_mutate (GString *octets, GRand *random, const char *const *pieces, guint n_pieces)
{
  int n_changes = g_rand_int_range (random, 1, CHANGES_MAX);

  for (int i = 0; i < n_changes && octets->len > 1; i++) {
    gsize at = (gsize) g_rand_int_range (random, 0, (gint32) octets->len);
    gsize n = (gsize) g_rand_int_range (random, 1, SPAN_MAX);

    switch (g_rand_int_range (random, 0, 6)) {
    case 0:
      octets->str[at] = (char) g_rand_int_range (random, 0, 256);
      break;
    case 1:
      g_string_erase (octets, (gssize) at, (gssize) MIN (n, octets->len - at));
      break;
    case 2:
    case 3:
      g_string_insert (octets, (gssize) at,
                       pieces[g_rand_int_range (random, 0, (gint32) n_pieces)]);
      break;
    case 4: {
      g_autofree char *copy = g_strndup (octets->str + at, MIN (n, octets->len - at));

      g_string_insert (octets, g_rand_int_range (random, 0, (gint32) octets->len), copy);
      break;
    }
    default:
      g_string_truncate (octets, MAX (at, octets->len / 2));
    }
  }
}
