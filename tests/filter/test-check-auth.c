/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "filter-fixture.h"
#include "filter/safi-filter.h"
#include "store/senders/safi-store-auth.h"

#define ENOUGH 60 /* of each class: the model speaks, and findings have weights of their own */
#define HINT_MAX 0.65
#define SCAM                                                                                       \
  "You are the lucky winner. Send me your PIN and keep this secret.\n"                             \
  "Confirm at http://192.0.2.7/bank within 2 hours."

typedef struct {
  SafiStore *store;
  SafiAccount *account;
  SafiFilter *filter;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->store = safi_store_open_memory (safi_clock_get_system (), safi_filter_lookup, &error);
  g_assert_no_error (error);
  fixture->account = safi_account_new_practice (NULL, FILTER_ADDRESS, "/nowhere");
  g_assert_true (safi_store_save_account (fixture->store, fixture->account, &error));
  fixture->filter = safi_filter_new (fixture->store, fixture->account, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  safi_filter_free (fixture->filter);
  safi_account_unref (fixture->account);
  safi_store_close (fixture->store);
}

/* Of "garden.example", the author of the fixture's messages. */
static SafiAuthResult *
new_result (SafiIdentity identity)
{
  SafiAuthResult *result = safi_auth_result_new ();

  result->identity = identity;
  result->is_final = TRUE;
  safi_auth_result_set_text (&result->author, "garden.example");
  safi_auth_result_set_text (&result->ip, "192.0.2.7");
  safi_auth_result_set_text (&result->rdns, "pc7.dsl.isp.example");
  safi_auth_result_set_text (&result->helo, "USER-PC");
  if (identity == SAFI_IDENTITY_AUTHENTICATED)
    safi_auth_result_set_text (&result->domain, "garden.example");
  return result;
}

static void
add_signs (SafiAuthResult *result, const char *signs)
{
  g_auto (GStrv) list = g_strsplit (signs, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    g_ptr_array_add (result->signs, g_strdup (list[i]));
}

/* @result: (nullable). */
static void
put (Fixture *fixture, SafiMessage *message, SafiAuthResult *result)
{
  if (result != NULL)
    g_assert_true (safi_store_put_auth (fixture->store, safi_account_get_id (fixture->account),
                                        safi_message_get_identity (message), result, NULL));
}

static SafiVerdict *
judge (Fixture *fixture, const char *text, guint number, SafiAuthResult *result)
{
  g_autoptr (SafiMessage) message = filter_fixture_new_message (text, text, number);
  g_autoptr (GError) error = NULL;
  SafiVerdict *verdict;

  put (fixture, message, result);
  verdict = safi_filter_judge (fixture->filter, message, NULL, &error);
  g_assert_no_error (error);
  return verdict;
}

static void
teach (Fixture *fixture,
       const char *text,
       guint number,
       SafiClass taught_class,
       SafiAuthResult *result)
{
  g_autoptr (SafiMessage) message = filter_fixture_new_message (text, text, number);
  g_autoptr (GError) error = NULL;

  put (fixture, message, result);
  g_assert_true (
      safi_filter_teach (fixture->filter, message, taught_class, SAFI_STRENGTH_STRONG, &error));
  g_assert_no_error (error);
}

/* Each message of a class with the same result; of the other one without any. */
static void
teach_both (Fixture *fixture, SafiClass with_result, SafiAuthResult *result)
{
  for (guint i = 0; i < ENOUGH; i++) {
    teach (fixture, "cheap pills offer today", i, SAFI_CLASS_JUNK,
           with_result == SAFI_CLASS_JUNK ? result : NULL);
    teach (fixture, "minutes of the school meeting", 1000 + i, SAFI_CLASS_GOOD,
           with_result == SAFI_CLASS_GOOD ? result : NULL);
  }
}

/* Nats: what the rows whose codes begin with @prefix say together. */
static double
sum_rows (SafiVerdict *verdict, const char *prefix)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);
  double sum = 0;

  for (guint i = 0; i < evidence->len; i++)
    if (g_str_has_prefix (safi_evidence_get_finding (evidence->pdata[i])->code, prefix))
      sum += safi_evidence_get_weight (evidence->pdata[i]);
  return sum;
}

static guint
count_rows (SafiVerdict *verdict, const char *prefix)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);
  guint n = 0;

  for (guint i = 0; i < evidence->len; i++)
    n += g_str_has_prefix (safi_evidence_get_finding (evidence->pdata[i])->code, prefix);
  return n;
}

static void
a_message_without_a_result_is_judged_as_ever (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiVerdict) verdict = judge (fixture, "Hello", 1, NULL);

  g_assert_cmpuint (count_rows (verdict, "auth."), ==, 0);
  g_assert_cmpuint (count_rows (verdict, "zombie."), ==, 0);
}

