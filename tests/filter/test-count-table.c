/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-count-table.h"

#define ROUNDS 300000
#define FEATURES 5000

static guint64
make_hash (GRand *random)
{
  return (guint64) g_rand_int_range (random, 0, 512) << 32 | g_rand_int (random);
}

/* A hash that asks for place @place, told from others there by @tag. */
static guint64
hash_at (guint place, guint tag)
{
  return (guint64) tag << 20 | place % SAFI_COUNT_TABLE_SLOTS;
}

static void
assert_counts (SafiCountTable *table, guint64 hash, guint good, guint junk)
{
  const SafiCounts counts = safi_count_table_get (table, hash);

  g_assert_cmpuint (counts.good, ==, good);
  g_assert_cmpuint (counts.junk, ==, junk);
}

/* Adds and takes back at random in @table and in a table of GLib's. @hashes: FEATURES. */
static void
compare (SafiCountTable *table, const guint64 *hashes, GRand *random)
{
  g_autoptr (GHashTable) expected =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);

  for (guint i = 0; i < FEATURES; i++)
    g_hash_table_insert (expected, (gpointer) &hashes[i], g_new0 (SafiCounts, 1));
  for (guint round = 0; round < ROUNDS; round++) {
    const guint64 *hash = &hashes[g_rand_int_range (random, 0, FEATURES)];
    SafiCounts *counts = g_hash_table_lookup (expected, hash);
    const gint good = g_rand_int_range (random, -3, 4);
    const gint junk = g_rand_int_range (random, -3, 4);
    const gboolean fits = (gint) counts->good + good >= 0 && (gint) counts->junk + junk >= 0;

    g_assert_cmpint (safi_count_table_add (table, *hash, good, junk), ==, fits);
    if (fits)
      *counts = (SafiCounts){ counts->good + good, counts->junk + junk };
    assert_counts (table, *hash, counts->good, counts->junk);
  }
  for (guint i = 0; i < FEATURES; i++) {
    const SafiCounts *counts = g_hash_table_lookup (expected, &hashes[i]);

    assert_counts (table, hashes[i], counts->good, counts->junk);
    g_assert_true (
        safi_count_table_add (table, hashes[i], -(gint) counts->good, -(gint) counts->junk));
  }
  g_assert_cmpuint (safi_count_table_get_used (table), ==, 0);
}

static void
random_changes_are_those_of_a_hash_table (void)
{
  g_autoptr (SafiCountTable) table = safi_count_table_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autofree guint64 *hashes = g_new (guint64, FEATURES);

  for (guint i = 0; i < FEATURES; i++)
    hashes[i] = make_hash (random);
  compare (table, hashes, random);
}

/* Many features that ask for few places, at the end of the table and around it. */
static void
crowded_places_are_kept_apart (void)
{
  g_autoptr (SafiCountTable) table = safi_count_table_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autofree guint64 *hashes = g_new (guint64, FEATURES);

  /* Two for every place: the last stands as far behind its own as there is room for. */
  for (guint i = 0; i < FEATURES; i++)
    hashes[i] = hash_at (SAFI_COUNT_TABLE_SLOTS - 50 + i % 100 + i / 200 * 200, i);
  compare (table, hashes, random);
}

static void
a_feature_never_added_has_no_counts (void)
{
  g_autoptr (SafiCountTable) table = safi_count_table_new ();

  assert_counts (table, 0, 0, 0);
  g_assert_true (safi_count_table_add (table, hash_at (7, 1), 1, 2));
  assert_counts (table, hash_at (7, 2), 0, 0);
  assert_counts (table, hash_at (8, 1), 0, 0);
  assert_counts (table, hash_at (7, 1), 1, 2);
}

static void
adding_nothing_takes_no_room (void)
{
  g_autoptr (SafiCountTable) table = safi_count_table_new ();

  g_assert_true (safi_count_table_add (table, 77, 0, 0));
  g_assert_cmpuint (safi_count_table_get_used (table), ==, 0);
}

static void
counts_stay_within_their_limits (void)
{
  g_autoptr (SafiCountTable) table = safi_count_table_new ();
  const guint64 one = hash_at (77, 1);
  const guint64 other = hash_at (77, 2);

  g_assert_true (safi_count_table_add (table, one, SAFI_COUNT_MAX, SAFI_COUNT_MAX - 1));
  g_assert_false (safi_count_table_add (table, one, 1, 0));
  g_assert_false (safi_count_table_add (table, one, -1, 2));
  g_assert_false (safi_count_table_add (table, one, 0, -SAFI_COUNT_MAX));
  assert_counts (table, one, SAFI_COUNT_MAX, SAFI_COUNT_MAX - 1);
  g_assert_true (safi_count_table_add (table, one, 0, 1));
  assert_counts (table, one, SAFI_COUNT_MAX, SAFI_COUNT_MAX);
  g_assert_false (safi_count_table_add (table, other, SAFI_COUNT_MAX + 1, 0));
  g_assert_false (safi_count_table_add (table, other, 0, -1));
  g_assert_cmpuint (safi_count_table_get_used (table), ==, 1);
}

