/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-spf-record.h"

#include <string.h>

static SafiSpfRecord *
parse (const char *terms)
{
  return safi_spf_record_parse (terms, strlen (terms));
}

static const SafiSpfDirective *
get_directive (const SafiSpfRecord *record, guint i)
{
  g_assert_nonnull (record);
  g_assert_cmpuint (i, <, record->directives->len);
  return record->directives->pdata[i];
}

static void
test_terms_are_read (void)
{
  g_autoptr (SafiSpfRecord) record =
      parse ("  a:x.example/24//64  ~MX//48 ?ip4:192.0.2.77/24 -ip6:2001:db8::/32 include:%{d2}"
             " x-unknown=%{r}/: redirect=r.example exp=%{i}.e.example -all ");

  g_assert_nonnull (record);
  g_assert_cmpuint (record->directives->len, ==, 6);
  g_assert_cmpint (get_directive (record, 0)->mechanism, ==, SAFI_SPF_A);
  g_assert_cmpstr (get_directive (record, 0)->domain_spec, ==, "x.example");
  g_assert_cmpuint (get_directive (record, 0)->prefix4, ==, 24);
  g_assert_cmpuint (get_directive (record, 0)->prefix6, ==, 64);
  g_assert_cmpint (get_directive (record, 1)->result, ==, SAFI_AUTH_SOFTFAIL);
  g_assert_null (get_directive (record, 1)->domain_spec);
  g_assert_cmpuint (get_directive (record, 1)->prefix4, ==, 32);
  g_assert_cmpuint (get_directive (record, 1)->prefix6, ==, 48);
  g_assert_cmpint (get_directive (record, 2)->result, ==, SAFI_AUTH_NEUTRAL);
  g_assert_cmpuint (get_directive (record, 2)->network.octets[15], ==, 0);
  g_assert_cmpstr (get_directive (record, 3)->text, ==, "-ip6:2001:db8::/32");
  g_assert_cmpstr (get_directive (record, 4)->domain_spec, ==, "%{d2}");
  g_assert_cmpint (get_directive (record, 5)->mechanism, ==, SAFI_SPF_ALL);
  g_assert_cmpstr (record->redirect, ==, "r.example");
  g_assert_cmpstr (record->explanation, ==, "%{i}.e.example");
}

static void
test_any_fault_spoils_the_record (void)
{
  static const char *const bad[] = {
    "moo",
    "all:",
    "all/8",
    "-",
    "--all",
    "-exp=a.example",
    "include",
    "include:",
    "include:a",
    "include:a.b/24",
    "exists",
    "exists:x.y/8",
    "ip4",
    "ip4:",
    "ip4:1.2.3",
    "ip4:01.2.3.4",
    "ip4:1.2.3.4/33",
    "ip4:1.2.3.4/08",
    "ip4:1.2.3.4/",
    "ip4:1.2.3.4//8",
    "ip4:::ffff:1.2.3.4",
    "ip4:1.2.3.4/4294967296",
    "ip6:1.2.3.4",
    "ip6:::1/129",
    "ip6:::1//64",
    "ip6:fe80::1%eth0",
    "a/",
    "a//",
    "a/8/8",
    "a//8/8",
    "a/33",
    "a//129",
    "a:/8",
    "a:x",
    "a:x.",
    "a:x.1",
    "a:x.-y",
    "a:x.y-",
    "a:x.y:25",
    "a:x..",
    "a:%{d}x",
    "a:x.%{d0}",
    "a:%{a}.x",
    "a:%{d",
    "a:%{dx}",
    "a:%",
    "a:%x.y",
    "a:%{c}",
    "a:%{}",
    "ptr/24",
    "ptr:",
    "mx:x y",
    "redirect=",
    "redirect=x",
    "redirect=a.b redirect=a.b",
    "exp=",
    "exp=a.b EXP=a.b",
    "1x=y",
    "=y",
    "x=%{",
    "a\tmx",
    "a\x7f",
    "a:\xc3\xa4.example",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *behind = g_strconcat ("+all ", bad[i], NULL);
    g_autoptr (SafiSpfRecord) record = parse (behind);

    if (record != NULL)
      g_error ("read: %s", bad[i]);
  }
}

static void
test_odd_but_right_terms_are_read (void)
{
  static const char *const good[] = {
    "",
    "   ",
    "A",
    "a:foo:bar/baz.example.com",
    "a:x.y.",
    "a:x.y1/0//0",
    "a:x.xn--zckzah",
    "a:%%",
    "a:x%_",
    "a:%{D2r.-+,/_=}",
    "exists:%{ir}.%{v}._spf.%{d2}",
    "a:%{d}/24",
    "x.y-z_1=",
    "all=",
    "x=a:b/c=d",
    "ip6:::1.1.1.1/0",
    "ip6:::ffff:1.2.3.4/96",
    "a:%{d99999999999999999999}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (SafiSpfRecord) record = parse (good[i]);

    if (record == NULL)
      g_error ("not read: %s", good[i]);
  }
}

static void
test_nul_is_no_end (void)
{
  g_assert_null (safi_spf_record_parse (" -all\0", 6));
}

static void
test_a_record_ends_where_its_octets_end (void)
{
  static const char octets[] = " a:x.example moo";
  g_autoptr (SafiSpfRecord) record = safi_spf_record_parse (octets, 12);

  g_assert_cmpuint (record->directives->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-spf-record/terms-are-read", test_terms_are_read);
  g_test_add_func ("/auth-spf-record/any-fault-spoils-the-record",
                   test_any_fault_spoils_the_record);
  g_test_add_func ("/auth-spf-record/odd-but-right-terms-are-read",
                   test_odd_but_right_terms_are_read);
  g_test_add_func ("/auth-spf-record/nul-is-no-end", test_nul_is_no_end);
  g_test_add_func ("/auth-spf-record/a-record-ends-where-its-octets-end",
                   test_a_record_ends_where_its_octets_end);
  return g_test_run ();
}
