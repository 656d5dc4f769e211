/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "random.h"

#include <string.h>

#define SEED 20261125
#define CHANGES_MAX 12
#define SPAN_MAX 60 /* octets */
#define REPEATS_MAX 12
#define CUT_ONE_IN 4 /* else most samples would lose their end, and what stands there */

GRand *
test_random_new (void)
{
  const char *text = g_getenv ("SAFI_FUZZ_SEED");

  return g_rand_new_with_seed (text != NULL ? (guint32) g_ascii_strtoull (text, NULL, 10) : SEED);
}

/* Where what is counted in 8, 16, 32 or 64 bits, with or without a sign, comes to its end. */
static void
change_number (GString *octets, gsize at, GRand *random)
{
  static const char *const edges[] = {
    "0",
    "-1",
    "1",
    "127",
    "256",
    "65536",
    "2147483647",
    "2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775808",
    "18446744073709551615",
    "99999999999999999999",
  };
  const gsize start = at + strcspn (octets->str + at, "0123456789");

  if (start >= octets->len)
    return;
  g_string_erase (octets, (gssize) start, (gssize) strspn (octets->str + start, "0123456789"));
  g_string_insert (octets, (gssize) start,
                   edges[g_rand_int_range (random, 0, G_N_ELEMENTS (edges))]);
}

/* The same for numbers that are written as octets, in either order. */
static void
change_octets (GString *octets, gsize at, GRand *random)
{
  static const guint8 edges[] = { 0, 1, 0x7f, 0x80, 0xff };
  const gsize width = (gsize) 1 << g_rand_int_range (random, 0, 3);

  memset (octets->str + at, edges[g_rand_int_range (random, 0, G_N_ELEMENTS (edges))],
          MIN (width, octets->len - at));
}

static void
repeat (GString *octets, gsize at, gsize n, GRand *random)
{
  g_autofree char *copy = g_strndup (octets->str + at, MIN (n, octets->len - at));

  for (int i = g_rand_int_range (random, 1, REPEATS_MAX); i > 0; i--)
    g_string_insert (octets, (gssize) at, copy);
}

static void
copy_elsewhere (GString *octets, gsize at, gsize n, GRand *random)
{
  g_autofree char *copy = g_strndup (octets->str + at, MIN (n, octets->len - at));

  g_string_insert (octets, g_rand_int_range (random, 0, (gint32) octets->len), copy);
}

/* Behind the line at @at and those that go on with it, as a header field does. */
static gsize
skip_line (const GString *octets, gsize at)
{
  do {
    const char *end = memchr (octets->str + at, '\n', octets->len - at);

    at = end != NULL ? (gsize) (end - octets->str) + 1 : octets->len;
  } while (at < octets->len && (octets->str[at] == ' ' || octets->str[at] == '\t'));
  return at;
}

/* Takes a whole line or field away, or doubles it somewhere else: each part is right, and what they
 * are together is not. */
static void
change_line (GString *octets, gsize at, GRand *random)
{
  const gsize start = skip_line (octets, at);
  const gsize end = start < octets->len ? skip_line (octets, start) : start;
  g_autofree char *line = g_strndup (octets->str + start, end - start);

  if (g_rand_boolean (random))
    g_string_erase (octets, (gssize) start, (gssize) (end - start));
  if (octets->len > 0 && g_rand_boolean (random)) {
    const gsize place =
        skip_line (octets, (gsize) g_rand_int_range (random, 0, (gint32) octets->len));

    g_string_insert (octets, (gssize) place, line);
  }
}

static void
change (GString *octets, GRand *random, const char *const *pieces, guint n_pieces)
{
  const gsize at = (gsize) g_rand_int_range (random, 0, (gint32) octets->len);
  const gsize n = (gsize) g_rand_int_range (random, 1, SPAN_MAX);

  switch (g_rand_int_range (random, 0, 10)) {
  case 0:
    octets->str[at] = (char) g_rand_int_range (random, 0, 256);
    break;
  case 1:
    g_string_erase (octets, (gssize) at, (gssize) MIN (n, octets->len - at));
    break;
  case 2:
  case 3:
    g_string_insert (octets, (gssize) at, pieces[g_rand_int_range (random, 0, (gint32) n_pieces)]);
    break;
  case 4:
    copy_elsewhere (octets, at, n, random);
    break;
  case 5:
    repeat (octets, at, n, random);
    break;
  case 6:
    change_number (octets, at, random);
    break;
  case 7:
    change_octets (octets, at, random);
    break;
  case 8:
    change_line (octets, at, random);
    break;
  default:
    if (g_rand_int_range (random, 0, CUT_ONE_IN) == 0)
      g_string_truncate (octets, MAX (at, octets->len / 2));
  }
}

/* Every other time few changes: what is broken in many places seldom gets beyond the first check.
 */
void
test_mutate (GString *octets, GRand *random, const char *const *pieces, guint n_pieces)
{
  const int n_changes = g_rand_int_range (random, 1, g_rand_boolean (random) ? 3 : CHANGES_MAX);

  for (int i = 0; i < n_changes && octets->len > 1; i++)
    change (octets, random, pieces, n_pieces);
}
