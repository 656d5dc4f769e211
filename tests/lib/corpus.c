/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus.h"

#include <string.h>

#include "random.h"

#define JOINED_ONE_IN 6

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full) (element-type GBytes): the files in the order of their names, so that
 * the same seed breaks the same. */
static GPtrArray *
read_corpus (const char *folder, const char *suffix)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++) {
    char *octets = NULL;
    gsize length = 0;

    g_assert_true (g_file_get_contents (names->pdata[i], &octets, &length, NULL));
    g_ptr_array_add (files, g_bytes_new_take (octets, length));
  }
  g_assert_cmpuint (files->len, >, 0);
  return files;
}

static void
read_exactly (const char *octets, gsize length, TestRead read)
{
  g_autoptr (GBytes) exact = g_bytes_new (octets, length);

  read (exact);
}

static GBytes *
choose (GPtrArray *files, GRand *random)
{
  return files->pdata[g_rand_int_range (random, 0, (gint32) files->len)];
}

/* The beginning of what is there, and the end of another file. */
static void
join_another (GString *octets, GPtrArray *files, GRand *random)
{
  gsize length;
  const char *other = g_bytes_get_data (choose (files, random), &length);
  const gsize kept = (gsize) g_rand_int_range (random, 0, (gint32) octets->len + 1);
  const gsize left_out = (gsize) g_rand_int_range (random, 0, (gint32) length + 1);

  g_string_truncate (octets, kept);
  g_string_append_len (octets, other + left_out, (gssize) (length - left_out));
}

void
test_break_corpus (const char *folder,
                   const char *suffix,
                   guint n_rounds,
                   const char *const *pieces,
                   guint n_pieces,
                   TestRead read)
{
  g_autoptr (GRand) random = test_random_new ();
  g_autoptr (GPtrArray) files = read_corpus (folder, suffix);

  for (guint i = 0; i < files->len; i++)
    read (files->pdata[i]);
  for (guint i = 0; i < n_rounds; i++) {
    gsize length;
    const char *whole = g_bytes_get_data (choose (files, random), &length);
    g_autoptr (GString) octets = g_string_new_len (whole, (gssize) length);

    if (g_rand_int_range (random, 0, JOINED_ONE_IN) == 0)
      join_another (octets, files, random);
    test_mutate (octets, random, pieces, n_pieces);
    read_exactly (octets->str, octets->len, read);
  }
}

void
test_cut_corpus (const char *folder, const char *suffix, TestRead read)
{
  g_autoptr (GPtrArray) files = read_corpus (folder, suffix);

  for (guint i = 0; i < files->len; i++) {
    gsize length;
    const char *whole = g_bytes_get_data (files->pdata[i], &length);

    for (gsize kept = 0; kept <= length; kept++)
      read_exactly (whole, kept, read);
  }
}
