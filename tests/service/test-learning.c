/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Learning from the mail that a person has already. */
#include "engine-fixture.h"

#include <string.h>
#include <utime.h>

#include <glib/gstdio.h>

#include "filter/safi-filter.h"
#include "mail/files/safi-folder-index.h"
#include "service/learning/safi-seed-batch.h"
#include "service/worker/safi-practice.h"
#include "store/accounts/safi-store-learning.h"
#include "store/training/safi-training.h"

#define LONG_AGO (FIXTURE_NOW - 30 * 24 * 60 * 60)

/* Writes message @number with these fields. Returns: its octets. */
static gsize
deliver (Fixture *fixture, const char *folder, guint number, const char *fields)
{
  g_autofree char *directory = g_build_filename (fixture->mail, folder, NULL);
  g_autofree char *name = g_strdup_printf ("%06u.eml", number);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *octets =
      g_strdup_printf ("%s\r\nSubject: Message %u\r\nDate: Thu, 19 Nov 2026 10:00:00 +0000\r\n"
                       "Message-ID: <%u@write.example>\r\n\r\nSee you at the market, %u\r\n",
                       fields, number, number, number);
  struct utimbuf times = { LONG_AGO + number, LONG_AGO + number };

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, octets, -1, NULL));
  g_assert_cmpint (utime (path, &times), ==, 0);
  return strlen (octets);
}

/* Messages @first … of the inbox, read long ago and kept. */
static void
deliver_good (Fixture *fixture, guint first, guint n)
{
  g_autofree char *path = g_build_filename (fixture->mail, "INBOX", NULL);
  g_autoptr (SafiFolderIndex) index = NULL;

  for (guint i = first; i < first + n; i++)
    fixture_deliver (fixture, "INBOX", i, LONG_AGO + i);
  index = safi_folder_index_new (path);
  g_assert_true (safi_folder_index_update (index, NULL));
  for (guint i = 0; i < index->entries->len; i++)
    ((SafiFolderEntry *) index->entries->pdata[i])->listed.flags |= SAFI_FLAG_SEEN;
  g_assert_true (safi_folder_index_save (index, NULL));
}

static void
deliver_junk (Fixture *fixture, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    fixture_deliver (fixture, "Junk", i, LONG_AGO + i);
}

/* With @n_good messages in the inbox and @n_junk in Junk, numbered from 0 and from 1000 on. */
static Fixture *
start (guint n_good, guint n_junk)
{
  Fixture *fixture = fixture_new (0);

  if (n_good > 0)
    deliver_good (fixture, 0, n_good);
  deliver_junk (fixture, 1000, n_junk);
  fixture_start (fixture);
  return fixture;
}

static SafiLearnEstimate
estimate (Fixture *fixture)
{
  SafiLearnEstimate result = { 0 };
  g_autoptr (GError) error = NULL;
  FixtureWait wait = { NULL };

  safi_engine_estimate_learning_async (fixture->engine, fixture->account, NULL, fixture_ready_cb,
                                       &wait);
  safi_engine_estimate_learning_finish (fixture->engine, fixture_wait (&wait), &result, &error);
  g_object_unref (wait.result);
  g_assert_no_error (error);
  return result;
}

static SafiLearnReport
learn (Fixture *fixture)
{
  SafiLearnReport report = { 0 };
  g_autoptr (GError) error = NULL;
  FixtureWait wait = { NULL };

  safi_engine_learn_async (fixture->engine, fixture->account, NULL, fixture_ready_cb, &wait);
  safi_engine_learn_finish (fixture->engine, fixture_wait (&wait), &report, &error);
  g_object_unref (wait.result);
  g_assert_no_error (error);
  return report;
}

static SafiAccountState *
get_state (Fixture *fixture)
{
  return safi_engine_find_account (fixture->engine, fixture->account);
}