static void
without_a_store_nothing_is_said_of_it (void)
{
  g_autoptr (SafiFilter) filter = safi_filter_new (NULL, NULL, NULL);
  g_autoptr (SafiMessage) message = filter_fixture_new_message ("Hello", "Hello", 1);
  g_autoptr (SafiVerdict) verdict = safi_filter_judge (filter, message, NULL, NULL);
  SafiAuthResult *auth = NULL;

  g_assert_cmpuint (count_rows (verdict, "auth."), ==, 0);
  g_assert_true (safi_filter_read_auth (filter, message, &auth, NULL));
  g_assert_null (auth);
}

/* Throw-away domains sign whatever they send. */
static void
a_signed_scam_stays_a_scam (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAuthResult) result = new_result (SAFI_IDENTITY_AUTHENTICATED);
  g_autoptr (SafiVerdict) before = judge (fixture, SCAM, 1, NULL);
  g_autoptr (SafiVerdict) after = judge (fixture, SCAM, 2, result);

  g_assert_cmpint (safi_verdict_get_decision (before), ==, SAFI_DECISION_JUNK);
  g_assert_cmpint (safi_verdict_get_decision (after), ==, SAFI_DECISION_JUNK);
  g_assert_cmpint (safi_verdict_get_kind (after), ==, safi_verdict_get_kind (before));
  g_assert_cmpuint (count_rows (after, "auth.authenticated"), ==, 1);
  g_assert_cmpfloat (sum_rows (after, "auth."), >=, -0.2);
}

/* Even where all good mail proves itself and no junk does, a pass alone says next to nothing. */
static void
a_pass_never_makes_good (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAuthResult) result = new_result (SAFI_IDENTITY_AUTHENTICATED);
  g_autoptr (SafiVerdict) verdict = NULL;

  teach_both (fixture, SAFI_CLASS_GOOD, result);
  verdict = judge (fixture, SCAM, 1, result);
  g_assert_cmpfloat (sum_rows (verdict, "auth."), <, 0);
  g_assert_cmpfloat (sum_rows (verdict, "auth."), >=, -0.2);
}

/* Small offices and poor networks: all signs at once, nothing proved, and the person knows them. */
static void
a_correspondent_in_a_bad_network_stays_good (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAuthResult) result = new_result (SAFI_IDENTITY_UNAUTHENTICATED);
  g_autoptr (SafiVerdict) known = NULL;

  add_signs (result, "direct no-rdns rdns-dynamic helo-local id-local");
  teach_both (fixture, SAFI_CLASS_GOOD, NULL);
  known = judge (fixture, "minutes of the school meeting", 5000, result);
  g_assert_cmpuint (count_rows (known, "zombie."), ==, 5);
  g_assert_cmpint (safi_verdict_get_decision (known), ==, SAFI_DECISION_GOOD);
}

static void
a_bad_network_alone_moves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAuthResult) result = new_result (SAFI_IDENTITY_UNAUTHENTICATED);
  g_autoptr (SafiVerdict) verdict = NULL;

  add_signs (result, "direct no-rdns rdns-address rdns-dynamic helo-local helo-own helo-denied");
  verdict = judge (fixture, "Good morning", 1, result);
  g_assert_cmpfloat_with_epsilon (sum_rows (verdict, "zombie."), 3, 1e-9);
  g_assert_cmpint (safi_verdict_get_decision (verdict), !=, SAFI_DECISION_JUNK);
}

/* All junk of this mailbox showed the signs: each may weigh more, together no more. */
static void
learned_signs_stay_within_their_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAuthResult) result = new_result (SAFI_IDENTITY_UNAUTHENTICATED);
  g_autoptr (SafiVerdict) verdict = NULL;

  add_signs (result, "direct no-rdns rdns-dynamic helo-own");
  teach_both (fixture, SAFI_CLASS_JUNK, result);
  verdict = judge (fixture, "Good morning", 1, result);
  g_assert_cmpfloat_with_epsilon (sum_rows (verdict, "zombie."), 3, 1e-9);
  g_assert_cmpfloat (sum_rows (verdict, "auth.unauthenticated"), >, 0.2);
  g_assert_cmpfloat (sum_rows (verdict, "auth.unauthenticated"), <, 0.3001);
}

static void
a_name_of_a_mail_server_only_takes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAuthResult) less = new_result (SAFI_IDENTITY_UNAUTHENTICATED);
  g_autoptr (SafiAuthResult) more = new_result (SAFI_IDENTITY_UNAUTHENTICATED);
  g_autoptr (SafiVerdict) of_less = NULL;
  g_autoptr (SafiVerdict) of_more = NULL;

  add_signs (less, "direct rdns-static");
  add_signs (more, "direct rdns-static helo-address");
  of_less = judge (fixture, "Good morning", 1, less);
  of_more = judge (fixture, "Good morning", 2, more);
  g_assert_cmpfloat_with_epsilon (sum_rows (of_less, "zombie."), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (sum_rows (of_more, "zombie."), 1, 1e-9);
}

