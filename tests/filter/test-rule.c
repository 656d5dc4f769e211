/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-error.h"
#include "filter-fixture.h"
#include "filter/safi-filter.h"
#include "store/senders/safi-store-auth.h"
#include "store/senders/safi-store-senders.h"

#define SENDER "rose@garden.example" /* of the fixture's messages */
#define SCAM                                                                                       \
  "You are the lucky winner. Send me your PIN and keep this secret.\n"                             \
  "Confirm at http://192.0.2.7/bank within 2 hours."
#define NOTE "Shall we meet at grandmother's house on Sunday?"

typedef struct {
  SafiStore *store;
  SafiAccount *account;
  SafiFilter *filter;
  guint number;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = safi_store_open_memory (safi_clock_get_system (), safi_filter_lookup, NULL);
  fixture->account = safi_account_new_practice (NULL, FILTER_ADDRESS, "/nowhere");
  g_assert_true (safi_store_save_account (fixture->store, fixture->account, NULL));
  fixture->filter = safi_filter_new (fixture->store, fixture->account, NULL);
  g_assert_nonnull (fixture->filter);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  safi_filter_free (fixture->filter);
  safi_account_unref (fixture->account);
  safi_store_close (fixture->store);
}

static void
say (Fixture *fixture, const char *sender, SafiSenderRule rule)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (safi_store_set_sender_rule (fixture->store, safi_account_get_id (fixture->account),
                                             sender, rule, 7, &error));
  g_assert_no_error (error);
}

static SafiVerdict *
judge (Fixture *fixture, const char *text, SafiIdentity identity)
{
  g_autoptr (SafiMessage) message = filter_fixture_new_message (text, text, ++fixture->number);
  g_autoptr (SafiAuthResult) auth = safi_auth_result_new ();
  g_autoptr (GError) error = NULL;
  SafiVerdict *verdict;

  auth->identity = identity;
  auth->is_final = TRUE;
  safi_auth_result_set_text (&auth->author, "garden.example");
  g_assert_true (safi_store_put_auth (fixture->store, safi_account_get_id (fixture->account),
                                      safi_message_get_identity (message), auth, &error));
  verdict = safi_filter_judge (fixture->filter, message, NULL, &error);
  g_assert_no_error (error);
  return verdict;
}

/* Returns: (transfer none) (nullable) */
static SafiEvidence *
find_rule (SafiVerdict *verdict)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);

  for (guint i = 0; i < evidence->len; i++)
    if (g_str_has_prefix (safi_evidence_get_finding (evidence->pdata[i])->code, "rule."))
      return evidence->pdata[i];
  return NULL;
}

/* The sum is the prior and what is shown. */
static void
assert_exact (SafiVerdict *verdict)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);
  double sum = safi_verdict_get_prior (verdict);

  for (guint i = 0; i < evidence->len; i++)
    sum += safi_evidence_get_weight (evidence->pdata[i]);
  g_assert_cmpfloat_with_epsilon (sum, safi_verdict_get_log_odds (verdict), 1e-9);
}

static void
mail_that_is_not_wanted_is_junk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiVerdict) before = judge (fixture, NOTE, SAFI_IDENTITY_AUTHENTICATED);
  g_autoptr (SafiVerdict) after = NULL;

  say (fixture, SENDER, SAFI_SENDER_RULE_UNWANTED);
  after = judge (fixture, NOTE, SAFI_IDENTITY_AUTHENTICATED);
  g_assert_cmpint (safi_verdict_get_decision (before), ==, SAFI_DECISION_GOOD);
  g_assert_cmpint (safi_verdict_get_decision (after), ==, SAFI_DECISION_JUNK);
  /* It is the first reason that is given. */
  g_assert_true (safi_verdict_get_evidence (after)->pdata[0] == find_rule (after));
  assert_exact (after);
}

/* The mailbox of a friend may be in a stranger's hands: not moved, but not called good either. */
static void
trusted_mail_is_never_junk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiVerdict) before = judge (fixture, SCAM, SAFI_IDENTITY_AUTHENTICATED);
  g_autoptr (SafiVerdict) after = NULL;

  say (fixture, "garden.example", SAFI_SENDER_RULE_TRUSTED);
  after = judge (fixture, SCAM, SAFI_IDENTITY_AUTHENTICATED);
  g_assert_cmpint (safi_verdict_get_decision (before), ==, SAFI_DECISION_JUNK);
  g_assert_cmpint (safi_verdict_get_decision (after), ==, SAFI_DECISION_UNSURE);
  assert_exact (after);
}

/* What a stranger writes into From gains nothing by the person's trust, and does no harm to the
 * owner of the address. */
static void
a_rule_holds_only_for_proven_senders (Fixture *fixture, gconstpointer data)
{
  say (fixture, SENDER, SAFI_SENDER_RULE_TRUSTED);
  for (guint identity = 0; identity <= SAFI_IDENTITY_UNKNOWN; identity++) {
    g_autoptr (SafiVerdict) verdict = judge (fixture, SCAM, identity);

    g_assert_true ((find_rule (verdict) != NULL) == (identity == SAFI_IDENTITY_AUTHENTICATED));
    g_assert_true ((safi_verdict_get_decision (verdict) == SAFI_DECISION_JUNK) ==
                   (identity != SAFI_IDENTITY_AUTHENTICATED));
  }
}

static void
a_rule_does_not_wear_with_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiVerdict) fresh = NULL;
  g_autoptr (SafiVerdict) used = NULL;

  say (fixture, SENDER, SAFI_SENDER_RULE_TRUSTED);
  fresh = judge (fixture, NOTE, SAFI_IDENTITY_AUTHENTICATED);
  for (guint i = 0; i < 60; i++) {
    g_autoptr (SafiMessage) message = filter_fixture_new_message (NOTE, NOTE, 5000 + i);
    g_autoptr (SafiAuthResult) auth = safi_auth_result_new ();

    auth->identity = SAFI_IDENTITY_AUTHENTICATED;
    safi_auth_result_set_text (&auth->author, "garden.example");
    g_assert_true (safi_store_put_auth (fixture->store, safi_account_get_id (fixture->account),
                                        safi_message_get_identity (message), auth, NULL));
    g_assert_true (safi_filter_teach (fixture->filter, message,
                                      i % 2 == 0 ? SAFI_CLASS_JUNK : SAFI_CLASS_GOOD,
                                      SAFI_STRENGTH_STRONG, NULL));
  }
  used = judge (fixture, NOTE, SAFI_IDENTITY_AUTHENTICATED);
  g_assert_cmpfloat (safi_evidence_get_weight (find_rule (used)), ==,
                     safi_evidence_get_weight (find_rule (fresh)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/rule/mail-that-is-not-wanted-is-junk", Fixture, NULL, set_up,
              mail_that_is_not_wanted_is_junk, tear_down);
  g_test_add ("/rule/trusted-mail-is-never-junk", Fixture, NULL, set_up, trusted_mail_is_never_junk,
              tear_down);
  g_test_add ("/rule/a-rule-holds-only-for-proven-senders", Fixture, NULL, set_up,
              a_rule_holds_only_for_proven_senders, tear_down);
  g_test_add ("/rule/a-rule-does-not-wear-with-use", Fixture, NULL, set_up,
              a_rule_does_not_wear_with_use, tear_down);
  return g_test_run ();
}
