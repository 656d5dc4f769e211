/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dmarc/safi-dmarc.h"

#include <string.h>

#include "auth/dmarc/safi-dmarc-walk.h"
#include "auth/dns/safi-dns-trust.h"
#include "auth/dns/safi-zone.h"
#include "vectors.h"

/* A zone that writes down what it is asked. */
#define RECORDER_TYPE (recorder_get_type ())
G_DECLARE_FINAL_TYPE (Recorder, recorder, TEST, RECORDER, GObject)

struct _Recorder {
  GObject parent_instance;
  SafiResolver *zone;
  GPtrArray *names;
};

static SafiDnsAnswer *
recorder_look_up (SafiResolver *resolver, const char *name, SafiDnsType type)
{
  Recorder *self = TEST_RECORDER (resolver);

  g_ptr_array_add (self->names, g_strdup (name));
  return safi_resolver_look_up (self->zone, name, type);
}

static void
recorder_resolver_init (SafiResolverInterface *iface)
{
  iface->look_up = recorder_look_up;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Recorder,
                               recorder,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SAFI_TYPE_RESOLVER, recorder_resolver_init))

static void
recorder_finalize (GObject *object)
{
  Recorder *self = TEST_RECORDER (object);

  g_object_unref (self->zone);
  g_ptr_array_unref (self->names);
  G_OBJECT_CLASS (recorder_parent_class)->finalize (object);
}

static void
recorder_class_init (RecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = recorder_finalize;
}

static void
recorder_init (Recorder *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
}

static Recorder *
recorder_new (const char *json)
{
  Recorder *self = g_object_new (RECORDER_TYPE, NULL);
  g_autoptr (GError) error = NULL;
  SafiZone *zone = safi_zone_new (json, -1, &error);

  g_assert_no_error (error);
  self->zone = SAFI_RESOLVER (zone);
  return self;
}

/* Returns: (transfer container): the strings of an array. */
static const char **
get_strings (JsonObject *object, const char *member)
{
  JsonArray *array = json_object_get_array_member (object, member);
  guint n = json_array_get_length (array);
  const char **strings = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    strings[i] = json_array_get_string_element (array, i);
  return strings;
}

static void
check_flag (JsonObject *expect, const char *member, gboolean got)
{
  if (json_object_has_member (expect, member))
    g_assert_cmpint (got, ==, json_object_get_boolean_member (expect, member));
}

static void
check_result (JsonObject *expect, const SafiDmarcResult *result, GPtrArray *names)
{
  if (json_object_has_member (expect, "result"))
    g_assert_cmpstr (safi_auth_code_to_string (result->code), ==,
                     vectors_string (expect, "result"));
  if (json_object_has_member (expect, "policy"))
    g_assert_cmpstr (safi_dmarc_policy_to_string (result->policy), ==,
                     vectors_string (expect, "policy"));
  if (json_object_has_member (expect, "orgdomain"))
    g_assert_cmpstr (result->organization, ==, vectors_string (expect, "orgdomain"));
  check_flag (expect, "dkim_aligned", result->dkim_is_aligned);
  check_flag (expect, "spf_aligned", result->spf_is_aligned);
  if (json_object_has_member (expect, "queries")) {
    g_autofree const char **queries = get_strings (expect, "queries");

    g_ptr_array_add (names, NULL);
    g_assert_cmpstrv (names->pdata, queries);
  }
}

static void
check_vector (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *vector = json_node_get_object (node);
  g_autofree char *zone = json_to_string (json_object_get_member (vector, "zone"), FALSE);
  g_autoptr (Recorder) resolver = recorder_new (zone);
  g_autofree const char **authors = get_strings (vector, "from");
  g_autofree const char **dkim = get_strings (vector, "dkim");
  g_autofree const char **spf = get_strings (vector, "spf");
  SafiDmarcRequest request = { .authors = authors, .dkim = dkim, .spf = spf[0] };
  g_autoptr (SafiDmarcResult) result = safi_dmarc_check (SAFI_RESOLVER (resolver), &request);

  g_test_message ("%s", vectors_string (vector, "id"));
  check_result (json_object_get_object_member (vector, "expect"), result, resolver->names);
  g_assert_cmpint (result->has_several_authors, ==, g_strv_length ((char **) authors) > 1);
}

static void
test_vectors (void)
{
  g_autoptr (JsonParser) parser = vectors_load ("dmarc");
  JsonArray *vectors = vectors_get (parser, "vectors");

  g_assert_cmpuint (json_array_get_length (vectors), ==, 40);
  json_array_foreach_element (vectors, check_vector, NULL);
}

