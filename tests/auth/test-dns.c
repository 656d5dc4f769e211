/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns.h"

/* A resolver that says what it was asked. */
#define TEST_TYPE_ECHO (test_echo_get_type ())
G_DECLARE_FINAL_TYPE (TestEcho, test_echo, TEST, ECHO, GObject)

struct _TestEcho {
  GObject parent;
  char *asked;
};

static SafiDnsAnswer *
look_up (SafiResolver *resolver, const char *name, SafiDnsType type)
{
  TestEcho *self = TEST_ECHO (resolver);

  g_free (self->asked);
  self->asked = g_strdup_printf ("%s %s", name, safi_dns_type_to_string (type));
  return safi_dns_answer_new (SAFI_DNS_NODATA);
}

static void
test_echo_resolver_init (SafiResolverInterface *iface)
{
  iface->look_up = look_up;
}

G_DEFINE_TYPE_WITH_CODE (TestEcho,
                         test_echo,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (SAFI_TYPE_RESOLVER, test_echo_resolver_init))

static void
test_echo_init (TestEcho *self G_GNUC_UNUSED)
{
}

static void
test_echo_finalize (GObject *object)
{
  g_free (TEST_ECHO (object)->asked);
  G_OBJECT_CLASS (test_echo_parent_class)->finalize (object);
}

static void
test_echo_class_init (TestEchoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_echo_finalize;
}

static SafiDnsOutcome
ask (TestEcho *echo, const char *name)
{
  g_autoptr (SafiDnsAnswer) answer =
      safi_resolver_look_up (SAFI_RESOLVER (echo), name, SAFI_DNS_TXT);

  return answer->outcome;
}

static void
test_names_are_asked_in_one_form (void)
{
  g_autoptr (TestEcho) echo = g_object_new (TEST_TYPE_ECHO, NULL);

  g_assert_cmpint (ask (echo, "Mail.EXAMPLE.com."), ==, SAFI_DNS_NODATA);
  g_assert_cmpstr (echo->asked, ==, "mail.example.com TXT");
}

static void
test_what_no_query_can_carry_does_not_exist (void)
{
  g_autoptr (TestEcho) echo = g_object_new (TEST_TYPE_ECHO, NULL);
  g_autofree char *label = g_strnfill (SAFI_DNS_LABEL_MAX, 'a');
  g_autofree char *long_label = g_strconcat (label, "a.example", NULL);
  g_autofree char *rest = g_strnfill (SAFI_DNS_NAME_MAX - 3 * (SAFI_DNS_LABEL_MAX + 1), 'b');
  g_autofree char *longest = g_strjoin (".", label, label, label, rest, NULL);
  g_autofree char *too_long = g_strconcat (longest, "b", NULL);
  const char *const bad[] = { "", ".", "..", "a..b", ".a", "a..", long_label, too_long };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (ask (echo, bad[i]), ==, SAFI_DNS_NXDOMAIN);
  g_assert_null (echo->asked);
  g_assert_cmpint (ask (echo, longest), ==, SAFI_DNS_NODATA);
}

static void
test_records_have_a_limit (void)
{
  g_autoptr (SafiDnsAnswer) answer = safi_dns_answer_new (SAFI_DNS_NODATA);

  for (guint i = 0; i <= SAFI_DNS_RECORDS_MAX; i++)
    safi_dns_answer_add (answer, safi_dns_record_new ());
  g_assert_cmpint (answer->outcome, ==, SAFI_DNS_FOUND);
  g_assert_cmpuint (answer->records->len, ==, SAFI_DNS_RECORDS_MAX);
}

static void
test_types_have_names (void)
{
  SafiDnsType type;

  g_assert_true (safi_dns_type_from_string ("aaaa", &type));
  g_assert_cmpint (type, ==, SAFI_DNS_AAAA);
  g_assert_cmpstr (safi_dns_type_to_string (type), ==, "AAAA");
  g_assert_false (safi_dns_type_from_string ("SPF", &type));
  g_assert_null (safi_dns_type_to_string (99));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dns/names-are-asked-in-one-form", test_names_are_asked_in_one_form);
  g_test_add_func ("/auth-dns/what-no-query-can-carry-does-not-exist",
                   test_what_no_query_can_carry_does_not_exist);
  g_test_add_func ("/auth-dns/records-have-a-limit", test_records_have_a_limit);
  g_test_add_func ("/auth-dns/types-have-names", test_types_have_names);
  return g_test_run ();
}
