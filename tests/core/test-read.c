/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-read.h"

#define OCTETS_MAX 200000 /* octets; more than is read at once */

static GBytes *
read_of (gsize length)
{
  g_autoptr (GInputStream) stream =
      g_memory_input_stream_new_from_data (g_malloc0 (length), (gssize) length, g_free);
  g_autoptr (GError) error = NULL;
  GBytes *octets = safi_read_stream (stream, OCTETS_MAX, NULL, &error);

  g_assert_no_error (error);
  return octets;
}

static void
test_one_octet_more_tells_that_there_are_too_many (void)
{
  static const struct {
    gsize length;
    gsize read;
  } cases[] = { { 0, 0 },
                { 1, 1 },
                { OCTETS_MAX, OCTETS_MAX },
                { OCTETS_MAX + 1, OCTETS_MAX + 1 },
                { 2 * OCTETS_MAX, OCTETS_MAX + 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) octets = read_of (cases[i].length);

    g_assert_cmpuint (g_bytes_get_size (octets), ==, cases[i].read);
  }
}

static void
test_a_file_without_an_end_is_given_up (void)
{
  g_autoptr (GFile) endless = g_file_new_for_path ("/dev/zero");
  g_autoptr (GBytes) octets = safi_read_file (endless, OCTETS_MAX, NULL, NULL);

  g_assert_cmpuint (g_bytes_get_size (octets), ==, OCTETS_MAX + 1);
}

static void
test_a_file_that_is_not_there_is_told_of (void)
{
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/file");
  g_autoptr (GError) error = NULL;

  g_assert_null (safi_read_file (nowhere, OCTETS_MAX, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/read/one-octet-more-tells-that-there-are-too-many",
                   test_one_octet_more_tells_that_there_are_too_many);
  g_test_add_func ("/read/a-file-without-an-end-is-given-up",
                   test_a_file_without_an_end_is_given_up);
  g_test_add_func ("/read/a-file-that-is-not-there-is-told-of",
                   test_a_file_that_is_not_there_is_told_of);
  return g_test_run ();
}
