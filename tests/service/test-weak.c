/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* What nobody spoke about. */
#include "engine-fixture.h"

#include <string.h>
#include <utime.h>

#include <glib/gstdio.h>

#include "filter/safi-filter.h"
#include "service/learning/safi-weak.h"
#include "store/training/safi-pending.h"

#define DAY (24 * 60 * 60) /* seconds */
#define STRONG 60          /* messages of each class that the person's folders taught */
#define NUMBER 500         /* of the first message that came later */

static const char *const good_words[] = { "harvest meeting at the school on friday morning",
                                          "please bring the report about the water pump",
                                          "your cousin asked for the photographs again" };
static const char *const junk_words[] = { "claim your lottery winnings and send the fee",
                                          "cheap pills without prescription order today",
                                          "double your coins with our trading robot" };

/* Writes message @number, received @date, that ends with @more. */
static void
deliver (Fixture *fixture,
         const char *folder,
         guint number,
         gboolean is_junk,
         const char *more,
         gint64 date)
{
  const char *words = (is_junk ? junk_words : good_words)[number % 3];
  g_autofree char *directory = g_build_filename (fixture->mail, folder, NULL);
  g_autofree char *name = g_strdup_printf ("%06u.eml", number);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *octets = g_strdup_printf (
      "Received: from a.example by b.example; Thu, 19 Nov 2026 10:00:00 +0000\r\n"
      "From: %s <%s@%s.example>\r\nTo: amina@practice.example\r\nSubject: Message %u\r\n"
      "Date: Thu, 19 Nov 2026 10:00:00 +0000\r\nMessage-ID: <%u@%s.example>\r\n\r\n%s\r\n%s\r\n",
      is_junk ? "Prize" : "Bilal", is_junk ? "prize" : "bilal", is_junk ? "win" : "home", number,
      number, is_junk ? "win" : "home", words, more);
  struct utimbuf times = { (time_t) date, (time_t) date };

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, octets, -1, NULL));
  g_assert_cmpint (utime (path, &times), ==, 0);
}

/* Taught by what the person's folders hold: @n_strong of each class. */
static Fixture *
start (guint n_strong)
{
  Fixture *fixture = fixture_new (0);
  g_autoptr (GError) error = NULL;
  FixtureWait wait = { NULL };

  for (guint i = 0; i < n_strong; i++) {
    deliver (fixture, "INBOX", i, FALSE, "See you", FIXTURE_NOW - 30 * DAY);
    deliver (fixture, "Junk", 1000 + i, TRUE, "Act now", FIXTURE_NOW - 30 * DAY);
    fixture_set_flag (fixture, "INBOX", i, SAFI_FLAG_ANSWERED | SAFI_FLAG_SEEN);
  }
  fixture_start (fixture);
  safi_engine_learn_async (fixture->engine, fixture->account, NULL, fixture_ready_cb, &wait);
  safi_engine_learn_finish (fixture->engine, fixture_wait (&wait), NULL, &error);
  g_object_unref (wait.result);
  g_assert_no_error (error);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  return fixture;
}

/* Message @number arrives in the inbox and is judged. */
static void
receive (Fixture *fixture, guint number, gboolean is_junk)
{
  g_autofree char *more = g_strdup_printf (
      "other words that nobody used before: tamarind %u, lighthouse %u, umbrella %u", number,
      number * 7, number * 13);

  deliver (fixture, "INBOX", number, is_junk, more, safi_clock_wall (fixture->clock) - 60);
  fixture_must_check (fixture, SAFI_CHECK_MOVE);
}

static void
pass_days (Fixture *fixture, guint n)
{
  safi_clock_advance (fixture->clock, n * DAY);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
}

static guint
count_pending (Fixture *fixture)
{
  g_autoptr (SafiStore) store =
      safi_store_open_read_only (fixture->store, fixture->clock, safi_filter_lookup, NULL);
  g_autoptr (GPtrArray) pending =
      safi_pending_list (store, fixture->account, G_MAXINT64, SAFI_PENDING_MAX, NULL);

  return pending->len;
}