/* One place too far away is refused; the others stay. */
static void
a_run_that_is_too_long_refuses (void)
{
  g_autoptr (SafiCountTable) table = safi_count_table_new ();
  guint n = 0;

  while (n < 1000 && safi_count_table_add (table, hash_at (5, n), 1, n))
    n++;
  g_assert_cmpuint (n, ==, 128);
  g_assert_false (safi_count_table_add (table, hash_at (4, 0), 1, 0) &&
                  safi_count_table_add (table, hash_at (4, 1), 1, 0));
  for (guint i = 0; i < n; i++)
    assert_counts (table, hash_at (5, i), 1, i);
}

/* Returns: a hash that the table does not take for one it has. */
static guint64
make_stranger (SafiCountTable *table, GRand *random)
{
  for (;;) {
    const guint64 hash = make_hash (random);
    const SafiCounts counts = safi_count_table_get (table, hash);

    if (counts.good + counts.junk == 0)
      return hash;
  }
}

/* Returns: (transfer full) (element-type guint64): what fills the table. */
static GArray *
fill (SafiCountTable *table)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  GArray *hashes = g_array_new (FALSE, FALSE, sizeof (guint64));

  while (safi_count_table_get_used (table) < SAFI_COUNT_TABLE_MAX) {
    const guint64 hash = make_stranger (table, random);

    g_assert_true (safi_count_table_add (table, hash, 1, 0));
    g_array_append_val (hashes, hash);
  }
  return hashes;
}

static void
a_full_table_refuses_and_stays_as_it_was (void)
{
  g_autoptr (SafiCountTable) table = safi_count_table_new ();
  g_autoptr (GArray) hashes = fill (table);
  const guint64 known = g_array_index (hashes, guint64, 0);
  g_autoptr (GRand) random = g_rand_new_with_seed (6);

  for (guint i = 0; i < 1000; i++)
    g_assert_false (safi_count_table_add (table, make_stranger (table, random), 0, 1));
  g_assert_cmpuint (safi_count_table_get_used (table), ==, SAFI_COUNT_TABLE_MAX);
  g_assert_true (safi_count_table_add (table, known, 5, 6));
  assert_counts (table, known, 6, 6);
  g_assert_true (safi_count_table_add (table, known, -5, -6));
}

/* Again and again, as when old messages are forgotten for new ones. */
static void
a_full_table_has_room_for_as_much_as_is_taken_back (void)
{
  g_autoptr (SafiCountTable) table = safi_count_table_new ();
  g_autoptr (GArray) hashes = fill (table);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < hashes->len; i++) {
    guint64 *hash = &g_array_index (hashes, guint64, i);

    g_assert_true (safi_count_table_add (table, *hash, -1, 0));
    *hash = make_stranger (table, random);
    g_assert_true (safi_count_table_add (table, *hash, 1, 0));
  }
  g_assert_cmpuint (safi_count_table_get_used (table), ==, SAFI_COUNT_TABLE_MAX);
  for (guint i = 0; i < hashes->len; i++)
    g_assert_true (safi_count_table_add (table, g_array_index (hashes, guint64, i), -1, 0));
  g_assert_cmpuint (safi_count_table_get_used (table), ==, 0);
}

static void
strangers_are_hardly_ever_mistaken (void)
{
  g_autoptr (SafiCountTable) table = safi_count_table_new ();
  g_autoptr (GArray) hashes = fill (table);
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  guint n_mistaken = 0;

  for (guint i = 0; i < 1000000; i++) {
    const SafiCounts counts = safi_count_table_get (table, make_hash (random));

    n_mistaken += counts.good + counts.junk > 0;
  }
  g_assert_cmpuint (n_mistaken, <, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/count-table/random-changes-are-those-of-a-hash-table",
                   random_changes_are_those_of_a_hash_table);
  g_test_add_func ("/count-table/crowded-places-are-kept-apart", crowded_places_are_kept_apart);
  g_test_add_func ("/count-table/a-feature-never-added-has-no-counts",
                   a_feature_never_added_has_no_counts);
  g_test_add_func ("/count-table/adding-nothing-takes-no-room", adding_nothing_takes_no_room);
  g_test_add_func ("/count-table/counts-stay-within-their-limits", counts_stay_within_their_limits);
  g_test_add_func ("/count-table/a-run-that-is-too-long-refuses", a_run_that_is_too_long_refuses);
  g_test_add_func ("/count-table/a-full-table-refuses-and-stays-as-it-was",
                   a_full_table_refuses_and_stays_as_it_was);
  g_test_add_func ("/count-table/a-full-table-has-room-for-as-much-as-is-taken-back",
                   a_full_table_has_room_for_as_much_as_is_taken_back);
  g_test_add_func ("/count-table/strangers-are-hardly-ever-mistaken",
                   strangers_are_hardly_ever_mistaken);
  return g_test_run ();
}