static SafiDmarcResult *
check (const char *zone, const char *author, const char *dkim, const char *changed, const char *spf)
{
  g_autoptr (Recorder) resolver = recorder_new (zone);
  const char *const authors[] = { author, NULL };
  const char *const passing[] = { dkim, NULL };
  const char *const broken[] = { changed, NULL };
  SafiDmarcRequest request = { .authors = authors, .dkim = passing, .changed = broken, .spf = spf };

  return safi_dmarc_check (SAFI_RESOLVER (resolver), &request);
}

#define REJECT "{\"_dmarc.bank.example\":[{\"TXT\":\"v=DMARC1; p=reject\"}]}"

static void
test_look_alikes_are_not_aligned (void)
{
  static const char *const names[] = {
    "evilbank.example",
    "bank.example.evil.example",
    "example",
    "bank-example",
    "",
    "xn--bank-.example",
    "bank.example..",
    ".bank.example",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SafiDmarcResult) result = check (REJECT, "bank.example", names[i], NULL, names[i]);

    g_test_message ("%s", names[i]);
    g_assert_cmpint (result->code, ==, SAFI_AUTH_FAIL);
    g_assert_cmpint (result->policy, ==, SAFI_DMARC_POLICY_REJECT);
  }
}

static void
test_other_forms_of_the_same_domain_are_aligned (void)
{
  static const char *const names[] = { "BANK.example", "bank.example.", "www.Bank.Example" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SafiDmarcResult) result = check (REJECT, "Bank.Example", names[i], NULL, NULL);

    g_assert_cmpint (result->code, ==, SAFI_AUTH_PASS);
    g_assert_cmpstr (result->author, ==, "bank.example");
  }
}

static void
test_names_of_other_scripts (void)
{
  g_autoptr (SafiDmarcResult) result =
      check ("{\"_dmarc.xn--bcher-kva.example\":[{\"TXT\":\"v=DMARC1; p=reject\"}]}",
             "bücher.example", "xn--bcher-kva.example", NULL, NULL);

  g_assert_cmpint (result->code, ==, SAFI_AUTH_PASS);
  g_assert_cmpstr (result->policy_name, ==, "xn--bcher-kva.example");
}

static void
test_no_author_has_no_policy (void)
{
  static const char *const names[] = { "", "-", "192.0.2.1", "a b", "a..b" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SafiDmarcResult) result = check (REJECT, names[i], "bank.example", NULL, NULL);

    g_assert_cmpint (result->code, ==, SAFI_AUTH_NONE);
    g_assert_cmpint (result->policy, ==, SAFI_DMARC_POLICY_NONE);
  }
}

/* The best of several From domains must not lend its result to the others. */
static void
test_several_authors_are_as_good_as_the_worst (void)
{
  static const struct {
    const char *second;
    SafiAuthCode code;
  } cases[] = {
    { "bank.example", SAFI_AUTH_PASS },
    { "nothing.example", SAFI_AUTH_NONE },
    { "other.example", SAFI_AUTH_FAIL },
    { "slow.example", SAFI_AUTH_TEMPERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Recorder) resolver =
        recorder_new ("{\"_dmarc.bank.example\":[{\"TXT\":\"v=DMARC1; p=reject\"}],"
                      "\"_dmarc.other.example\":[{\"TXT\":\"v=DMARC1; p=none\"}],"
                      "\"_dmarc.slow.example\":[\"TIMEOUT\"]}");
    const char *const authors[] = { "bank.example", cases[i].second, NULL };
    const char *const dkim[] = { "bank.example", NULL };
    SafiDmarcRequest request = { .authors = authors, .dkim = dkim };
    g_autoptr (SafiDmarcResult) result = safi_dmarc_check (SAFI_RESOLVER (resolver), &request);

    g_assert_cmpint (result->code, ==, cases[i].code);
    g_assert_cmpint (result->has_several_authors, ==, i > 0);
  }
}

