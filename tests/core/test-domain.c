/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/url/safi-domain.h"

#include <string.h>

typedef struct {
  const char *domain;
  const char *expected;
} Case;

typedef char *(*Transform) (const char *domain);

static void
check (Transform transform, const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++) {
    g_autofree char *result = transform (cases[i].domain);

    g_assert_cmpstr (result, ==, cases[i].expected);
  }
}

static void
test_normalise (void)
{
  static const Case cases[] = {
    { "Example.COM", "example.com" },
    { "example.com.", "example.com" },
    { "B\u00dcCHER.example", "xn--bcher-kva.example" },
    { "fa\u00df.de", "xn--fa-hia.de" },
    { "\uff45xample\u3002com", "example.com" },
    { "_dmarc.example.com", "_dmarc.example.com" },
    { "192.0.2.1", "192.0.2.1" },
    { "2001:DB8::1", "2001:db8::1" },
    { "a..b", "" },
    { ".com", "" },
    { "a b.com", "" },
    { "a/b.com", "" },
    { "\xff\xfe.com", "" },
    { ".", "" },
    { "", "" },
  };

  check (safi_domain_normalise, cases, G_N_ELEMENTS (cases));
}

static void
test_length_limits (void)
{
  g_autofree char *label = g_strnfill (63, 'a');
  g_autofree char *fits = g_strconcat (label, ".com", NULL);
  g_autofree char *longer = g_strconcat ("a", fits, NULL);
  g_autofree char *many = g_strconcat (label, ".", label, ".", label, ".", label, "a.com", NULL);
  g_autofree char *kept = safi_domain_normalise (fits);
  g_autofree char *refused = safi_domain_normalise (longer);
  g_autofree char *refused_too = safi_domain_normalise (many);

  g_assert_cmpstr (kept, ==, fits);
  g_assert_cmpstr (refused, ==, "");
  g_assert_cmpstr (refused_too, ==, "");
}

static void
test_registrable (void)
{
  static const Case cases[] = {
    { "login.pay.example.co.ke", "example.co.ke" },
    { "www.example.com", "example.com" },
    { "example.com", "example.com" },
    { "com", "" },
    { "co.uk", "" },
    { "a.pay.example", "pay.example" },
    { "192.0.2.1", "" },
    { "", "" },
  };

  check (safi_domain_get_registrable, cases, G_N_ELEMENTS (cases));
}

static void
test_same_owner (void)
{
  g_assert_true (safi_domain_is_same_owner ("a.example.com", "b.example.com"));
  g_assert_false (safi_domain_is_same_owner ("example.com", "example.com.evil.com"));
  g_assert_false (safi_domain_is_same_owner ("a.co.uk", "b.co.uk"));
  g_assert_true (safi_domain_is_same_owner ("192.0.2.1", "192.0.2.1"));
  g_assert_false (safi_domain_is_same_owner ("192.0.2.1", "192.0.2.2"));
  g_assert_false (safi_domain_is_same_owner ("", ""));
}

static void
test_display (void)
{
  static const Case cases[] = {
    { "xn--bcher-kva.example", "b\u00fccher.example" },
    { "xn--e1afmkfd.xn--p1ai", "\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444" },
    { "xn--pypal-4ve.com", "xn--pypal-4ve.com" },
    { "xn--zzzzzzzzzzzzz999.com", "xn--zzzzzzzzzzzzz999.com" },
    { "example.com", "example.com" },
  };

  check (safi_domain_for_display, cases, G_N_ELEMENTS (cases));
}

static void
test_skeletons_of_look_alikes (void)
{
  static const Case pairs[] = {
    { "paypa1.com", "paypal.com" },        { "g00gle.com", "google.com" },
    { "arnazon.com", "amazon.com" },       { "vvells.com", "wells.com" },
    { "xn--pypal-4ve.com", "paypal.com" }, { "p\u0430yp\u0430l.com", "paypal.com" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *fake = safi_domain_get_skeleton (pairs[i].domain);
    g_autofree char *real = safi_domain_get_skeleton (pairs[i].expected);

    g_assert_cmpstr (fake, ==, real);
  }
}

static void
test_skeletons_of_others_differ (void)
{
  g_autofree char *one = safi_domain_get_skeleton ("paypal.com");
  g_autofree char *other = safi_domain_get_skeleton ("paypol.com");

  g_assert_cmpstr (one, !=, other);
}

static void
test_mixed_scripts (void)
{
  g_assert_true (safi_domain_has_mixed_scripts ("xn--pypal-4ve.com"));
  g_assert_true (safi_domain_has_mixed_scripts ("p\u0430ypal.com"));
  g_assert_false (safi_domain_has_mixed_scripts ("xn--e1afmkfd.xn--p1ai"));
  g_assert_false (safi_domain_has_mixed_scripts ("xn--bcher-kva.example"));
  g_assert_false (safi_domain_has_mixed_scripts ("example.com"));
}

static void
test_public_suffix (void)
{
  g_assert_true (safi_domain_is_public_suffix ("com"));
  g_assert_true (safi_domain_is_public_suffix ("co.ke"));
  g_assert_false (safi_domain_is_public_suffix ("example.com"));
  g_assert_false (safi_domain_is_public_suffix ("txt"));
  g_assert_false (safi_domain_is_public_suffix (""));
}

static gpointer
normalise_many_cb (gpointer data)
{
  for (guint i = 0; i < 200; i++) {
    g_autofree char *domain = safi_domain_normalise ("B\u00dcCHER.example");
    g_autofree char *skeleton = safi_domain_get_skeleton (domain);

    g_assert_cmpstr (domain, ==, "xn--bcher-kva.example");
    g_assert_cmpstr (skeleton, !=, "");
  }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("domains", normalise_many_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_null (g_thread_join (threads[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/threads-share-the-tables", test_threads);
  g_test_add_func ("/domain/one-form-for-every-spelling", test_normalise);
  g_test_add_func ("/domain/labels-and-names-have-limits", test_length_limits);
  g_test_add_func ("/domain/registrable-follows-the-suffix-list", test_registrable);
  g_test_add_func ("/domain/same-owner", test_same_owner);
  g_test_add_func ("/domain/display-hides-no-mixture", test_display);
  g_test_add_func ("/domain/look-alikes-share-a-skeleton", test_skeletons_of_look_alikes);
  g_test_add_func ("/domain/others-differ-in-skeleton", test_skeletons_of_others_differ);
  g_test_add_func ("/domain/mixed-scripts-are-seen", test_mixed_scripts);
  g_test_add_func ("/domain/public-suffixes-are-known", test_public_suffix);
  return g_test_run ();
}
