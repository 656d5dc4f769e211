/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "senders-fixture.h"

#include "../auth/signer.h"
#include "core/base/safi-error.h"
#include "service/scan/safi-scan-private.h"
#include "service/scan/safi-scan-senders.h"
#include "store/accounts/safi-store-learning.h"
#include "store/senders/safi-sender-history.h"
#include "store/senders/safi-store-auth.h"

#define BANK "info@bank.example"
#define PLAIN "joe@plain.example"
#define STRANGER "x@stranger.example"
#define DAY (24 * 60 * 60) /* seconds */

static void
assert_found (Senders *senders, guint number, SafiIdentity identity, gboolean is_final)
{
  g_autoptr (SafiAuthResult) result = senders_find (senders, number);

  g_assert_nonnull (result);
  g_assert_cmpstr (safi_identity_to_string (result->identity), ==,
                   safi_identity_to_string (identity));
  g_assert_cmpint (result->is_final, ==, is_final);
}

static void
test_a_check_finds_out_who_sent_new_mail (Senders *senders)
{
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  senders_deliver (senders, 1, BANK, STRANGER, NULL, SENDERS_RECENT);
  senders_check (senders);
  assert_found (senders, 0, SAFI_IDENTITY_AUTHENTICATED, TRUE);
  assert_found (senders, 1, SAFI_IDENTITY_SPOOFED, TRUE);
}

/* The filter reads it in the store. */
static void
test_it_is_in_the_store_before_mail_is_judged (Senders *senders)
{
  g_autoptr (SafiScanBatch) batch = NULL;
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (SafiListing) listing = NULL;
  SafiMark none = { 0 };

  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  listing = safi_mail_source_list_since (senders->session->source, "INBOX", &none, NULL, NULL);
  g_array_append_val (uids, g_array_index (listing->messages, SafiListed, 0).uid);
  batch = safi_scan_batch_new (senders->session, "INBOX", listing->mark.uidvalidity, uids,
                               SAFI_VIEW_LIVE);
  g_assert_true (safi_scan_batch_step (batch, NULL, NULL));
  g_assert_nonnull (batch->asked);
  g_assert_null (senders_find (senders, 0));
  while (!batch->is_done)
    g_assert_true (safi_scan_batch_step (batch, NULL, NULL));
  assert_found (senders, 0, SAFI_IDENTITY_AUTHENTICATED, TRUE);
  g_assert_cmpuint (batch->items->len, ==, 1);
  g_assert_cmpint (senders_count (senders, "SELECT count(*) FROM judged"), ==, 0);
}

static void
test_a_restart_keeps_what_was_found_out (Senders *senders)
{
  guint n_queries;

  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  senders_check (senders);
  n_queries = dns_server_get_n_queries (senders->server);
  g_assert_cmpuint (n_queries, >, 0);
  senders_restart (senders, SAFI_ACCOUNT_IMAP);
  senders_check (senders);
  assert_found (senders, 0, SAFI_IDENTITY_AUTHENTICATED, TRUE);
  g_assert_cmpuint (dns_server_get_n_queries (senders->server), ==, n_queries);
}

/* As after a crash between finding out and judging. */
static void
test_what_was_found_out_is_not_asked_again (Senders *senders)
{
  guint n_queries;

  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  senders_check (senders);
  n_queries = dns_server_get_n_queries (senders->server);
  senders_run_sql (senders, "DELETE FROM judged; DELETE FROM mark;"
                            " DELETE FROM note WHERE name = 'inbox-read'");
  senders_restart (senders, SAFI_ACCOUNT_IMAP);
  senders_check (senders);
  g_assert_cmpint (senders_count (senders, "SELECT count(*) FROM judged"), ==, 1);
  g_assert_cmpuint (dns_server_get_n_queries (senders->server), ==, n_queries);
  g_assert_cmpint (senders_count (senders, "SELECT passes FROM sender_history"), ==, 1);
}

/* @border: nats: above it is junk, below it good. */
static void
set_borders (Senders *senders, double border)
{
  senders->session->policy.watch_only = FALSE;
  senders->session->policy.junk_from = border;
  senders->session->policy.good_below = border;
  safi_filter_set_policy (senders->session->filter, &senders->session->policy);
}