static void
check_taught (Fixture *fixture, guint good, guint junk)
{
  const SafiLearning *learning = safi_account_state_get_learning (get_state (fixture));

  g_assert_cmpuint (learning->good, ==, good);
  g_assert_cmpuint (learning->junk, ==, junk);
}

static gboolean
is_taught (Fixture *fixture, guint number)
{
  g_autoptr (SafiStore) store =
      safi_store_open_read_only (fixture->store, fixture->clock, safi_filter_lookup, NULL);
  g_autofree char *header = g_strdup_printf (
      "From: Sender %u <s%u@shop.example>\r\nSubject: Message %u\r\n"
      "Date: Thu, 19 Nov 2026 10:00:00 +0000\r\nMessage-ID: <%u@shop.example>\r\n"
      "Received: from a.example by b.example; Thu, 19 Nov 2026 10:00:00 +0000\r\n\r\n",
      number, number, number, number);
  g_autofree char *identity = safi_message_identity_from_header (header, strlen (header));
  g_autoptr (SafiTaught) taught = safi_training_get (store, fixture->account, identity, NULL);

  return taught != NULL;
}

static void
test_an_estimate_counts_and_teaches_nothing (void)
{
  Fixture *fixture = fixture_new (0);
  SafiLearnEstimate result;
  guint64 octets = 0;

  for (guint i = 0; i < 3; i++)
    octets += deliver (fixture, "Sent", i, "From: a@b.example\r\nTo: c@d.example");
  for (guint i = 3; i < 8; i++)
    octets += deliver (fixture, "Junk", i, "From: j@k.example");
  for (guint i = 8; i < 12; i++)
    octets += deliver (fixture, "INBOX", i, "From: e@f.example");
  deliver_good (fixture, 100, 0);
  fixture_start (fixture);
  result = estimate (fixture);
  g_assert_cmpuint (result.sent, ==, 3);
  g_assert_cmpuint (result.junk, ==, 5);
  g_assert_cmpuint (result.good, ==, 4);
  g_assert_cmpuint (result.octets, ==, octets);
  check_taught (fixture, 0, 0);
  fixture_free (fixture);
}

static void
test_a_long_message_costs_its_view (void)
{
  Fixture *fixture = fixture_new (0);
  g_autofree char *x = g_strnfill (safi_view_get_estimate (SAFI_VIEW_LIVE), 'x');
  g_autofree char *sent = g_strdup_printf ("From: a@b.example\r\nX: %s", x);
  g_autofree char *good = g_strdup_printf ("From: c@d.example\r\nX: %s", x);

  deliver (fixture, "Sent", 1, sent);
  deliver (fixture, "INBOX", 2, good);
  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_FLAGGED);
  deliver (fixture, "Junk", 3, good);
  fixture_start (fixture);
  g_assert_cmpuint (estimate (fixture).octets, ==,
                    safi_view_get_estimate (SAFI_VIEW_HEADER) +
                        2 * safi_view_get_estimate (SAFI_VIEW_LIVE));
  fixture_free (fixture);
}

static void
test_learning_touches_no_message (void)
{
  Fixture *fixture = start (30, 30);
  g_autofree char *before = fixture_snapshot (fixture);
  g_autofree char *after = NULL;

  learn (fixture);
  after = fixture_snapshot (fixture);
  g_assert_cmpstr (after, ==, before);
  fixture_free (fixture);
}

static void
test_junk_and_what_was_kept_is_taught (void)
{
  Fixture *fixture = start (30, 40);
  SafiLearnReport report = learn (fixture);

  g_assert_cmpuint (report.good, ==, 30);
  g_assert_cmpuint (report.junk, ==, 40);
  g_assert_cmpuint (report.skipped, ==, 0);
  check_taught (fixture, 30, 40);
  g_assert_cmpint (safi_account_state_get_learning (get_state (fixture))->asked, ==, FIXTURE_NOW);
  g_assert_cmpuint (safi_account_state_get_done (get_state (fixture)), ==, 70);
  g_assert_cmpuint (safi_account_state_get_total (get_state (fixture)), ==, 70);
  fixture_free (fixture);
}

