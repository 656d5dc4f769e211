/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/url/safi-domain.h"

#include <string.h>

/* The test list of the public suffix list, where it is at hand: a name, and its registrable domain
 * or "null". */

#define CASES 78

/* Returns: (transfer full) (nullable). */
static char *
read_suite (void)
{
  const char *folder = g_getenv ("SAFI_CONFORMANCE_DIR");
  g_autofree char *beside =
      g_build_filename (g_getenv ("SAFI_TEST_ROOT"), "..", "shared", "conformance", NULL);
  g_autofree char *path =
      g_build_filename (folder != NULL ? folder : beside, "psl", "tests", "tests.txt", NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

/* Returns: (transfer full): as the list writes it: "null" if there is none. */
static char *
get_registrable (const char *name)
{
  g_autofree char *normal = safi_domain_normalise (name);
  g_autofree char *found = safi_domain_get_registrable (normal);

  return g_strdup (*found != '\0' ? found : "null");
}

static void
check_line (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 2);
  g_autofree char *want = NULL;
  g_autofree char *got = NULL;

  g_assert_cmpuint (g_strv_length (words), ==, 2);
  want = g_str_equal (words[1], "null") ? g_strdup ("null") : safi_domain_normalise (words[1]);
  got = get_registrable (words[0]);
  g_test_message ("%s", line);
  g_assert_cmpstr (got, ==, want);
}

static void
test_list (void)
{
  g_autofree char *text = read_suite ();
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  if (text == NULL) {
    g_test_skip ("the suite is not here");
    return;
  }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0' && !g_str_has_prefix (lines[i], "//")) {
      check_line (lines[i]);
      n++;
    }
  g_assert_cmpuint (n, ==, CASES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-suite-psl/registrable-domains", test_list);
  return g_test_run ();
}