static void
test_a_silent_server_delays_a_check_and_no_more (Senders *senders)
{
  const gint64 start = g_get_monotonic_time ();
  g_autofree char *path = g_build_filename (senders->root, "mail", "Junk", "000000.eml", NULL);

  dns_server_set_silent (senders->server, TRUE);
  set_borders (senders, -1000);
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  senders_deliver (senders, 1, STRANGER, PLAIN, NULL, SENDERS_RECENT);
  senders_check (senders);
  g_assert_cmpint (g_get_monotonic_time () - start, <,
                   (SAFI_AUTHENTICATOR_SECONDS + 1) * G_USEC_PER_SEC);
  g_assert_cmpuint (dns_server_get_n_queries (senders->server), >, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (senders_count (senders, "SELECT count(*) FROM auth_result WHERE is_final = 0"),
                   ==, 2);
  g_assert_false (safi_authenticator_is_able (senders->authenticator));
}

/* A step is what a person's click waits for. */
static void
test_no_step_waits_for_answers (Senders *senders)
{
  g_autoptr (SafiScan) scan = safi_scan_new (senders->session, SAFI_CHECK_AS_POLICY);

  dns_server_set_silent (senders->server, TRUE);
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  for (guint i = 0; i < 6; i++) {
    const gint64 start = g_get_monotonic_time ();

    g_assert_cmpint (safi_scan_step (scan, NULL, NULL), ==, SAFI_SCAN_MORE);
    g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  }
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (G_USEC_PER_SEC / 3);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_a_cancelled_check_ends_at_once (Senders *senders)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  dns_server_set_silent (senders->server, TRUE);
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  g_assert_false (senders_try_check (senders, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  safi_authenticator_stop (senders->authenticator);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  g_thread_join (thread);
  g_assert_null (senders_find (senders, 0));
}

static void
test_a_stop_ends_what_is_asked (Senders *senders)
{
  g_autoptr (SafiScan) scan = safi_scan_new (senders->session, SAFI_CHECK_AS_POLICY);
  const gint64 start = g_get_monotonic_time ();

  dns_server_set_silent (senders->server, TRUE);
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (safi_scan_step (scan, NULL, NULL), ==, SAFI_SCAN_MORE);
  g_assert_cmpuint (dns_server_get_n_queries (senders->server), >, 0);
  safi_authenticator_stop (senders->authenticator);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
}

static void
test_without_a_network_nobody_is_asked (Senders *senders)
{
  static const struct {
    gboolean is_available;
    GNetworkConnectivity connectivity;
  } states[] = {
    { FALSE, G_NETWORK_CONNECTIVITY_LOCAL },
    { TRUE, G_NETWORK_CONNECTIVITY_LIMITED },
    { TRUE, G_NETWORK_CONNECTIVITY_PORTAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    fake_network_set (senders->network, states[i].is_available, states[i].connectivity, FALSE);
    senders_deliver (senders, i, BANK, BANK, NULL, SENDERS_RECENT);
    senders_check (senders);
    assert_found (senders, i, SAFI_IDENTITY_UNKNOWN, FALSE);
  }
  g_assert_cmpuint (dns_server_get_n_queries (senders->server), ==, 0);
}

static void
test_what_could_not_be_found_out_is_asked_again (Senders *senders)
{
  gint64 judged_at;

  fake_network_set (senders->network, TRUE, G_NETWORK_CONNECTIVITY_PORTAL, FALSE);
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  senders_check (senders);
  assert_found (senders, 0, SAFI_IDENTITY_UNKNOWN, FALSE);
  judged_at = senders_count (senders, "SELECT judged_at FROM judged");
  fake_network_set (senders->network, TRUE, G_NETWORK_CONNECTIVITY_FULL, FALSE);
  safi_clock_advance (senders->clock, 600);
  senders_check (senders);
  assert_found (senders, 0, SAFI_IDENTITY_AUTHENTICATED, TRUE);
  g_assert_cmpint (senders_count (senders, "SELECT judged_at FROM judged"), ==, judged_at);
}

static void
test_it_is_given_up_after_some_tries (Senders *senders)
{
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  fake_network_set (senders->network, FALSE, G_NETWORK_CONNECTIVITY_LOCAL, FALSE);
  senders_check (senders);
  fake_network_set (senders->network, TRUE, G_NETWORK_CONNECTIVITY_FULL, FALSE);
  senders_run_sql (senders, "UPDATE auth_result SET tries = 4");
  senders_check (senders);
  g_assert_cmpuint (dns_server_get_n_queries (senders->server), ==, 0);
  senders_run_sql (senders, "UPDATE auth_result SET tries = 3");
  senders_check (senders);
  assert_found (senders, 0, SAFI_IDENTITY_AUTHENTICATED, TRUE);
  g_assert_cmpint (SAFI_STORE_AUTH_TRIES, ==, 4);
}

static void
test_another_network_is_asked_anew (Senders *senders)
{
  guint n_queries;

  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  senders_check (senders);
  n_queries = dns_server_get_n_queries (senders->server);
  senders_deliver (senders, 1, BANK, BANK, NULL, SENDERS_RECENT);
  senders_check (senders);
  g_assert_cmpuint (dns_server_get_n_queries (senders->server), ==, n_queries);
  fake_network_set (senders->network, TRUE, G_NETWORK_CONNECTIVITY_FULL, FALSE);
  senders_deliver (senders, 2, BANK, BANK, NULL, SENDERS_RECENT);
  senders_check (senders);
  g_assert_cmpuint (dns_server_get_n_queries (senders->server), ==, 2 * n_queries);
}

static void
test_where_octets_cost_money_only_the_author_is_asked_about (Senders *senders)
{
  fake_network_set (senders->network, TRUE, G_NETWORK_CONNECTIVITY_FULL, TRUE);
  senders_deliver (senders, 0, BANK, STRANGER, NULL, SENDERS_RECENT);
  senders_check (senders);
  assert_found (senders, 0, SAFI_IDENTITY_SPOOFED, TRUE);
  g_assert_true (dns_server_was_asked (senders->server, "_dmarc.bank.example"));
  g_assert_false (dns_server_was_asked (senders->server, "_client._smtp."));
  g_assert_false (dns_server_was_asked (senders->server, "1.2.0.192."));
  fake_network_set (senders->network, TRUE, G_NETWORK_CONNECTIVITY_FULL, FALSE);
  senders_deliver (senders, 1, BANK, STRANGER, NULL, SENDERS_RECENT);
  senders_check (senders);
  g_assert_true (dns_server_was_asked (senders->server, "_client._smtp."));
  g_assert_true (dns_server_was_asked (senders->server, "1.2.0.192."));
}

static void
test_old_mail_asks_nobody (Senders *senders)
{
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_NOW - SAFI_SENDERS_AGE);
  senders_deliver (senders, 1, BANK, BANK, NULL, SENDERS_NOW + SAFI_SENDERS_AGE);
  senders_check (senders);
  assert_found (senders, 0, SAFI_IDENTITY_UNKNOWN, TRUE);
  assert_found (senders, 1, SAFI_IDENTITY_UNKNOWN, TRUE);
  g_assert_cmpuint (dns_server_get_n_queries (senders->server), ==, 0);
  senders_deliver (senders, 2, BANK, BANK, NULL, SENDERS_NOW - SAFI_SENDERS_AGE + 1);
  senders_check (senders);
  assert_found (senders, 2, SAFI_IDENTITY_AUTHENTICATED, TRUE);
}

static void
test_who_wants_no_look_ups_gets_none (Senders *senders)
{
  senders->session->policy.look_ups = FALSE;
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  senders_check (senders);
  assert_found (senders, 0, SAFI_IDENTITY_UNKNOWN, TRUE);
  g_assert_cmpuint (dns_server_get_n_queries (senders->server), ==, 0);
}

static void
test_the_practice_mailbox_asks_nobody (Senders *senders)
{
  senders_restart (senders, SAFI_ACCOUNT_PRACTICE);
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  senders_check (senders);
  assert_found (senders, 0, SAFI_IDENTITY_UNKNOWN, TRUE);
  g_assert_cmpuint (dns_server_get_n_queries (senders->server), ==, 0);
}

static void
add_habit (Senders *senders, const char *domain)
{
  for (guint i = 0; i < SAFI_SENDER_HISTORY_PASSES; i++)
    g_assert_true (safi_store_add_sender (senders->session->store, SENDERS_ACCOUNT, domain, TRUE,
                                          SENDERS_NOW - 30 * DAY + i * 2 * DAY, NULL));
}

static void
test_mail_against_all_habit_is_contradicted (Senders *senders)
{
  add_habit (senders, "plain.example");
  senders_deliver (senders, 0, PLAIN, "", NULL, SENDERS_RECENT);
  senders_deliver (senders, 1, PLAIN, PLAIN, NULL, SENDERS_RECENT);
  senders_check (senders);
  assert_found (senders, 0, SAFI_IDENTITY_CONTRADICTED, TRUE);
  assert_found (senders, 1, SAFI_IDENTITY_AUTHENTICATED, TRUE);
  /* One forged message must not end the habit. */
  g_assert_cmpint (senders_count (senders, "SELECT fails FROM sender_history"), ==, 0);
  g_assert_cmpint (senders_count (senders, "SELECT passes FROM sender_history"), ==,
                   SAFI_SENDER_HISTORY_PASSES + 1);
}

static void
test_without_a_habit_nothing_is_contradicted (Senders *senders)
{
  senders_deliver (senders, 0, PLAIN, "", NULL, SENDERS_RECENT);
  senders_check (senders);
  assert_found (senders, 0, SAFI_IDENTITY_UNAUTHENTICATED, TRUE);
  g_assert_cmpint (senders_count (senders, "SELECT fails FROM sender_history"), ==, 1);
}

static void
authenticate_bank (Senders *senders, SafiMessage *message)
{
  g_autoptr (SafiAuthBatch) batch = safi_auth_batch_new ();
  g_autoptr (SafiProviderProfile) profile =
      safi_provider_profile_new_for_account ("provider.example", "imap.provider.example", NULL);
  const SafiAuthRequest request = { .profile = profile,
                                    .address = "amina@provider.example",
                                    .now = SENDERS_NOW };

  safi_auth_batch_add (batch, message, &request);
  safi_authenticator_begin (senders->authenticator, batch);
  g_assert_true (safi_auth_batch_wait (batch, 10000));
  g_assert_cmpint (safi_auth_batch_get_result (batch, 0)->identity, ==,
                   SAFI_IDENTITY_AUTHENTICATED);
}

/* Returns: (transfer full): longer than what is fetched at first. */
static char *
sign_long_message (void)
{
  g_autoptr (Signer) signer = signer_new_ed25519 ();
  g_autoptr (GString) text = g_string_new ("From: Ann <ann@example.com>\r\nSubject: Long\r\n"
                                           "To: amina@provider.example\r\n\r\n");

  while (text->len < SAFI_VIEW_LIVE_PART + 1000)
    g_string_append (text, "A line that was signed with all others.\r\n");
  return signer_sign_dkim (signer, "a=ed25519-sha256; c=relaxed/relaxed; h=From:Subject:To",
                           text->str);
}

/* As if it were new, with a border so far above what was said of it. */
static void
check_again (Senders *senders, double distance)
{
  const double log_odds = senders_count (senders, "SELECT log_odds * 1000 FROM judged") / 1000.0;

  set_borders (senders, log_odds + distance);
  senders_run_sql (senders, "DELETE FROM judged; DELETE FROM mark;"
                            " DELETE FROM note WHERE name = 'inbox-read'");
  senders_check (senders);
}

static void
test_the_rest_is_fetched_where_its_signature_could_change_the_decision (Senders *senders)
{
  g_autofree char *text = sign_long_message ();
  g_autoptr (SafiAuthResult) result = NULL;

  senders_deliver_text (senders, 0, text, SENDERS_RECENT);
  set_borders (senders, 1000);
  senders_check (senders);
  check_again (senders, SAFI_SCAN_PROOF_NATS + 0.1);
  result = senders_find (senders, 0);
  g_assert_cmpint (result->identity, ==, SAFI_IDENTITY_UNKNOWN);
  g_assert_true (result->wants_whole);
  check_again (senders, SAFI_SCAN_PROOF_NATS - 0.1);
  assert_found (senders, 0, SAFI_IDENTITY_AUTHENTICATED, TRUE);
  g_assert_cmpint (senders_count (senders, "SELECT passes FROM sender_history"), ==, 1);
}

/* Returns: how the next check would read the newest message. */
static SafiView
find_view (Senders *senders)
{
  g_autoptr (SafiScan) scan = safi_scan_new (senders->session, SAFI_CHECK_DRY_RUN);

  g_assert_cmpint (safi_scan_step (scan, NULL, NULL), ==, SAFI_SCAN_MORE);
  return safi_scan_get_view (scan, 0, g_array_index (scan->todo, guint32, 0));
}

/* What was there before the account is judged by its provider's word: its signatures are most of
 * its header. */
static void
test_old_mail_is_read_without_its_signatures (Senders *senders)
{
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_NOW - SAFI_SCAN_LIVE_AGE - 1);
  g_assert_cmpint (find_view (senders), ==, SAFI_VIEW_BACKLOG);
  senders_deliver (senders, 1, BANK, BANK, NULL, SENDERS_NOW - SAFI_SCAN_LIVE_AGE);
  g_assert_cmpint (find_view (senders), ==, SAFI_VIEW_LIVE);
}

/* However late it is read: this mail came after the account. */
static void
test_mail_that_came_later_is_new_whatever_its_date (Senders *senders)
{
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_NOW - 100 * SAFI_SCAN_LIVE_AGE);
  senders_check (senders);
  senders_deliver (senders, 1, BANK, BANK, NULL, SENDERS_NOW - 50 * SAFI_SCAN_LIVE_AGE);
  g_assert_cmpint (find_view (senders), ==, SAFI_VIEW_LIVE);
  fake_network_set (senders->network, TRUE, G_NETWORK_CONNECTIVITY_FULL, TRUE);
  g_assert_cmpint (find_view (senders), ==, SAFI_VIEW_SPARING);
}

static void
test_where_octets_cost_money_the_rest_is_not_fetched (Senders *senders)
{
  g_autofree char *text = sign_long_message ();

  fake_network_set (senders->network, TRUE, G_NETWORK_CONNECTIVITY_FULL, TRUE);
  senders_deliver_text (senders, 0, text, SENDERS_RECENT);
  set_borders (senders, 1000);
  senders_check (senders);
  check_again (senders, SAFI_SCAN_PROOF_NATS - 0.1);
  assert_found (senders, 0, SAFI_IDENTITY_UNKNOWN, TRUE);
}

/* Reads the header of a long message, then the rest of it when the DNS has changed; after a
 * restart, so that only the store remembers. */
static void
fetch_the_rest_after (Senders *senders, gint64 date, const char *sql)
{
  g_autofree char *text = sign_long_message ();

  senders_deliver_text (senders, 0, text, date);
  set_borders (senders, 1000);
  senders_check (senders);
  g_assert_cmpint (senders_count (senders, "SELECT count(*) FROM dkim_key"), ==, 1);
  dns_server_set_empty (senders->server, TRUE);
  senders_run_sql (senders, sql);
  senders_restart (senders, SAFI_ACCOUNT_IMAP);
  check_again (senders, SAFI_SCAN_PROOF_NATS - 0.1);
}

static void
test_a_key_that_vanished_later_still_proves (Senders *senders)
{
  fetch_the_rest_after (senders, SENDERS_RECENT, "");
  assert_found (senders, 0, SAFI_IDENTITY_AUTHENTICATED, TRUE);
  g_assert_true (dns_server_was_asked (senders->server, "sel._domainkey.example.com"));
}

static void
test_a_key_that_vanished_before_the_message_came_proves_nothing (Senders *senders)
{
  fetch_the_rest_after (senders, SENDERS_RECENT, "UPDATE dkim_key SET seen = seen - 86400");
  assert_found (senders, 0, SAFI_IDENTITY_UNAUTHENTICATED, TRUE);
}

/* Another account asks the same thread: what one was told the other knows. */
static void
test_accounts_share_what_was_answered (Senders *senders)
{
  static const char text[] = "Return-Path: <info@bank.example>\r\n"
                             "Received: from a (relay.bank.example [192.0.2.1])\r\n"
                             "\tby mx.provider.example (Postfix) with ESMTPS id 1;\r\n"
                             "\tThu, 19 Nov 2026 10:00:00 +0000\r\n"
                             "From: <info@bank.example>\r\n\r\nHello\r\n";
  g_autoptr (GBytes) octets = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (SafiMessage) message = safi_message_new (octets, 0);
  guint n_queries;

  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  senders_check (senders);
  n_queries = dns_server_get_n_queries (senders->server);
  g_assert_cmpuint (n_queries, >, 0);
  authenticate_bank (senders, message);
  g_assert_cmpuint (dns_server_get_n_queries (senders->server), ==, n_queries);
}

static void
test_a_removed_account_is_forgotten (Senders *senders)
{
  senders_deliver (senders, 0, BANK, BANK, NULL, SENDERS_RECENT);
  senders_check (senders);
  g_assert_true (safi_store_add_sent (senders->session->store, SENDERS_ACCOUNT, "a@b.example",
                                      SENDERS_RECENT, NULL));
  g_assert_true (safi_store_remove_account (senders->session->store, SENDERS_ACCOUNT, NULL));
  g_assert_cmpint (senders_count (senders, "SELECT (SELECT count(*) FROM auth_result)"
                                           " + (SELECT count(*) FROM sender_history)"
                                           " + (SELECT count(*) FROM sent)"
                                           " + (SELECT count(*) FROM dkim_key)"
                                           " + (SELECT count(*) FROM note)"),
                   ==, 0);
}

static void
run_with_fixture (gconstpointer data)
{
  void (*test) (Senders * senders) = (void (*) (Senders *)) data;
  Senders *senders = senders_new ();

  test (senders);
  senders_free (senders);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (Senders *senders);
  } tests[] = {
    { "a-check-finds-out-who-sent-new-mail", test_a_check_finds_out_who_sent_new_mail },
    { "it-is-in-the-store-before-mail-is-judged", test_it_is_in_the_store_before_mail_is_judged },
    { "a-restart-keeps-what-was-found-out", test_a_restart_keeps_what_was_found_out },
    { "what-was-found-out-is-not-asked-again", test_what_was_found_out_is_not_asked_again },
    { "a-silent-server-delays-a-check-and-no-more",
      test_a_silent_server_delays_a_check_and_no_more },
    { "no-step-waits-for-answers", test_no_step_waits_for_answers },
    { "a-cancelled-check-ends-at-once", test_a_cancelled_check_ends_at_once },
    { "a-stop-ends-what-is-asked", test_a_stop_ends_what_is_asked },
    { "without-a-network-nobody-is-asked", test_without_a_network_nobody_is_asked },
    { "what-could-not-be-found-out-is-asked-again",
      test_what_could_not_be_found_out_is_asked_again },
    { "it-is-given-up-after-some-tries", test_it_is_given_up_after_some_tries },
    { "another-network-is-asked-anew", test_another_network_is_asked_anew },
    { "where-octets-cost-money-only-the-author-is-asked-about",
      test_where_octets_cost_money_only_the_author_is_asked_about },
    { "old-mail-asks-nobody", test_old_mail_asks_nobody },
    { "who-wants-no-look-ups-gets-none", test_who_wants_no_look_ups_gets_none },
    { "the-practice-mailbox-asks-nobody", test_the_practice_mailbox_asks_nobody },
    { "mail-against-all-habit-is-contradicted", test_mail_against_all_habit_is_contradicted },
    { "without-a-habit-nothing-is-contradicted", test_without_a_habit_nothing_is_contradicted },
    { "the-rest-is-fetched-where-its-signature-could-change-the-decision",
      test_the_rest_is_fetched_where_its_signature_could_change_the_decision },
    { "where-octets-cost-money-the-rest-is-not-fetched",
      test_where_octets_cost_money_the_rest_is_not_fetched },
    { "old-mail-is-read-without-its-signatures", test_old_mail_is_read_without_its_signatures },
    { "mail-that-came-later-is-new-whatever-its-date",
      test_mail_that_came_later_is_new_whatever_its_date },
    { "a-key-that-vanished-later-still-proves", test_a_key_that_vanished_later_still_proves },
    { "a-key-that-vanished-before-the-message-came-proves-nothing",
      test_a_key_that_vanished_before_the_message_came_proves_nothing },
    { "accounts-share-what-was-answered", test_accounts_share_what_was_answered },
    { "a-removed-account-is-forgotten", test_a_removed_account_is_forgotten },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/service-senders/", tests[i].name, NULL);

    g_test_add_data_func (path, tests[i].test, run_with_fixture);
  }
  return g_test_run ();
}