static void
test_learned_once_it_is_learned (void)
{
  Fixture *fixture = start (30, 30);
  SafiLearnReport again;

  learn (fixture);
  g_assert_cmpuint (estimate (fixture).octets, ==, 0);
  again = learn (fixture);
  g_assert_cmpuint (again.good + again.junk + again.skipped, ==, 0);
  check_taught (fixture, 30, 30);
  deliver_junk (fixture, 2000, 2);
  again = learn (fixture);
  g_assert_cmpuint (again.junk, ==, 2);
  check_taught (fixture, 30, 32);
  fixture_free (fixture);
}

static void
test_no_more_than_the_newest_are_taught (void)
{
  Fixture *fixture = start (SAFI_SEED_MAX + 30, SAFI_SEED_MAX + 1);

  learn (fixture);
  check_taught (fixture, SAFI_SEED_MAX, SAFI_SEED_MAX);
  g_assert_false (is_taught (fixture, 29));
  g_assert_true (is_taught (fixture, 30));
  learn (fixture);
  check_taught (fixture, SAFI_SEED_MAX, SAFI_SEED_MAX);
  fixture_free (fixture);
}

static void
test_no_class_outweighs_the_other (void)
{
  static const struct {
    guint good, junk, taught_good, taught_junk;
  } cases[] = {
    { 10, 100, 10, 30 }, { 100, 10, 30, 10 }, { 0, 20, 0, 0 }, { 20, 0, 0, 0 }, { 10, 30, 10, 30 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture *fixture = start (cases[i].good, cases[i].junk);

    learn (fixture);
    check_taught (fixture, cases[i].taught_good, cases[i].taught_junk);
    fixture_free (fixture);
  }
}

static void
test_what_only_safibox_moved_teaches_nothing (void)
{
  Fixture *fixture = fixture_new (3);

  deliver_junk (fixture, 1000, 2);
  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_SEEN);
  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_MOVE).moved, ==, 3);
  deliver_good (fixture, 10, 5);
  fixture_set_flag (fixture, "Junk", 1, SAFI_FLAG_SEEN);
  fixture_call_all (fixture, SAFI_DECISION_GOOD, FALSE);
  g_assert_cmpuint (learn (fixture).junk, ==, 3);
  g_assert_false (is_taught (fixture, 0));
  g_assert_true (is_taught (fixture, 1));
  g_assert_false (is_taught (fixture, 2));
  g_assert_true (is_taught (fixture, 1000));
  fixture_free (fixture);
}

static void
test_answered_and_flagged_mail_is_good_at_any_age (void)
{
  Fixture *fixture = fixture_new (4);

  deliver_junk (fixture, 1000, 4);
  fixture_set_flag (fixture, "INBOX", 0, SAFI_FLAG_ANSWERED);
  fixture_set_flag (fixture, "INBOX", 1, SAFI_FLAG_FLAGGED);
  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_SEEN);
  fixture_start (fixture);
  learn (fixture);
  g_assert_true (is_taught (fixture, 0));
  g_assert_true (is_taught (fixture, 1));
  g_assert_false (is_taught (fixture, 2));
  g_assert_false (is_taught (fixture, 3));
  fixture_free (fixture);
}

static void
test_mail_called_junk_is_not_good_because_it_was_read (void)
{
  Fixture *fixture = start (3, 3);

  fixture_set_flag (fixture, "INBOX", 1, SAFI_FLAG_ANSWERED);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  fixture_call_all (fixture, SAFI_DECISION_GOOD, TRUE);
  deliver_good (fixture, 10, 1);
  learn (fixture);
  g_assert_false (is_taught (fixture, 0));
  g_assert_true (is_taught (fixture, 1));
  g_assert_false (is_taught (fixture, 2));
  g_assert_true (is_taught (fixture, 10));
  fixture_free (fixture);
}

