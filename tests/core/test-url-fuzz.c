/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../lib/random.h"
#include "core/text/safi-text.h"
#include "core/text/safi-unlinked.h"
#include "core/url/safi-links.h"
#include "core/url/safi-url-parts.h"
#include "core/url/safi-url.h"

/* Web addresses of strangers, broken at random, always the same way. */

#define ROUNDS 20000
#define CHARS_MAX 200 /* of a text that is shown */

static const char *const addresses[] = {
  "https://user:word@login.pay.example:8443/a/b%2fc.apk?x=1&y=%ff#z",
  "http://0x7f.1:80\\@xn--bcher-kva.example/..//./x",
  "HTTPS:\\\\b\xc3\xbc"
  "cher.example./\xe2\x80\xaegpj.exe",
  "//[2001:db8::ffff:1.2.3.4]/%00",
  "mailto:a@b.example?subject=x",
  "data:text/html;base64,PGI+",
  "javascript://%0aalert(1)",
  "www.example.com/call +49 (0) 30 123-456-78",
};

static const char *const pieces[] = {
  ":",
  "/",
  "\\",
  "@",
  "?",
  "#",
  "%",
  "%2e",
  "..",
  "[",
  "]",
  "xn--",
  "http://",
  "\t",
  "\n",
  "0",
  "256",
  "4294967296",
  "\xef\xbc\x8f",
  "\xe3\x80\x82",
  "-",
  ".",
  "\xff",
  "0x",
  ";",
  "\xc2\xad",
};

static void
check_parts (const char *address)
{
  g_autofree char *clean = safi_url_clean (address, strlen (address));
  SafiLink *link = safi_link_new (SAFI_LINK_TEXT, g_steal_pointer (&clean));
  SafiUrlParts *parts = safi_url_parts_new (link);
  g_autofree char *disarmed = safi_url_parts_disarm (parts);
  g_autofree char *file = safi_url_parts_get_file (parts);

  g_assert_true (g_str_is_ascii (link->host));
  g_assert_true (g_utf8_validate (disarmed, -1, NULL));
  g_assert_true (file == NULL || g_utf8_validate (file, -1, NULL));
  g_assert_null (strstr (disarmed, "http://"));
  g_assert_null (strstr (disarmed, "https://"));
  safi_url_parts_free (parts);
  safi_link_free (link);
}

static void
check_address (const char *address)
{
  g_autofree char *clean = safi_url_clean (address, strlen (address));
  g_autofree char *base = safi_url_clean (addresses[0], strlen (addresses[0]));
  g_autofree char *resolved = safi_url_resolve (clean, base);
  g_autofree char *host = safi_url_get_host (resolved);
  g_autofree char *unlinked = safi_unlinked (address, CHARS_MAX);
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_link_free);

  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_cmpuint (strlen (clean), <=, SAFI_URL_OCTETS_MAX);
  g_assert_true (g_str_is_ascii (host));
  g_assert_true (g_utf8_validate (unlinked, -1, NULL));
  g_assert_null (strstr (unlinked, "://"));
  safi_links_find (address, 0, links);
  check_parts (address);
}

static void
test_broken_addresses_do_no_harm (void)
{
  g_autoptr (GRand) random = test_random_new ();

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GString) text = g_string_new (addresses[i % G_N_ELEMENTS (addresses)]);
    g_autofree char *valid = NULL;

    test_mutate (text, random, pieces, G_N_ELEMENTS (pieces));
    valid = safi_text_make_valid (text->str, (gssize) text->len);
    check_address (valid);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/url-fuzz/broken-addresses-do-no-harm", test_broken_addresses_do_no_harm);
  return g_test_run ();
}