static void
test_authors_and_identifiers_have_limits (void)
{
  const char *authors[SAFI_DMARC_AUTHORS_MAX + 2] = { 0 };
  const char *dkim[SAFI_DMARC_IDENTIFIERS_MAX + 2] = { 0 };
  static const char *const names[] = { "a.example", "b.example", "c.example", "d.example" };
  g_autoptr (Recorder) resolver = recorder_new (REJECT);
  const char *const bank[] = { "bank.example", NULL };
  SafiDmarcRequest request = { .authors = authors };

  for (guint n = SAFI_DMARC_AUTHORS_MAX - 1; n <= SAFI_DMARC_AUTHORS_MAX; n++) {
    g_autoptr (SafiDmarcResult) result = NULL;

    for (guint i = 0; i < n; i++)
      authors[i] = names[i];
    authors[n] = "bank.example";
    result = safi_dmarc_check (SAFI_RESOLVER (resolver), &request);
    g_assert_cmpint (result->code == SAFI_AUTH_FAIL, ==, n < SAFI_DMARC_AUTHORS_MAX);
    g_assert_true (result->has_several_authors);
  }
  request = (SafiDmarcRequest){ .authors = bank, .dkim = dkim };
  for (guint n = SAFI_DMARC_IDENTIFIERS_MAX - 1; n <= SAFI_DMARC_IDENTIFIERS_MAX; n++) {
    g_autoptr (SafiDmarcResult) result = NULL;

    for (guint i = 0; i < n; i++)
      dkim[i] = "a.example";
    dkim[n] = "bank.example";
    result = safi_dmarc_check (SAFI_RESOLVER (resolver), &request);
    g_assert_cmpint (result->code == SAFI_AUTH_PASS, ==, n < SAFI_DMARC_IDENTIFIERS_MAX);
  }
}

static void
test_where_nothing_answers_nothing_is_known (void)
{
  static const char zone[] = "{\"_dmarc.mail.bank.example\":[\"TIMEOUT\"]}";
  static const char above[] = "{\"_dmarc.mail.bank.example\":[{\"TXT\":\"v=DMARC1; p=reject\"}],"
                              "\"_dmarc.bank.example\":[\"TIMEOUT\"]}";
  g_autoptr (SafiDmarcResult) nothing =
      check (zone, "mail.bank.example", "bank.example", NULL, NULL);
  g_autoptr (SafiDmarcResult) same =
      check (above, "mail.bank.example", "mail.bank.example", NULL, NULL);
  g_autoptr (SafiDmarcResult) related =
      check (above, "mail.bank.example", "bank.example", NULL, NULL);
  g_autoptr (SafiDmarcResult) stranger =
      check (above, "mail.bank.example", "evil.test", NULL, NULL);

  g_assert_cmpint (nothing->code, ==, SAFI_AUTH_TEMPERROR);
  g_assert_true (nothing->listed_is_aligned);
  g_assert_cmpint (same->code, ==, SAFI_AUTH_PASS);
  g_assert_cmpint (related->code, ==, SAFI_AUTH_TEMPERROR);
  g_assert_cmpint (stranger->code, ==, SAFI_AUTH_FAIL);
}

static void
test_a_changed_body_is_no_failure_where_the_provider_changes_bodies (void)
{
  const SafiAuthCode pass = SAFI_AUTH_PASS, fail = SAFI_AUTH_FAIL, odd = SAFI_AUTH_TEMPERROR;
  g_autoptr (SafiDmarcResult) changed = check (REJECT, "bank.example", NULL, "bank.example", NULL);
  g_autoptr (SafiDmarcResult) forged = check (REJECT, "bank.example", NULL, "evil.example", NULL);

  g_assert_cmpint (safi_dmarc_settle (changed, NULL, FALSE), ==, SAFI_AUTH_FAIL);
  g_assert_cmpint (safi_dmarc_settle (changed, NULL, TRUE), ==, SAFI_AUTH_NEUTRAL);
  g_assert_cmpint (safi_dmarc_settle (changed, &odd, TRUE), ==, SAFI_AUTH_NEUTRAL);
  g_assert_cmpint (safi_dmarc_settle (changed, &pass, TRUE), ==, SAFI_AUTH_PASS);
  g_assert_cmpint (safi_dmarc_settle (changed, &fail, TRUE), ==, SAFI_AUTH_FAIL);
  g_assert_cmpint (safi_dmarc_settle (forged, NULL, TRUE), ==, SAFI_AUTH_FAIL);
}

static SafiDmarcPolicy
get_policy_behind (SafiDnsTrustState state)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (
      "{\"_dmarc.bank.example\": [{\"TXT\": \"v=DMARC1;p=none;np=reject\"}], \"bank.example\": []}");
  const SafiDnsTrust trust = { .state = state };
  g_autoptr (SafiResolver) resolver = safi_dns_trust_apply (&trust, SAFI_RESOLVER (zone));
  const char *const authors[] = { "no.bank.example", NULL };
  const SafiDmarcRequest request = { .authors = authors };
  g_autoptr (SafiDmarcResult) result = safi_dmarc_check (resolver, &request);

  g_assert_cmpint (result->code, ==, SAFI_AUTH_FAIL);
  return result->policy;
}

static void
test_a_lying_server_brings_no_policy_for_missing_names (void)
{
  g_assert_cmpint (get_policy_behind (SAFI_DNS_TRUST_TRUSTED), ==, SAFI_DMARC_POLICY_REJECT);
  g_assert_cmpint (get_policy_behind (SAFI_DNS_TRUST_UNTRUSTED), ==, SAFI_DMARC_POLICY_NONE);
}