/* The same before anything was judged. */
static void
test_mail_that_the_checks_call_junk_is_not_good (void)
{
  Fixture *fixture = start (3, 3);
  SafiLearnReport report;

  fixture_set_flag (fixture, "INBOX", 1, SAFI_FLAG_FLAGGED);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  report = learn (fixture);
  g_assert_cmpuint (report.good, ==, 1);
  g_assert_cmpuint (report.skipped, ==, 2);
  g_assert_true (is_taught (fixture, 1));
  fixture_free (fixture);
}

static void
test_an_answer_of_the_person_stands (void)
{
  Fixture *fixture = start (3, 3);
  g_autoptr (SafiJudged) row = NULL;
  g_autoptr (SafiJudged) answered = NULL;
  g_autoptr (SafiJudged) after = NULL;

  fixture_call_all (fixture, SAFI_DECISION_GOOD, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  row = fixture_find (fixture, 1);
  answered = fixture_answer (fixture, row->id, SAFI_CLASS_JUNK, NULL);
  g_assert_true (fixture_is_in (fixture, "Junk", 1));
  fixture_set_flag (fixture, "Junk", 1, SAFI_FLAG_SEEN);
  learn (fixture);
  after = fixture_get (fixture, row->id);
  g_assert_cmpint (after->taught_class, ==, SAFI_CLASS_JUNK);
  check_taught (fixture, 2, 4);
  fixture_free (fixture);
}

static gboolean
is_correspondent (Fixture *fixture, const char *address)
{
  g_autoptr (SafiStore) store =
      safi_store_open_read_only (fixture->store, fixture->clock, safi_filter_lookup, NULL);
  gboolean is_one = FALSE;

  g_assert_true (safi_store_is_correspondent (store, fixture->account, address, &is_one, NULL));
  return is_one;
}

static void
test_whom_one_wrote_to_is_remembered (void)
{
  Fixture *fixture = fixture_new (0);
  g_autoptr (GString) many = g_string_new ("From: a@b.example\r\nTo: x0@many.example");

  for (guint i = 1; i <= SAFI_SEED_RECIPIENTS_MAX; i++)
    g_string_append_printf (many, ", x%u@many.example", i);
  deliver (fixture, "Sent", 0,
           "From: a@b.example\r\nTo: Bilal <Bilal@Shop.example>\r\nCc: c@d.example");
  deliver (fixture, "Sent", 1, "From: a@b.example\r\nTo: " SAFI_PRACTICE_ADDRESS);
  deliver (fixture, "Sent", 2, many->str);
  fixture_start (fixture);
  g_assert_cmpuint (learn (fixture).correspondents, ==, 2);
  g_assert_true (is_correspondent (fixture, "bilal@shop.example"));
  g_assert_true (is_correspondent (fixture, "c@d.example"));
  g_assert_false (is_correspondent (fixture, "a@b.example"));
  g_assert_false (is_correspondent (fixture, SAFI_PRACTICE_ADDRESS));
  g_assert_false (is_correspondent (fixture, "x0@many.example"));
  fixture_free (fixture);
}

/* @is_judged: their senders are known already. */
static void
check_correspondents (gboolean is_judged)
{
  Fixture *fixture = fixture_new (3);

  deliver (fixture, "Sent", 5, "From: a@b.example\r\nTo: s1@shop.example");
  deliver_junk (fixture, 1000, 2);
  fixture_start (fixture);
  if (is_judged) {
    fixture_call_all (fixture, SAFI_DECISION_GOOD, TRUE);
    fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  }
  learn (fixture);
  g_assert_false (is_taught (fixture, 0));
  g_assert_true (is_taught (fixture, 1));
  g_assert_false (is_taught (fixture, 2));
  check_taught (fixture, 1, 2);
  fixture_free (fixture);
}

static void
test_unread_mail_of_a_correspondent_is_good (void)
{
  check_correspondents (FALSE);
  check_correspondents (TRUE);
}

typedef struct {
  Fixture *fixture;
  guint until; /* messages */
} Stop;

static void
progress_cb (SafiAccountState *state, GParamSpec *pspec, gpointer user_data)
{
  Stop *stop = user_data;

  if (safi_account_state_get_done (state) >= stop->until)
    safi_engine_cancel_learning (stop->fixture->engine, stop->fixture->account);
}

static void
test_a_stop_keeps_what_is_learned_and_goes_on_later (void)
{
  Fixture *fixture = start (60, 60);
  Stop stop = { fixture, SAFI_SEED_BATCH };
  g_autoptr (GError) error = NULL;
  const SafiLearning *learning = safi_account_state_get_learning (get_state (fixture));
  SafiLearnReport report;
  FixtureWait wait = { NULL };
  gulong handler =
      g_signal_connect (get_state (fixture), "notify::progress", G_CALLBACK (progress_cb), &stop);
  guint taught;

  safi_engine_learn_async (fixture->engine, fixture->account, NULL, fixture_ready_cb, &wait);
  g_assert_false (
      safi_engine_learn_finish (fixture->engine, fixture_wait (&wait), &report, &error));
  g_object_unref (wait.result);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_signal_handler_disconnect (get_state (fixture), handler);
  taught = learning->good + learning->junk;
  g_assert_cmpuint (taught, >=, SAFI_SEED_BATCH);
  g_assert_cmpuint (taught, <, 120);
  g_assert_cmpint (safi_account_state_get_activity (get_state (fixture)), ==, SAFI_ACTIVITY_IDLE);
  g_assert_cmpint (learning->asked, ==, 0);
  fixture_stop (fixture);
  fixture_start (fixture);
  report = learn (fixture);
  g_assert_cmpuint (report.good + report.junk, ==, 120 - taught);
  check_taught (fixture, 60, 60);
  fixture_free (fixture);
}

static void
learned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_done = user_data;

  g_assert_true (safi_engine_learn_finish (SAFI_ENGINE (source), result, NULL, NULL));
  *is_done = TRUE;
}

