/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-error.h"
#include "store-fixture.h"
#include "store/senders/safi-store-senders.h"

static void
set (SafiStore *store, const char *sender, SafiSenderRule rule)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (safi_store_set_sender_rule (store, ACCOUNT, sender, rule, 7, &error));
  g_assert_no_error (error);
}

static SafiSenderRule
get (SafiStore *store, const char *account, const char *sender)
{
  g_autoptr (GError) error = NULL;
  SafiSenderRule rule;

  g_assert_true (safi_store_get_sender_rule (store, account, sender, &rule, &error));
  g_assert_no_error (error);
  return rule;
}

static void
test_the_address_goes_before_its_domain (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();

  g_assert_cmpint (get (store, ACCOUNT, "rose@garden.example"), ==, SAFI_SENDER_RULE_NONE);
  set (store, "garden.example", SAFI_SENDER_RULE_UNWANTED);
  set (store, "rose@garden.example", SAFI_SENDER_RULE_TRUSTED);
  g_assert_cmpint (get (store, ACCOUNT, "rose@garden.example"), ==, SAFI_SENDER_RULE_TRUSTED);
  g_assert_cmpint (get (store, ACCOUNT, "tom@garden.example"), ==, SAFI_SENDER_RULE_UNWANTED);
  g_assert_cmpint (get (store, ACCOUNT, "tom@sub.garden.example"), ==, SAFI_SENDER_RULE_NONE);
  g_assert_cmpint (get (store, "another", "rose@garden.example"), ==, SAFI_SENDER_RULE_NONE);
}

static void
test_a_rule_is_replaced_and_taken_back (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GPtrArray) rules = NULL;
  const SafiSaidRule *rule;

  set (store, "rose@garden.example", SAFI_SENDER_RULE_TRUSTED);
  set (store, "rose@garden.example", SAFI_SENDER_RULE_UNWANTED);
  set (store, "gone.example", SAFI_SENDER_RULE_UNWANTED);
  set (store, "gone.example", SAFI_SENDER_RULE_NONE);
  rules = safi_store_list_sender_rules (store, ACCOUNT, NULL);
  g_assert_cmpuint (rules->len, ==, 1);
  rule = rules->pdata[0];
  g_assert_cmpstr (rule->sender, ==, "rose@garden.example");
  g_assert_cmpint (rule->rule, ==, SAFI_SENDER_RULE_UNWANTED);
  g_assert_cmpint (rule->time, ==, 7);
}

/* A person's word is never forgotten to make room for another one. */
static void
test_one_rule_too_many_is_refused (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SAFI_STORE_SENDER_RULES_MAX; i++) {
    g_autofree char *sender = g_strdup_printf ("n%u.example", i);

    set (store, sender, SAFI_SENDER_RULE_TRUSTED);
  }
  set (store, "n0.example", SAFI_SENDER_RULE_UNWANTED);
  g_assert_false (safi_store_set_sender_rule (store, ACCOUNT, "more.example",
                                              SAFI_SENDER_RULE_TRUSTED, 7, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  g_assert_cmpint (get (store, ACCOUNT, "n1.example"), ==, SAFI_SENDER_RULE_TRUSTED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-senders/the-address-goes-before-its-domain",
                   test_the_address_goes_before_its_domain);
  g_test_add_func ("/store-senders/a-rule-is-replaced-and-taken-back",
                   test_a_rule_is_replaced_and_taken_back);
  g_test_add_func ("/store-senders/one-rule-too-many-is-refused",
                   test_one_rule_too_many_is_refused);
  return g_test_run ();
}
