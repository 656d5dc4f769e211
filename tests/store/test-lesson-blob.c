/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/training/safi-lesson-blob.h"

#include "core/judgement/safi-lesson.h"

#define GRAM_LAST ((1u << SAFI_GRAM_BITS) - 1)

static GArray *
new_grams (const guint32 *numbers, guint n)
{
  GArray *grams = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_append_vals (grams, numbers, n);
  return grams;
}

static void
assert_grams (const guint32 *numbers, guint n, const guint32 *ascending)
{
  g_autoptr (GArray) grams = new_grams (numbers, n);
  g_autoptr (GBytes) octets = safi_grams_write (grams);
  gsize size;
  gconstpointer data = g_bytes_get_data (octets, &size);
  g_autoptr (GArray) read = safi_grams_read (data, size);

  g_assert_nonnull (read);
  g_assert_cmpmem (read->data, read->len * sizeof (guint32), ascending, n * sizeof (guint32));
  /* What was given is as it was. */
  g_assert_cmpmem (grams->data, grams->len * sizeof (guint32), numbers, n * sizeof (guint32));
}

static void
test_grams_come_back_in_order (void)
{
  static const guint32 numbers[] = { 300, 5, GRAM_LAST, 0, 127, 128, 16384, 65535, 1 };
  static const guint32 ascending[] = { 0, 1, 5, 127, 128, 300, 16384, 65535, GRAM_LAST };

  assert_grams (numbers, G_N_ELEMENTS (numbers), ascending);
}

static void
test_single_grams_come_back (void)
{
  static const guint32 numbers[] = { 0, 1, 0x7f, 0x80, 0x3fff, 0x4000, GRAM_LAST };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    assert_grams (&numbers[i], 1, &numbers[i]);
}

static void
test_every_gram_comes_back (void)
{
  g_autofree guint32 *numbers = g_new (guint32, GRAM_LAST + 1);

  for (guint i = 0; i <= GRAM_LAST; i++)
    numbers[i] = i;
  assert_grams (numbers, GRAM_LAST + 1, numbers);
}

static void
test_grams_take_a_third (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) grams = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GBytes) octets = NULL;

  while (grams->len < 1500) {
    const guint32 gram = (guint32) g_rand_int_range (random, 0, GRAM_LAST + 1);

    if (g_hash_table_add (seen, GUINT_TO_POINTER (gram)))
      g_array_append_val (grams, gram);
  }
  octets = safi_grams_write (grams);
  g_assert_cmpuint (g_bytes_get_size (octets), <=, 1500 * sizeof (guint32) / 3);
}

static void
test_nothing_is_nothing (void)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) no_features = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GBytes) grams = safi_grams_write (none);
  g_autoptr (GBytes) features = safi_features_write (no_features);
  g_autoptr (GArray) read_grams = safi_grams_read (NULL, 0);
  g_autoptr (GArray) read_features = safi_features_read (NULL, 0);

  g_assert_cmpuint (g_bytes_get_size (grams), ==, 0);
  g_assert_cmpuint (g_bytes_get_size (features), ==, 0);
  g_assert_cmpuint (read_grams->len, ==, 0);
  g_assert_cmpuint (read_features->len, ==, 0);
}

