/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-spf-macro.h"

#include <string.h>

#include "auth/dns/safi-dns.h"

/* The example of RFC 7208, 7.4. */
static SafiSpfMacroValues
make_values (const char *ip)
{
  SafiSpfMacroValues values = {
    .sender = "strong-bad@email.example.com",
    .local_part = "strong-bad",
    .sender_domain = "email.example.com",
    .domain = "email.example.com",
    .validated = "mx.example.org",
    .helo = "h\xe4lo",
    .receiver = "me.example",
    .time = 1234567890,
  };

  g_assert_true (safi_ip_parse (ip, &values.ip));
  return values;
}

static void
check_expansion (const char *ip, const char *text, const char *expected)
{
  SafiSpfMacroValues values = make_values (ip);
  g_autofree char *expanded = NULL;

  g_assert_true (safi_spf_macro_is_valid (text, SAFI_SPF_MACRO_EXPLANATION));
  expanded = safi_spf_macro_expand (text, &values);
  g_assert_cmpstr (expanded, ==, expected);
}

static void
test_letters_stand_for_values (void)
{
  static const char *const pairs[][2] = {
    { "%{s}", "strong-bad@email.example.com" },
    { "%{o}", "email.example.com" },
    { "%{d}", "email.example.com" },
    { "%{d4}", "email.example.com" },
    { "%{d2}", "example.com" },
    { "%{d1}", "com" },
    { "%{dr}", "com.example.email" },
    { "%{d2r}", "example.email" },
    { "%{l}", "strong-bad" },
    { "%{l-}", "strong.bad" },
    { "%{lr-}", "bad.strong" },
    { "%{l1r-}", "strong" },
    { "%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com" },
    { "%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com" },
    { "%{h}", "h\xe4lo" },
    { "%{H}", "h%E4lo" },
    { "%{S}", "strong-bad%40email.example.com" },
    { "%{p} %{c} %{r} %{t}", "mx.example.org 192.0.2.3 me.example 1234567890" },
    { "%%%_%-", "% %20" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    check_expansion ("192.0.2.3", pairs[i][0], pairs[i][1]);
}

static void
test_v6_is_written_in_nibbles (void)
{
  check_expansion ("2001:db8::cb01", "%{ir}.%{v}",
                   "1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6");
  check_expansion ("2001:db8::cb01", "%{c}", "2001:db8::cb01");
}

static void
test_long_names_lose_labels_on_the_left (void)
{
  SafiSpfMacroValues values = make_values ("192.0.2.3");
  g_autofree char *label = g_strnfill (SAFI_DNS_LABEL_MAX, 'a');
  g_autofree char *rest = g_strnfill (SAFI_DNS_NAME_MAX - 3 * (SAFI_DNS_LABEL_MAX + 1), 'b');
  g_autofree char *longest = g_strjoin (".", rest, label, label, label, NULL);
  g_autofree char *with_dot = g_strconcat (longest, ".", NULL);
  g_autofree char *too_long = g_strconcat ("x.", "y", longest, NULL);
  g_autofree char *kept = safi_spf_macro_expand_name (with_dot, &values);
  g_autofree char *cut = safi_spf_macro_expand_name (too_long, &values);

  g_assert_cmpstr (kept, ==, longest);
  g_assert_cmpstr (cut, ==, longest + strlen (rest) + 1);
}

static void
test_an_expansion_has_a_limit (void)
{
  g_autofree char *name = g_strnfill (1023, 'a');
  g_autofree char *longest = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  SafiSpfMacroValues values = make_values ("192.0.2.3");

  values.helo = name;
  for (guint i = 0; i < SAFI_SPF_EXPANSION_MAX / 1024; i++)
    g_string_append (text, "%{h}.");
  longest = safi_spf_macro_expand (text->str, &values);
  g_assert_cmpuint (strlen (longest), ==, SAFI_SPF_EXPANSION_MAX);
  g_string_append (text, ".");
  g_assert_null (safi_spf_macro_expand (text->str, &values));
}

static void
test_validated_names_are_asked_only_where_needed (void)
{
  g_assert_true (safi_spf_macro_uses_validated ("a.%{P2r-}"));
  g_assert_false (safi_spf_macro_uses_validated ("p.%{d}%%{p}"));
  g_assert_false (safi_spf_macro_uses_validated ("%{d"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-spf-macro/letters-stand-for-values", test_letters_stand_for_values);
  g_test_add_func ("/auth-spf-macro/v6-is-written-in-nibbles", test_v6_is_written_in_nibbles);
  g_test_add_func ("/auth-spf-macro/long-names-lose-labels-on-the-left",
                   test_long_names_lose_labels_on_the_left);
  g_test_add_func ("/auth-spf-macro/an-expansion-has-a-limit", test_an_expansion_has_a_limit);
  g_test_add_func ("/auth-spf-macro/validated-names-are-asked-only-where-needed",
                   test_validated_names_are_asked_only_where_needed);
  return g_test_run ();
}