/* How many more are taught than at the start. */
static void
check_taught (Fixture *fixture, guint good, guint junk)
{
  const SafiLearning *learning = safi_account_state_get_learning (
      safi_engine_find_account (fixture->engine, fixture->account));

  g_assert_cmpuint (learning->good, ==, STRONG + good);
  g_assert_cmpuint (learning->junk, ==, STRONG + junk);
}

/* Twice: at first a look is noted for the time that the clock shows. */
static void
test_a_clock_that_was_ahead_stops_no_learning (void)
{
  Fixture *fixture = start (STRONG);

  receive (fixture, NUMBER, FALSE);
  pass_days (fixture, 3650);
  safi_clock_advance (fixture->clock, -3650 * (gint64) DAY);
  receive (fixture, NUMBER + 1, FALSE);
  fixture_set_flag (fixture, "INBOX", NUMBER + 1, SAFI_FLAG_SEEN);
  pass_days (fixture, 4);
  check_taught (fixture, 1, 0);
  fixture_free (fixture);
}

static void
test_good_mail_that_was_seen_and_left_is_learned (void)
{
  Fixture *fixture = start (STRONG);
  g_autoptr (SafiJudged) row = NULL;

  receive (fixture, NUMBER, FALSE);
  g_assert_cmpuint (count_pending (fixture), ==, 1);
  fixture_set_flag (fixture, "INBOX", NUMBER, SAFI_FLAG_SEEN);
  pass_days (fixture, 2);
  check_taught (fixture, 0, 0);
  pass_days (fixture, 1);
  check_taught (fixture, 1, 0);
  g_assert_cmpuint (count_pending (fixture), ==, 0);
  row = fixture_find (fixture, NUMBER);
  g_assert_false (row->is_taught);
  pass_days (fixture, 3);
  check_taught (fixture, 1, 0);
  fixture_free (fixture);
}

static void
test_mail_that_nobody_saw_is_not_learned (void)
{
  Fixture *fixture = start (STRONG);

  receive (fixture, NUMBER, FALSE);
  pass_days (fixture, 4);
  check_taught (fixture, 0, 0);
  g_assert_cmpuint (count_pending (fixture), ==, 1);
  fixture_set_flag (fixture, "INBOX", NUMBER, SAFI_FLAG_SEEN);
  pass_days (fixture, 1);
  check_taught (fixture, 1, 0);
  fixture_free (fixture);
}

static void
test_mail_that_went_elsewhere_is_not_learned (void)
{
  Fixture *fixture = start (STRONG);
  g_autofree char *path = g_build_filename (fixture->mail, "INBOX", "000500.eml", NULL);

  receive (fixture, NUMBER, FALSE);
  fixture_set_flag (fixture, "INBOX", NUMBER, SAFI_FLAG_SEEN);
  g_assert_cmpint (g_remove (path), ==, 0);
  pass_days (fixture, 3);
  check_taught (fixture, 0, 0);
  g_assert_cmpuint (count_pending (fixture), ==, 0);
  fixture_free (fixture);
}

/* Message NUMBER goes to @folder and is flagged @flags there. */
static void
put_away (Fixture *fixture, const char *folder, SafiFlags flags)
{
  g_autofree char *directory = g_build_filename (fixture->mail, folder, NULL);
  g_autofree char *old_path = g_build_filename (fixture->mail, "INBOX", "000500.eml", NULL);
  g_autofree char *new_path = g_build_filename (directory, "000500.eml", NULL);

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_cmpint (g_rename (old_path, new_path), ==, 0);
  fixture_set_flag (fixture, folder, NUMBER, flags);
}