static void
test_malformed_grams_are_none_of_ours (void)
{
  static const struct {
    guint8 octets[5];
    gsize size;
  } cases[] = {
    { { 0x80 }, 1 },                         /* ends within a number */
    { { 0x05, 0xff }, 2 },                   /* the same */
    { { 0x80, 0x80, 0x08 }, 3 },             /* 2^17 */
    { { 0xff, 0xff, 0x07, 0x01 }, 4 },       /* the last number, then one more */
    { { 0xff, 0xff, 0x7f }, 3 },             /* the largest of three octets */
    { { 0x80, 0x80, 0x80, 0x01 }, 4 },       /* four octets */
    { { 0x80, 0x80, 0x80, 0x80, 0x80 }, 5 }, /* no end */
    { { 0x05, 0x00 }, 2 },                   /* one number twice */
    { { 0x00, 0x00 }, 2 },                   /* the same */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_null (safi_grams_read (cases[i].octets, cases[i].size));
}

/* Whatever is read is what could have been written. */
static void
test_random_octets_are_numbers_or_refused (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  guint n_read = 0;

  for (guint round = 0; round < 20000; round++) {
    guint8 octets[24];
    const gsize size = (gsize) g_rand_int_range (random, 0, sizeof octets + 1);
    g_autoptr (GArray) grams = NULL;

    for (gsize i = 0; i < size; i++)
      octets[i] = (guint8) g_rand_int_range (random, 0, i % 2 == 0 ? 256 : 128);
    grams = safi_grams_read (octets, size);
    n_read += grams != NULL;
    for (guint i = 0; grams != NULL && i < grams->len; i++) {
      g_assert_cmpuint (g_array_index (grams, guint32, i), <=, GRAM_LAST);
      if (i > 0)
        g_assert_cmpuint (g_array_index (grams, guint32, i - 1), <,
                          g_array_index (grams, guint32, i));
    }
  }
  g_assert_cmpuint (n_read, >, 100);
  g_assert_cmpuint (n_read, <, 19900);
}

static GArray *
new_features (const guint64 *numbers, guint n)
{
  GArray *features = g_array_new (FALSE, FALSE, sizeof (guint64));

  g_array_append_vals (features, numbers, n);
  return features;
}

#define FEATURE_LAST (((G_GUINT64_CONSTANT (1) << SAFI_FEATURE_BITS) - 1) & ~G_GUINT64_CONSTANT (1))

static void
test_features_come_back_in_order (void)
{
  static const guint64 numbers[] = { FEATURE_LAST, 4, G_GUINT64_CONSTANT (0x123456789ac), 0, 1 };
  static const guint64 ascending[] = { 0, 1, 4, G_GUINT64_CONSTANT (0x123456789ac), FEATURE_LAST };
  g_autoptr (GArray) features = new_features (numbers, G_N_ELEMENTS (numbers));
  g_autoptr (GBytes) octets = safi_features_write (features);
  gsize size;
  gconstpointer data = g_bytes_get_data (octets, &size);
  g_autoptr (GArray) read = safi_features_read (data, size);

  g_assert_cmpmem (read->data, read->len * sizeof (guint64), ascending, sizeof ascending);
}

static void
test_features_take_five_octets (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GBytes) octets = NULL;

  while (features->len < 900) {
    const guint64 high = g_rand_int (random) & ((1u << (SAFI_FEATURE_BITS - 32)) - 1);
    const guint64 feature = (high << 32 | g_rand_int (random)) & ~G_GUINT64_CONSTANT (3);

    g_array_append_val (features, feature);
  }
  octets = safi_features_write (features);
  g_assert_cmpuint (g_bytes_get_size (octets), <=, 900 * 5);
}

static void
test_malformed_features_are_none_of_ours (void)
{
  static const struct {
    guint8 octets[9];
    gsize size;
  } cases[] = {
    { { 0x80 }, 1 },                                           /* ends within a number */
    { { 0x07 }, 1 },                                           /* no pair of words is 3 apart */
    { { 0x04, 0x00 }, 2 },                                     /* one number twice */
    { { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02 }, 7 },       /* 2^43 */
    { { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 }, 8 }, /* too many octets */
    { { 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0x02 }, 8 }, /* the last number, then one more */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_null (safi_features_read (cases[i].octets, cases[i].size));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson-blob/grams-come-back-in-order", test_grams_come_back_in_order);
  g_test_add_func ("/lesson-blob/single-grams-come-back", test_single_grams_come_back);
  g_test_add_func ("/lesson-blob/every-gram-comes-back", test_every_gram_comes_back);
  g_test_add_func ("/lesson-blob/grams-take-a-third", test_grams_take_a_third);
  g_test_add_func ("/lesson-blob/nothing-is-nothing", test_nothing_is_nothing);
  g_test_add_func ("/lesson-blob/malformed-grams-are-none-of-ours",
                   test_malformed_grams_are_none_of_ours);
  g_test_add_func ("/lesson-blob/random-octets-are-numbers-or-refused",
                   test_random_octets_are_numbers_or_refused);
  g_test_add_func ("/lesson-blob/features-come-back-in-order", test_features_come_back_in_order);
  g_test_add_func ("/lesson-blob/features-take-five-octets", test_features_take_five_octets);
  g_test_add_func ("/lesson-blob/malformed-features-are-none-of-ours",
                   test_malformed_features_are_none_of_ours);
  return g_test_run ();
}