static void
test_a_walk_asks_so_many_questions (void)
{
  g_autoptr (Recorder) resolver = recorder_new ("{}");

  for (guint n = 1; n < 40; n++) {
    g_autoptr (GString) name = g_string_new ("example");
    g_autoptr (SafiDmarcWalk) walk = NULL;

    for (guint i = 1; i < n; i++)
      g_string_prepend (name, "a.");
    g_ptr_array_set_size (resolver->names, 0);
    walk = safi_dmarc_walk_new (SAFI_RESOLVER (resolver), name->str);
    g_assert_cmpuint (resolver->names->len, ==, MIN (n, SAFI_DMARC_QUERIES_MAX));
    g_assert_cmpstr (resolver->names->pdata[resolver->names->len - 1], ==, "_dmarc.example");
    g_assert_cmpstr (safi_dmarc_walk_get_organization (walk), ==, name->str);
  }
}

static void
test_records (void)
{
  static const struct {
    const char *text;
    gboolean is_record, is_usable;
    SafiDmarcPolicy p;
  } cases[] = {
    { "v=DMARC1", TRUE, FALSE, 0 },
    { "v=DMARC1;", TRUE, FALSE, 0 },
    { "", FALSE, FALSE, 0 },
    { ";v=DMARC1;p=none", FALSE, FALSE, 0 },
    { " v=DMARC1;p=reject", TRUE, TRUE, SAFI_DMARC_POLICY_REJECT },
    { "v=DMARC1;p=reject;p=none", TRUE, TRUE, SAFI_DMARC_POLICY_REJECT },
    { "v=DMARC1;p=rejected", TRUE, FALSE, 0 },
    { "v=DMARC1;p=rejected;p=reject", TRUE, FALSE, 0 },
    { "v=DMARC1;p=reject;sp=x", TRUE, FALSE, 0 },
    { "v=DMARC1;p=reject;np=x;rua=mailto:a@b.example", TRUE, TRUE, SAFI_DMARC_POLICY_NONE },
    { "v=DMARC1;p=x;rua=nonsense", TRUE, FALSE, 0 },
    { "v=DMARC1;p=x;rua=nonsense,mailto:a@b.example!10m", TRUE, TRUE, SAFI_DMARC_POLICY_NONE },
    { "v=DMARC1;p", TRUE, FALSE, 0 },
    { "v=DMARC1 p=reject", FALSE, FALSE, 0 },
    { "v=DMARC12;p=reject", FALSE, FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SafiDmarcRecord record;
    gboolean is_record = safi_dmarc_record_parse (cases[i].text, strlen (cases[i].text), &record);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (is_record, ==, cases[i].is_record);
    if (!is_record)
      continue;
    g_assert_cmpint (safi_dmarc_record_is_usable (&record), ==, cases[i].is_usable);
    g_assert_cmpint (safi_dmarc_record_get_policy (&record, FALSE, FALSE), ==, cases[i].p);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dmarc/vectors", test_vectors);
  g_test_add_func ("/auth-dmarc/records", test_records);
  g_test_add_func ("/auth-dmarc/look-alikes-are-not-aligned", test_look_alikes_are_not_aligned);
  g_test_add_func ("/auth-dmarc/other-forms-of-the-same-domain-are-aligned",
                   test_other_forms_of_the_same_domain_are_aligned);
  g_test_add_func ("/auth-dmarc/names-of-other-scripts", test_names_of_other_scripts);
  g_test_add_func ("/auth-dmarc/no-author-has-no-policy", test_no_author_has_no_policy);
  g_test_add_func ("/auth-dmarc/several-authors-are-as-good-as-the-worst",
                   test_several_authors_are_as_good_as_the_worst);
  g_test_add_func ("/auth-dmarc/authors-and-identifiers-have-limits",
                   test_authors_and_identifiers_have_limits);
  g_test_add_func ("/auth-dmarc/where-nothing-answers-nothing-is-known",
                   test_where_nothing_answers_nothing_is_known);
  g_test_add_func ("/auth-dmarc/a-changed-body-is-no-failure-where-the-provider-changes-bodies",
                   test_a_changed_body_is_no_failure_where_the_provider_changes_bodies);
  g_test_add_func ("/auth-dmarc/a-walk-asks-so-many-questions", test_a_walk_asks_so_many_questions);
  g_test_add_func ("/auth-dmarc/a-lying-server-brings-no-policy-for-missing-names",
                   test_a_lying_server_brings_no_policy_for_missing_names);
  return g_test_run ();
}