static void
test_a_person_goes_first (void)
{
  Fixture *fixture = start (SAFI_SEED_MAX, SAFI_SEED_MAX);
  g_autoptr (SafiJudged) row = NULL;
  g_autoptr (SafiJudged) answered = NULL;
  gboolean is_done = FALSE;

  fixture_call_all (fixture, SAFI_DECISION_GOOD, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  row = fixture_find (fixture, 1);
  safi_engine_learn_async (fixture->engine, fixture->account, NULL, learned_cb, &is_done);
  while (safi_account_state_get_activity (get_state (fixture)) != SAFI_ACTIVITY_LEARNING ||
         safi_account_state_get_done (get_state (fixture)) != 2 * SAFI_SEED_BATCH)
    g_main_context_iteration (NULL, TRUE);
  answered = fixture_answer (fixture, row->id, SAFI_CLASS_JUNK, NULL);
  g_assert_nonnull (answered);
  g_assert_false (is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  fixture_free (fixture);
}

static void
check_sureness (Fixture *fixture)
{
  const SafiLearning *learning = safi_account_state_get_learning (get_state (fixture));

  check_taught (fixture, 60, 60);
  g_assert_cmpuint (learning->enough, ==, 20);
  g_assert_cmpuint (learning->one_in, >=, 10);
  g_assert_cmpuint (learning->one_in, <, 60);
}

static void
test_learning_tells_how_sure_it_is (void)
{
  Fixture *fixture = start (60, 60);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (safi_account_state_get_learning (get_state (fixture))->enough, ==, 20);
  g_assert_cmpuint (safi_account_state_get_learning (get_state (fixture))->one_in, ==, 0);
  learn (fixture);
  check_sureness (fixture);
  fixture_stop (fixture);
  fixture_try_start (fixture, TRUE, &error);
  g_assert_no_error (error);
  check_sureness (fixture);
  fixture_free (fixture);
}

/* UIDs have holes where mail was deleted. */
static void
test_the_newest_are_found_across_holes (void)
{
  Fixture *fixture = start (20, 10);
  g_autofree char *path = g_build_filename (fixture->mail, "Junk", NULL);
  g_autoptr (SafiFolderIndex) index = safi_folder_index_new (path);

  g_assert_true (safi_folder_index_update (index, NULL));
  index->uidnext = 3 * SAFI_SEED_WINDOW;
  g_assert_true (safi_folder_index_save (index, NULL));
  deliver_junk (fixture, 2000, 10);
  g_assert_cmpuint (estimate (fixture).junk, ==, 20);
  g_assert_cmpuint (learn (fixture).junk, ==, 20);
  fixture_free (fixture);
}

static void
test_a_mailbox_without_junk_and_sent_is_no_error (void)
{
  Fixture *fixture = start (5, 0);
  g_autofree char *junk = g_build_filename (fixture->mail, "Junk", NULL);

  fixture_stop (fixture);
  g_assert_cmpint (g_rmdir (junk), ==, 0);
  fixture_start (fixture);
  learn (fixture);
  check_taught (fixture, 0, 0);
  fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learning/an-estimate-counts-and-teaches-nothing",
                   test_an_estimate_counts_and_teaches_nothing);
  g_test_add_func ("/learning/a-long-message-costs-its-view", test_a_long_message_costs_its_view);
  g_test_add_func ("/learning/learning-touches-no-message", test_learning_touches_no_message);
  g_test_add_func ("/learning/junk-and-what-was-kept-is-taught",
                   test_junk_and_what_was_kept_is_taught);
  g_test_add_func ("/learning/learned-once-it-is-learned", test_learned_once_it_is_learned);
  g_test_add_func ("/learning/no-more-than-the-newest-are-taught",
                   test_no_more_than_the_newest_are_taught);
  g_test_add_func ("/learning/no-class-outweighs-the-other", test_no_class_outweighs_the_other);
  g_test_add_func ("/learning/what-only-safibox-moved-teaches-nothing",
                   test_what_only_safibox_moved_teaches_nothing);
  g_test_add_func ("/learning/answered-and-flagged-mail-is-good-at-any-age",
                   test_answered_and_flagged_mail_is_good_at_any_age);
  g_test_add_func ("/learning/mail-called-junk-is-not-good-because-it-was-read",
                   test_mail_called_junk_is_not_good_because_it_was_read);
  g_test_add_func ("/learning/mail-that-the-checks-call-junk-is-not-good",
                   test_mail_that_the_checks_call_junk_is_not_good);
  g_test_add_func ("/learning/an-answer-of-the-person-stands", test_an_answer_of_the_person_stands);
  g_test_add_func ("/learning/whom-one-wrote-to-is-remembered",
                   test_whom_one_wrote_to_is_remembered);
  g_test_add_func ("/learning/unread-mail-of-a-correspondent-is-good",
                   test_unread_mail_of_a_correspondent_is_good);
  g_test_add_func ("/learning/a-stop-keeps-what-is-learned-and-goes-on-later",
                   test_a_stop_keeps_what_is_learned_and_goes_on_later);
  g_test_add_func ("/learning/a-person-goes-first", test_a_person_goes_first);
  g_test_add_func ("/learning/learning-tells-how-sure-it-is", test_learning_tells_how_sure_it_is);
  g_test_add_func ("/learning/the-newest-are-found-across-holes",
                   test_the_newest_are_found_across_holes);
  g_test_add_func ("/learning/a-mailbox-without-junk-and-sent-is-no-error",
                   test_a_mailbox_without_junk_and_sent_is_no_error);
  return g_test_run ();
}