/* Forwarding and mailing lists break SPF and DMARC; what the rows say is not held against it. */
static void
what_a_forwarder_breaks_is_a_hint_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAuthResult) result = new_result (SAFI_IDENTITY_UNAUTHENTICATED);
  g_autoptr (SafiVerdict) verdict = NULL;

  safi_auth_result_add_row (result, SAFI_AUTH_METHOD_SPF, SAFI_AUTH_BY_US, SAFI_AUTH_FAIL,
                            "garden.example", NULL);
  safi_auth_result_add_row (result, SAFI_AUTH_METHOD_DKIM, SAFI_AUTH_BY_US, SAFI_AUTH_FAIL,
                            "garden.example", "body changed");
  safi_auth_result_add_row (result, SAFI_AUTH_METHOD_DMARC, SAFI_AUTH_BY_US, SAFI_AUTH_FAIL,
                            "garden.example", "refused by policy");
  verdict = judge (fixture, "Good morning", 1, result);
  g_assert_cmpuint (count_rows (verdict, "auth.spoofed"), ==, 0);
  g_assert_cmpfloat (sum_rows (verdict, "auth."), <, HINT_MAX);
  g_assert_cmpint (safi_verdict_get_decision (verdict), ==, SAFI_DECISION_GOOD);
}

static void
what_says_nothing_stays_silent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAuthResult) result = new_result (SAFI_IDENTITY_UNKNOWN);
  g_autoptr (SafiVerdict) verdict = NULL;

  teach_both (fixture, SAFI_CLASS_JUNK, result);
  verdict = judge (fixture, "Good morning", 1, result);
  g_assert_cmpuint (count_rows (verdict, "auth.unknown"), ==, 1);
  g_assert_cmpfloat (sum_rows (verdict, "auth."), ==, 0);
}

/* The weak signs name no kind: a scam that a computer at home sent is a scam. */
static void
the_network_tells_no_kind (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAuthResult) result = new_result (SAFI_IDENTITY_UNAUTHENTICATED);
  g_autoptr (SafiVerdict) before = judge (fixture, SCAM, 1, NULL);
  g_autoptr (SafiVerdict) after = NULL;

  add_signs (result, "direct no-rdns helo-own");
  after = judge (fixture, SCAM, 2, result);
  g_assert_cmpint (safi_verdict_get_kind (after), ==, safi_verdict_get_kind (before));
  g_assert_cmpint (safi_filter_get_kind ("auth.spoofed"), ==, SAFI_KIND_PHISHING);
}

static void
a_broken_result_is_as_if_there_were_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAuthResult) result = new_result (SAFI_IDENTITY_SPOOFED);
  g_autoptr (SafiVerdict) verdict = NULL;

  /* A number that no version of this program writes. */
  result->identity = 77;
  verdict = judge (fixture, "Good morning", 1, result);
  g_assert_cmpuint (count_rows (verdict, "auth."), ==, 0);
}

static void
unteaching_is_exact_with_results_too (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAuthResult) result = new_result (SAFI_IDENTITY_AUTHENTICATED);
  g_autoptr (SafiMessage) message = filter_fixture_new_message ("Hi", "cheap pills at school", 7);
  g_autoptr (SafiVerdict) before = NULL;
  g_autoptr (SafiVerdict) after = NULL;

  teach_both (fixture, SAFI_CLASS_GOOD, result);
  put (fixture, message, result);
  before = safi_filter_judge (fixture->filter, message, NULL, NULL);
  g_assert_true (
      safi_filter_teach (fixture->filter, message, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, NULL));
  g_assert_true (safi_filter_unteach (fixture->filter, safi_message_get_identity (message), NULL));
  after = safi_filter_judge (fixture->filter, message, NULL, NULL);
  g_assert_cmpfloat (safi_verdict_get_log_odds (before), ==, safi_verdict_get_log_odds (after));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/check-auth/a-message-without-a-result-is-judged-as-ever",
      a_message_without_a_result_is_judged_as_ever },
    { "/check-auth/a-signed-scam-stays-a-scam", a_signed_scam_stays_a_scam },
    { "/check-auth/a-pass-never-makes-good", a_pass_never_makes_good },
    { "/check-auth/a-correspondent-in-a-bad-network-stays-good",
      a_correspondent_in_a_bad_network_stays_good },
    { "/check-auth/a-bad-network-alone-moves-nothing", a_bad_network_alone_moves_nothing },
    { "/check-auth/learned-signs-stay-within-their-limit", learned_signs_stay_within_their_limit },
    { "/check-auth/a-name-of-a-mail-server-only-takes-back",
      a_name_of_a_mail_server_only_takes_back },
    { "/check-auth/what-a-forwarder-breaks-is-a-hint-only",
      what_a_forwarder_breaks_is_a_hint_only },
    { "/check-auth/what-says-nothing-stays-silent", what_says_nothing_stays_silent },
    { "/check-auth/the-network-tells-no-kind", the_network_tells_no_kind },
    { "/check-auth/a-broken-result-is-as-if-there-were-none",
      a_broken_result_is_as_if_there_were_none },
    { "/check-auth/unteaching-is-exact-with-results-too", unteaching_is_exact_with_results_too },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  g_test_add_func ("/check-auth/without-a-store-nothing-is-said-of-it",
                   without_a_store_nothing_is_said_of_it);
  return g_test_run ();
}
