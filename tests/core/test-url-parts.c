/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/url/safi-url-parts.h"

#include <string.h>

#include "core/url/safi-links.h"
#include "core/url/safi-url.h"

static SafiUrlParts *
cut (const char *url)
{
  SafiLink *link = safi_link_new (SAFI_LINK_ANCHOR, safi_url_clean (url, strlen (url)));
  SafiUrlParts *parts = safi_url_parts_new (link);

  safi_link_free (link);
  return parts;
}

static void
assert_parts (const char *url, const char *const *wanted)
{
  g_autoptr (SafiUrlParts) parts = cut (url);
  const char *got[] = { parts->scheme, parts->user, parts->below, parts->domain,
                        parts->port,   parts->rest, NULL };

  g_assert_cmpstrv (got, (char **) wanted);
}

#define ASSERT_PARTS(url, ...) assert_parts (url, (const char *const[]){ __VA_ARGS__, NULL })

static void
an_address_falls_into_its_parts (void)
{
  ASSERT_PARTS ("https://login.pay.example/a?b=c#d", "https:", "", "login.", "pay.example", "",
                "/a?b=c#d");
  ASSERT_PARTS ("HTTP://pay.example", "http:", "", "", "pay.example", "", "");
  ASSERT_PARTS ("https://bank.co.ke.pay.example:8443/x", "https:", "", "bank.co.ke.", "pay.example",
                ":8443", "/x");
  ASSERT_PARTS ("https://bank.example@pay.example/@y", "https:", "bank.example", "", "pay.example",
                "", "/@y");
  ASSERT_PARTS ("https:\\\\pay.example\\x", "https:", "", "", "pay.example", "", "\\x");
}

static void
a_number_is_a_domain_in_one_piece (void)
{
  ASSERT_PARTS ("http://3221225985/x", "http:", "", "", "192.0.2.1", "", "/x");
  ASSERT_PARTS ("http://[2001:db8::1]:80/x", "http:", "", "", "2001:db8::1", ":80", "/x");
}

static void
what_leads_to_no_host_is_all_rest (void)
{
  ASSERT_PARTS ("mailto:a@b.example?subject=x", "mailto:", "", "", "", "", "a@b.example?subject=x");
  ASSERT_PARTS ("javascript:alert(1)", "javascript:", "", "", "", "", "alert(1)");
  ASSERT_PARTS ("pay.html", "", "", "", "", "", "pay.html");
  ASSERT_PARTS ("https://", "https:", "", "", "", "", "//");
}

static void
assert_disarmed (const char *url, const char *wanted)
{
  g_autoptr (SafiUrlParts) parts = cut (url);
  g_autofree char *disarmed = safi_url_parts_disarm (parts);

  g_assert_cmpstr (disarmed, ==, wanted);
}

static void
a_disarmed_address_is_no_link (void)
{
  assert_disarmed ("https://login.pay.example/a.html", "hxxps://login[.]pay[.]example/a[.]html");
  assert_disarmed ("http://x@pay.example:80/", "hxxp://x[@]pay[.]example:80/");
  assert_disarmed ("https://pay.example/?u=http://b/", "hxxps://pay[.]example/?u=http[:]//b/");
  assert_disarmed ("https://pay.example:http://b/", "hxxps://pay[.]example:http[:]//b/");
  assert_disarmed ("httphttp://pay.example/", "httphttp[:]//pay[.]example/");
  assert_disarmed ("mailto:a@b.example", "mailto[:]a[@]b[.]example");
  assert_disarmed ("javascript:alert(1)", "javascript[:]alert(1)");
  /* The host that it really leads to, however it was written. */
  assert_disarmed ("http://pay\343\200\202example/", "hxxp://pay[.]example/");
  assert_disarmed ("https://pay.example/\342\200\256x\033[31m", "hxxps://pay[.]example/x[31m");
}

static void
assert_file (const char *url, const char *wanted)
{
  g_autoptr (SafiUrlParts) parts = cut (url);
  g_autofree char *file = safi_url_parts_get_file (parts);

  g_assert_cmpstr (file, ==, wanted);
}

static void
the_file_is_the_end_of_the_path (void)
{
  assert_file ("https://pay.example/x/Loan.apk?a=/b.pdf", "Loan.apk");
  assert_file ("https://pay.example/x/", NULL);
  assert_file ("https://pay.example", NULL);
  assert_file ("https://pay.example/.hidden", NULL);
  assert_file ("https://pay.example/end.", NULL);
  assert_file ("mailto:a/b@c.example", NULL);
}

static void
the_longest_address_is_cut_without_loss (void)
{
  g_autofree char *path = g_strnfill (SAFI_URL_OCTETS_MAX + 1, 'x');
  g_autofree char *url = g_strconcat ("http://pay.example/", path, NULL);
  g_autoptr (SafiUrlParts) parts = cut (url);

  g_assert_cmpuint (strlen (parts->rest), ==, SAFI_URL_OCTETS_MAX - strlen ("http://pay.example"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/url-parts/an-address-falls-into-its-parts", an_address_falls_into_its_parts);
  g_test_add_func ("/url-parts/a-number-is-a-domain-in-one-piece",
                   a_number_is_a_domain_in_one_piece);
  g_test_add_func ("/url-parts/what-leads-to-no-host-is-all-rest",
                   what_leads_to_no_host_is_all_rest);
  g_test_add_func ("/url-parts/a-disarmed-address-is-no-link", a_disarmed_address_is_no_link);
  g_test_add_func ("/url-parts/the-file-is-the-end-of-the-path", the_file_is_the_end_of_the_path);
  g_test_add_func ("/url-parts/the-longest-address-is-cut-without-loss",
                   the_longest_address_is_cut_without_loss);
  return g_test_run ();
}
