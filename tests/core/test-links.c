/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/url/safi-links.h"
#include "core/url/safi-url.h"

#include <string.h>

typedef struct {
  const char *text;
  const char *expected;
} Case;

static void
test_hosts (void)
{
  static const Case cases[] = {
    { "https://pay.example/x", "pay.example" },
    { "HTTPS://PAY.Example:8443/x", "pay.example" },
    { "https://paypal.com@evil.example/", "evil.example" },
    { "https://paypal.com:x@evil.example/", "evil.example" },
    { "https://paypal.com\\@evil.example/", "paypal.com" },
    { "https:\\\\evil.example\\x", "evil.example" },
    { "https:evil.example", "evil.example" },
    { "https:////evil.example", "evil.example" },
    { "//evil.example/x", "evil.example" },
    { "http://%65vil.example/", "evil.example" },
    { "http://b\u00fccher.example/", "xn--bcher-kva.example" },
    { "http://3232235777/", "192.168.1.1" },
    { "http://0x7f.1/", "127.0.0.1" },
    { "http://0300.0250.0.1/", "192.168.0.1" },
    { "http://192.168.1.1./", "192.168.1.1" },
    { "http://0xC0A80101:80/", "192.168.1.1" },
    { "http://256.1.1.1/", "256.1.1.1" },
    { "http://[2001:DB8:0::1]:80/", "2001:db8::1" },
    { "http://[zz]/", "" },
    { "http://[2001:db8", "" },
    { "http://[", "" },
    { "http://evil.example?x@y", "evil.example" },
    { "http://evil.example#@y", "evil.example" },
    { "mailto:a@b.example", "" },
    { "javascript:alert(1)", "" },
    { "data:text/html,x", "" },
    { "page.html", "" },
    { "/path", "" },
    { "#top", "" },
    { "http://", "" },
    { "http://a b/", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *host = safi_url_get_host (cases[i].text);

    g_assert_cmpstr (host, ==, cases[i].expected);
  }
}

static void
test_clean (void)
{
  static const char url[] = " \x01java\nscript\t:alert(1)\r\n ";
  g_autofree char *clean = safi_url_clean (url, strlen (url));
  g_autofree char *huge = g_strnfill (SAFI_URL_OCTETS_MAX + 1, 'a');
  g_autofree char *cut = safi_url_clean (huge, strlen (huge));

  g_assert_cmpstr (clean, ==, "javascript:alert(1)");
  g_assert_cmpuint (strlen (cut), ==, SAFI_URL_OCTETS_MAX);
}

static void
test_resolve (void)
{
  static const char base[] = "https://evil.example/a/b?c";
  static const Case cases[] = {
    { "login", "https://evil.example/login" },
    { "/login", "https://evil.example/login" },
    { "//other.example/x", "https://other.example/x" },
    { "http://other.example", "http://other.example" },
    { "mailto:a@b.example", "mailto:a@b.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *resolved = safi_url_resolve (cases[i].text, base);

    g_assert_cmpstr (resolved, ==, cases[i].expected);
  }
}

/* Returns: (transfer full): the targets of the bare links in @text, joined by blanks. */
static char *
find_targets (const char *text)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_link_free);
  GString *targets = g_string_new (NULL);

  g_assert_true (safi_links_find (text, 0, links));
  for (guint i = 0; i < links->len; i++) {
    const SafiLink *link = links->pdata[i];

    g_assert_cmpint (link->type, ==, SAFI_LINK_TEXT);
    g_assert_true (strncmp (text + link->start, link->label, link->length) == 0);
    g_assert_cmpuint (strlen (link->label), ==, link->length);
    g_string_append_printf (targets, "%s%s", i > 0 ? " " : "", link->target);
  }
  return g_string_free (targets, FALSE);
}

static void
test_bare_links (void)
{
  static const Case cases[] = {
    { "see http://a.example/x.", "http://a.example/x" },
    { "(https://a.example/y)", "https://a.example/y" },
    { "https://en.example/wiki/Foo_(bar), ok", "https://en.example/wiki/Foo_(bar)" },
    { "<http://a.example>", "http://a.example" },
    { "Klick:http://a.example/z!", "http://a.example/z" },
    { "www.a.example?", "http://www.a.example" },
    { "go to pay.example/x now", "http://pay.example/x" },
    { "visit (example.com).", "http://example.com" },
    { "EXAMPLE.COM", "http://EXAMPLE.COM" },
    { "It was the end.Next we", "" },
    { "report.txt and e.g. 3.14 and/or i.e.", "" },
    { "write to me@example.com", "" },
    { "mailto:me@example.com", "mailto:me@example.com" },
    { "http://a.example http://b.example", "http://a.example http://b.example" },
    { "http://", "" },
    { "::: :// . ..", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *targets = find_targets (cases[i].text);

    g_assert_cmpstr (targets, ==, cases[i].expected);
  }
}

static void
test_links_have_a_limit (void)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_link_free);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < SAFI_MESSAGE_LINKS_MAX; i++)
    g_string_append (text, "http://a.example ");
  g_assert_true (safi_links_find (text->str, 0, links));
  g_assert_cmpuint (links->len, ==, SAFI_MESSAGE_LINKS_MAX);
  g_ptr_array_set_size (links, 0);
  g_string_append (text, "http://a.example");
  g_assert_false (safi_links_find (text->str, 0, links));
  g_assert_cmpuint (links->len, ==, SAFI_MESSAGE_LINKS_MAX);
}

static void
test_link_knows_its_owner (void)
{
  SafiLink *link = safi_link_new (SAFI_LINK_ANCHOR, g_strdup ("https://a.b.example.co.ke/x"));

  g_assert_cmpstr (link->host, ==, "a.b.example.co.ke");
  g_assert_cmpstr (link->registrable, ==, "example.co.ke");
  safi_link_free (link);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/links/hosts-are-read-as-browsers-do", test_hosts);
  g_test_add_func ("/links/addresses-are-cleaned", test_clean);
  g_test_add_func ("/links/relative-ones-follow-the-base", test_resolve);
  g_test_add_func ("/links/bare-ones-are-found", test_bare_links);
  g_test_add_func ("/links/number-has-a-limit", test_links_have_a_limit);
  g_test_add_func ("/links/know-their-owner", test_link_knows_its_owner);
  return g_test_run ();
}