static void
test_good_mail_that_was_read_and_archived_is_learned (void)
{
  static const struct {
    const char *folder;
    SafiFlags flags;
    guint good;
  } cases[] = {
    { "Archive", SAFI_FLAG_SEEN, 1 },
    { "Archive", 0, 0 },
    { "Archive", SAFI_FLAG_SEEN | SAFI_FLAG_JUNK_WORD, 0 },
    { "Archive", SAFI_FLAG_SEEN | SAFI_FLAG_DELETED, 0 },
    { "Trash", SAFI_FLAG_SEEN, 0 },
    { "Holiday", SAFI_FLAG_SEEN, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture *fixture = start (STRONG);

    receive (fixture, NUMBER, FALSE);
    put_away (fixture, cases[i].folder, cases[i].flags);
    pass_days (fixture, 2);
    check_taught (fixture, 0, 0);
    pass_days (fixture, 1);
    check_taught (fixture, cases[i].good, 0);
    g_assert_cmpuint (count_pending (fixture), ==, 0);
    fixture_free (fixture);
  }
}

static void
test_mail_marked_as_junk_elsewhere_is_not_learned_as_good (void)
{
  Fixture *fixture = start (STRONG);

  receive (fixture, NUMBER, FALSE);
  fixture_set_flag (fixture, "INBOX", NUMBER, SAFI_FLAG_SEEN | SAFI_FLAG_JUNK);
  pass_days (fixture, 3);
  check_taught (fixture, 0, 1);
  g_assert_cmpuint (count_pending (fixture), ==, 0);
  fixture_free (fixture);
}

static void
test_junk_is_learned_only_if_somebody_opened_it_in_junk (void)
{
  Fixture *fixture = start (STRONG);

  receive (fixture, NUMBER, TRUE);
  receive (fixture, NUMBER + 1, TRUE);
  g_assert_true (fixture_is_in (fixture, "Junk", NUMBER));
  g_assert_cmpuint (count_pending (fixture), ==, 2);
  pass_days (fixture, 3);
  check_taught (fixture, 0, 0);
  fixture_set_flag (fixture, "Junk", NUMBER, SAFI_FLAG_SEEN);
  pass_days (fixture, 1);
  check_taught (fixture, 0, 1);
  g_assert_cmpuint (count_pending (fixture), ==, 1);
  fixture_free (fixture);
}

/* It had been read in the inbox before Safibox moved it: nobody needs to have opened it in Junk. */
static void
test_junk_that_was_read_before_it_was_moved_is_not_learned (void)
{
  Fixture *fixture = start (STRONG);

  deliver (fixture, "INBOX", NUMBER, TRUE, "lighthouse umbrella",
           safi_clock_wall (fixture->clock) - 60);
  fixture_set_flag (fixture, "INBOX", NUMBER, SAFI_FLAG_SEEN);
  fixture_must_check (fixture, SAFI_CHECK_MOVE);
  g_assert_true (fixture_is_in (fixture, "Junk", NUMBER));
  pass_days (fixture, 4);
  check_taught (fixture, 0, 0);
  fixture_free (fixture);
}

static void
test_a_person_s_word_goes_first (void)
{
  Fixture *fixture = start (STRONG);
  g_autoptr (SafiJudged) row = NULL;
  g_autoptr (SafiJudged) answered = NULL;

  receive (fixture, NUMBER, FALSE);
  row = fixture_find (fixture, NUMBER);
  answered = fixture_answer (fixture, row->id, SAFI_CLASS_JUNK, NULL);
  g_assert_nonnull (answered);
  g_assert_cmpuint (count_pending (fixture), ==, 0);
  fixture_set_flag (fixture, "Junk", NUMBER, SAFI_FLAG_SEEN);
  pass_days (fixture, 3);
  check_taught (fixture, 0, 1);
  fixture_free (fixture);
}

static void
test_a_person_s_word_takes_the_place_of_what_was_learned (void)
{
  Fixture *fixture = start (STRONG);
  g_autoptr (SafiJudged) row = NULL;
  g_autoptr (SafiJudged) answered = NULL;

  receive (fixture, NUMBER, FALSE);
  fixture_set_flag (fixture, "INBOX", NUMBER, SAFI_FLAG_SEEN);
  pass_days (fixture, 3);
  check_taught (fixture, 1, 0);
  row = fixture_find (fixture, NUMBER);
  answered = fixture_answer (fixture, row->id, SAFI_CLASS_JUNK, NULL);
  g_assert_true (answered->is_taught);
  check_taught (fixture, 0, 1);
  fixture_free (fixture);
}

static void
test_nothing_waits_before_a_person_has_said_enough (void)
{
  Fixture *fixture = start (SAFI_WEAK_FIRST - 1);

  g_autoptr (SafiJudged) row = NULL;

  receive (fixture, NUMBER, FALSE);
  row = fixture_find (fixture, NUMBER);
  g_assert_cmpfloat (safi_verdict_get_log_odds (row->verdict), <, SAFI_WEAK_GOOD_BELOW);
  g_assert_cmpuint (count_pending (fixture), ==, 0);
  fixture_free (fixture);
}

static void
test_what_waits_too_long_is_forgotten (void)
{
  Fixture *fixture = start (STRONG);

  receive (fixture, NUMBER, FALSE);
  pass_days (fixture, 15);
  receive (fixture, NUMBER + 1, FALSE);
  g_assert_cmpuint (count_pending (fixture), ==, 1);
  fixture_free (fixture);
}

static void
test_words_of_a_person_are_never_outnumbered (void)
{
  Fixture *fixture = start (STRONG);

  for (guint i = 0; i < STRONG + 20; i++) {
    g_autofree char *more = g_strdup_printf ("tamarind %u lighthouse %u", i * 7, i * 13);

    deliver (fixture, "INBOX", NUMBER + i, FALSE, more, safi_clock_wall (fixture->clock) - 60);
  }
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (count_pending (fixture), >, STRONG);
  for (guint i = 0; i < STRONG + 20; i++)
    fixture_set_flag (fixture, "INBOX", NUMBER + i, SAFI_FLAG_SEEN);
  pass_days (fixture, 3);
  check_taught (fixture, STRONG, 0);
  fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/weak/good-mail-that-was-seen-and-left-is-learned",
                   test_good_mail_that_was_seen_and_left_is_learned);
  g_test_add_func ("/weak/a-clock-that-was-ahead-stops-no-learning",
                   test_a_clock_that_was_ahead_stops_no_learning);
  g_test_add_func ("/weak/mail-that-nobody-saw-is-not-learned",
                   test_mail_that_nobody_saw_is_not_learned);
  g_test_add_func ("/weak/mail-that-went-elsewhere-is-not-learned",
                   test_mail_that_went_elsewhere_is_not_learned);
  g_test_add_func ("/weak/good-mail-that-was-read-and-archived-is-learned",
                   test_good_mail_that_was_read_and_archived_is_learned);
  g_test_add_func ("/weak/mail-marked-as-junk-elsewhere-is-not-learned-as-good",
                   test_mail_marked_as_junk_elsewhere_is_not_learned_as_good);
  g_test_add_func ("/weak/junk-is-learned-only-if-somebody-opened-it-in-junk",
                   test_junk_is_learned_only_if_somebody_opened_it_in_junk);
  g_test_add_func ("/weak/junk-that-was-read-before-it-was-moved-is-not-learned",
                   test_junk_that_was_read_before_it_was_moved_is_not_learned);
  g_test_add_func ("/weak/a-person-s-word-goes-first", test_a_person_s_word_goes_first);
  g_test_add_func ("/weak/a-person-s-word-takes-the-place-of-what-was-learned",
                   test_a_person_s_word_takes_the_place_of_what_was_learned);
  g_test_add_func ("/weak/nothing-waits-before-a-person-has-said-enough",
                   test_nothing_waits_before_a_person_has_said_enough);
  g_test_add_func ("/weak/what-waits-too-long-is-forgotten", test_what_waits_too_long_is_forgotten);
  g_test_add_func ("/weak/words-of-a-person-are-never-outnumbered",
                   test_words_of_a_person_are_never_outnumbered);
  return g_test_run ();
}
