/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>

#include "../store/fault-vfs.h"
#include "../store/store-fixture.h"
#include "core/base/safi-error.h"
#include "filter-fixture.h"
#include "filter/model/safi-count-table.h"
#include "filter/safi-filter.h"

#define TAUGHT 20     /* of the practice mailbox, in order */
#define FILLING 60000 /* features of a message that fills the model */
#define OPERATIONS_MAX 500
#define LOOK_STEP 6

typedef struct {
  char *directory; /* (nullable): the store is in memory */
  GPtrArray *mails;
  SafiAccount *account;
  SafiStore *store;
  SafiFilter *filter;
} Fixture;

static SafiFilter *
open_filter (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SafiFilter *filter = safi_filter_new (fixture->store, fixture->account, &error);

  g_assert_no_error (error);
  return filter;
}

static void
open_store (Fixture *fixture)
{
  SafiClock *clock = safi_clock_get_system ();
  g_autoptr (GError) error = NULL;

  fixture->store = fixture->directory != NULL
                       ? safi_store_open (fixture->directory, clock, safi_filter_lookup, &error)
                       : safi_store_open_memory (clock, safi_filter_lookup, &error);
  g_assert_no_error (error);
  fixture->filter = open_filter (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->mails = filter_fixture_load_practice ();
  fixture->account = safi_account_new_practice (NULL, FILTER_ADDRESS, "/nowhere");
  open_store (fixture);
}

static void
set_up_on_disk (Fixture *fixture, gconstpointer data)
{
  fixture->directory = store_fixture_make_directory ();
  set_up (fixture, data);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  safi_filter_free (fixture->filter);
  safi_store_close (fixture->store);
  safi_account_unref (fixture->account);
  g_ptr_array_unref (fixture->mails);
  if (fixture->directory != NULL)
    store_fixture_remove_directory (fixture->directory);
}

static FilterMail *
get_mail (Fixture *fixture, guint number)
{
  return fixture->mails->pdata[number];
}

static const char *
get_identity (Fixture *fixture, guint number)
{
  return safi_message_get_identity (get_mail (fixture, number)->message);
}

static void
teach (Fixture *fixture, guint number, SafiClass taught_class, SafiStrength strength)
{
  g_autoptr (GError) error = NULL;

  safi_filter_teach (fixture->filter, get_mail (fixture, number)->message, taught_class, strength,
                     &error);
  g_assert_no_error (error);
}

static void
teach_truth (Fixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    teach (fixture, i, get_mail (fixture, i)->truth, SAFI_STRENGTH_STRONG);
}

/* Returns: (transfer full) (nullable): what the store knows of a message. */
static SafiTaught *
get_taught (Fixture *fixture, const char *identity)
{
  g_autoptr (GError) error = NULL;
  SafiTaught *taught =
      safi_training_get (fixture->store, safi_account_get_id (fixture->account), identity, &error);

  g_assert_no_error (error);
  return taught;
}

static void
assert_taught (Fixture *fixture, guint number, SafiClass taught_class, SafiStrength strength)
{
  g_autoptr (SafiTaught) taught = get_taught (fixture, get_identity (fixture, number));

  g_assert_nonnull (taught);
  g_assert_cmpint (taught->lesson->taught_class, ==, taught_class);
  g_assert_cmpint (taught->lesson->strength, ==, strength);
}

static double
judge (Fixture *fixture, SafiFilter *filter, guint number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiVerdict) verdict =
      safi_filter_judge (filter, get_mail (fixture, number)->message, NULL, &error);

  g_assert_no_error (error);
  return safi_verdict_get_log_odds (verdict);
}

/* Totals, and how a filter judges a sixth of the messages, to the last digit. Returns:
 * (transfer full). */
static char *
look (Fixture *fixture, SafiFilter *filter)
{
  GString *seen = g_string_new (NULL);
  guint good, junk;

  safi_filter_get_totals (filter, &good, &junk);
  g_string_append_printf (seen, "%u %u\n", good, junk);
  for (guint i = 0; i < fixture->mails->len; i += LOOK_STEP)
    g_string_append_printf (seen, "%a\n", judge (fixture, filter, i));
  return g_string_free (seen, FALSE);
}

/* The model in memory is what the store says. */
static void
assert_model_is_the_store (Fixture *fixture)
{
  g_autoptr (SafiFilter) fresh = open_filter (fixture);
  g_autofree char *in_memory = look (fixture, fixture->filter);
  g_autofree char *in_store = look (fixture, fresh);

  g_assert_cmpstr (in_memory, ==, in_store);
}

static void
a_guess_does_not_override_an_answer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  teach_truth (fixture, 4);
  before = look (fixture, fixture->filter);
  teach (fixture, 1, SAFI_CLASS_GOOD, SAFI_STRENGTH_WEAK);
  teach (fixture, 1, SAFI_CLASS_JUNK, SAFI_STRENGTH_WEAK);
  after = look (fixture, fixture->filter);
  assert_taught (fixture, 1, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG);
  g_assert_cmpstr (before, ==, after);
}

static void
an_answer_replaces_a_guess (Fixture *fixture, gconstpointer data)
{
  static const SafiClass guesses[] = { SAFI_CLASS_JUNK, SAFI_CLASS_GOOD };
  g_autofree char *straight = NULL;

  teach_truth (fixture, 4);
  straight = look (fixture, fixture->filter);
  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++) {
    g_autofree char *replaced = NULL;

    g_assert_true (safi_filter_unteach (fixture->filter, get_identity (fixture, 3), NULL));
    teach (fixture, 3, guesses[i], SAFI_STRENGTH_WEAK);
    assert_taught (fixture, 3, guesses[i], SAFI_STRENGTH_WEAK);
    teach (fixture, 3, get_mail (fixture, 3)->truth, SAFI_STRENGTH_STRONG);
    assert_taught (fixture, 3, get_mail (fixture, 3)->truth, SAFI_STRENGTH_STRONG);
    replaced = look (fixture, fixture->filter);
    g_assert_cmpstr (straight, ==, replaced);
  }
}

static void
a_guess_replaces_another_guess (Fixture *fixture, gconstpointer data)
{
  guint good, junk;

  teach (fixture, 0, SAFI_CLASS_JUNK, SAFI_STRENGTH_WEAK);
  teach (fixture, 0, SAFI_CLASS_GOOD, SAFI_STRENGTH_WEAK);
  assert_taught (fixture, 0, SAFI_CLASS_GOOD, SAFI_STRENGTH_WEAK);
  safi_filter_get_totals (fixture->filter, &good, &junk);
  g_assert_cmpuint (good, ==, 1);
  g_assert_cmpuint (junk, ==, 0);
}

/* By how much the border of message @i is raised. */
static double
get_unheard (Fixture *fixture, guint i)
{
  g_autoptr (SafiVerdict) verdict =
      safi_filter_judge (fixture->filter, get_mail (fixture, i)->message, NULL, NULL);

  return safi_verdict_get_borders (verdict)->junk_from - safi_filter_get_cut (fixture->filter);
}

static void
what_was_said_before_teaching_is_kept (Fixture *fixture, gconstpointer data)
{
  teach_truth (fixture, TAUGHT);
  for (guint i = TAUGHT; i < TAUGHT + 5; i++) {
    const double before = judge (fixture, fixture->filter, i);
    const gboolean is_good = get_mail (fixture, i)->truth == SAFI_CLASS_GOOD;
    const double heard = before - (is_good ? get_unheard (fixture, i) : 0);
    g_autoptr (SafiTaught) taught = NULL;

    teach (fixture, i, get_mail (fixture, i)->truth, SAFI_STRENGTH_STRONG);
    taught = get_taught (fixture, get_identity (fixture, i));
    g_assert_cmpfloat_with_epsilon (taught->log_odds, heard, 1e-9);
    g_assert_cmpfloat (judge (fixture, fixture->filter, i), !=, before);
  }
}

static void
a_model_read_again_is_the_same (Fixture *fixture, gconstpointer data)
{
  teach_truth (fixture, fixture->mails->len);
  for (guint i = 0; i < fixture->mails->len; i += 5)
    g_assert_true (safi_filter_unteach (fixture->filter, get_identity (fixture, i), NULL));
  for (guint i = 0; i < fixture->mails->len; i += 10)
    teach (fixture, i, get_mail (fixture, i)->truth, SAFI_STRENGTH_WEAK);
  g_assert_true (safi_filter_rehearse (fixture->filter, NULL, NULL));
  assert_model_is_the_store (fixture);
}

static void
rehearsing_learns_more_and_is_taken_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *empty = look (fixture, fixture->filter);
  g_autofree char *once = NULL;
  g_autofree char *rehearsed = NULL;
  g_autofree char *after = NULL;

  teach_truth (fixture, TAUGHT);
  once = look (fixture, fixture->filter);
  g_assert_true (safi_filter_rehearse (fixture->filter, NULL, NULL));
  rehearsed = look (fixture, fixture->filter);
  g_assert_cmpstr (once, !=, rehearsed);
  for (guint i = 0; i < TAUGHT; i++)
    g_assert_true (safi_filter_unteach (fixture->filter, get_identity (fixture, i), NULL));
  after = look (fixture, fixture->filter);
  g_assert_cmpstr (empty, ==, after);
}

static gpointer
cancel_cb (gpointer cancellable)
{
  g_usleep (300);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Cancelled before it begins, and at whatever time another thread does it. */
static void
a_cancelled_rehearsal_changes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;

  teach_truth (fixture, fixture->mails->len);
  before = look (fixture, fixture->filter);
  for (guint i = 0; i < 10; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GThread) thread = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *after = NULL;

    if (i == 0)
      g_cancellable_cancel (cancellable);
    thread = g_thread_new ("cancel", cancel_cb, cancellable);
    if (safi_filter_rehearse (fixture->filter, cancellable, &error)) {
      g_assert_cmpuint (i, >, 0);
      g_clear_pointer (&before, g_free);
      before = look (fixture, fixture->filter);
    } else {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
    g_thread_join (g_steal_pointer (&thread));
    after = look (fixture, fixture->filter);
    g_assert_cmpstr (before, ==, after);
    assert_model_is_the_store (fixture);
  }
}

/* Writes into the store that a message of @n strange features was taught. */
static void
add_filling (Fixture *fixture, const char *identity, SafiStrength strength, guint n, GRand *random)
{
  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *grams[SAFI_N_GRAM_KINDS] = { none, none };
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_autoptr (SafiTaught) taught = NULL;
  g_autoptr (GError) error = NULL;
  SafiLesson *lesson;

  for (guint i = 0; i < n; i++) {
    const guint64 feature =
        ((guint64) g_rand_int_range (random, 0, 2048) << 32 | g_rand_int (random)) &
        ~G_GUINT64_CONSTANT (3);

    g_array_append_val (features, feature);
  }
  lesson = safi_lesson_new (SAFI_CLASS_GOOD, strength, features, grams);
  lesson->passes = 1;
  taught = safi_taught_new (lesson, codes, 0);
  safi_training_add (fixture->store, safi_account_get_id (fixture->account), identity, taught,
                     &error);
  g_assert_no_error (error);
}

/* Fills the model but for a few features; "guess-1" and "guess-2" are weak, in this order, and
 * "answer-0" to "answer-12" are a person's, the first of them older. */
static void
fill (Fixture *fixture)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (9);

  add_filling (fixture, "answer-0", SAFI_STRENGTH_STRONG, FILLING, random);
  add_filling (fixture, "guess-1", SAFI_STRENGTH_WEAK, FILLING, random);
  add_filling (fixture, "guess-2", SAFI_STRENGTH_WEAK, FILLING, random);
  for (guint i = 1; i <= 12; i++) {
    g_autofree char *identity = g_strdup_printf ("answer-%u", i);

    add_filling (fixture, identity, SAFI_STRENGTH_STRONG, FILLING, random);
  }
  add_filling (fixture, "answer-13", SAFI_STRENGTH_STRONG,
               SAFI_COUNT_TABLE_MAX - 15 * FILLING - 100, random);
  g_assert_true (safi_filter_reload (fixture->filter, NULL));
}

static gboolean
is_known (Fixture *fixture, const char *identity)
{
  g_autoptr (SafiTaught) taught = get_taught (fixture, identity);

  return taught != NULL;
}

static void
the_oldest_guess_makes_room (Fixture *fixture, gconstpointer data)
{
  guint good, junk;

  fill (fixture);
  teach (fixture, 1, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG);
  assert_taught (fixture, 1, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG);
  g_assert_false (is_known (fixture, "guess-1"));
  g_assert_true (is_known (fixture, "guess-2"));
  g_assert_true (is_known (fixture, "answer-0"));
  safi_filter_get_totals (fixture->filter, &good, &junk);
  g_assert_cmpuint (good, ==, 15);
  g_assert_cmpuint (junk, ==, 1);
  assert_model_is_the_store (fixture);
}

/* What a forgotten message held is room for many. */
static void
no_more_is_forgotten_than_is_needed (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  teach_truth (fixture, TAUGHT);
  g_assert_false (is_known (fixture, "guess-1"));
  g_assert_true (is_known (fixture, "guess-2"));
  for (guint i = 0; i < TAUGHT; i++)
    assert_taught (fixture, i, get_mail (fixture, i)->truth, SAFI_STRENGTH_STRONG);
}

static void
without_guesses_the_oldest_answer_makes_room (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (10);

  fill (fixture);
  g_assert_true (safi_filter_unteach (fixture->filter, "guess-1", NULL));
  g_assert_true (safi_filter_unteach (fixture->filter, "guess-2", NULL));
  add_filling (fixture, "new", SAFI_STRENGTH_STRONG, 2 * FILLING, random);
  g_assert_true (safi_filter_reload (fixture->filter, NULL));
  teach (fixture, 1, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG);
  g_assert_false (is_known (fixture, "answer-0"));
  g_assert_true (is_known (fixture, "answer-1"));
  g_assert_true (is_known (fixture, "new"));
}

static void
a_guess_pushes_out_no_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  fill (fixture);
  g_assert_true (safi_filter_unteach (fixture->filter, "guess-1", NULL));
  g_assert_true (safi_filter_unteach (fixture->filter, "guess-2", NULL));
  add_filling (fixture, "new", SAFI_STRENGTH_STRONG, 2 * FILLING, random);
  g_assert_true (safi_filter_reload (fixture->filter, NULL));
  g_assert_true (safi_filter_teach (fixture->filter, get_mail (fixture, 1)->message,
                                    SAFI_CLASS_JUNK, SAFI_STRENGTH_WEAK, NULL));
  g_assert_false (is_known (fixture, get_identity (fixture, 1)));
  g_assert_true (is_known (fixture, "answer-0"));
  assert_model_is_the_store (fixture);
}

typedef gboolean (*Change) (Fixture *fixture, GError **error);

static gboolean
teach_one (Fixture *fixture, GError **error)
{
  return safi_filter_teach (fixture->filter, get_mail (fixture, TAUGHT)->message, SAFI_CLASS_GOOD,
                            SAFI_STRENGTH_STRONG, error);
}

static gboolean
change_one (Fixture *fixture, GError **error)
{
  return safi_filter_teach (fixture->filter, get_mail (fixture, 1)->message, SAFI_CLASS_GOOD,
                            SAFI_STRENGTH_STRONG, error);
}

static gboolean
unteach_one (Fixture *fixture, GError **error)
{
  return safi_filter_unteach (fixture->filter, get_identity (fixture, 1), error);
}

static gboolean
rehearse (Fixture *fixture, GError **error)
{
  return safi_filter_rehearse (fixture->filter, NULL, error);
}

/* Runs @change with a disk that fails at each operation in turn, until it comes through. */
static void
try_until_it_succeeds (Fixture *fixture, Change change)
{
  g_autofree char *before = look (fixture, fixture->filter);
  gboolean done = FALSE;
  guint n = 0;

  while (!done) {
    g_autoptr (GError) error = NULL;
    g_autofree char *after = NULL;

    fault_vfs_fail_at (++n, SQLITE_FULL, FALSE);
    done = change (fixture, &error);
    fault_vfs_heal ();
    after = look (fixture, fixture->filter);
    assert_model_is_the_store (fixture);
    g_assert_cmpint (g_str_equal (before, after), ==, !done);
    if (!done)
      g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_FULL);
    g_assert_cmpuint (n, <, OPERATIONS_MAX);
  }
  g_assert_cmpuint (n, >, 1);
}

static void
after_a_failed_commit_the_model_is_the_store (Fixture *fixture, gconstpointer data)
{
  static const Change changes[] = { teach_one, change_one, unteach_one, rehearse };

  teach_truth (fixture, TAUGHT);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    try_until_it_succeeds (fixture, changes[i]);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/filter-teach/a-guess-does-not-override-an-answer", a_guess_does_not_override_an_answer },
    { "/filter-teach/an-answer-replaces-a-guess", an_answer_replaces_a_guess },
    { "/filter-teach/a-guess-replaces-another-guess", a_guess_replaces_another_guess },
    { "/filter-teach/what-was-said-before-teaching-is-kept",
      what_was_said_before_teaching_is_kept },
    { "/filter-teach/a-model-read-again-is-the-same", a_model_read_again_is_the_same },
    { "/filter-teach/rehearsing-learns-more-and-is-taken-back",
      rehearsing_learns_more_and_is_taken_back },
    { "/filter-teach/a-cancelled-rehearsal-changes-nothing",
      a_cancelled_rehearsal_changes_nothing },
    { "/filter-teach/the-oldest-guess-makes-room", the_oldest_guess_makes_room },
    { "/filter-teach/no-more-is-forgotten-than-is-needed", no_more_is_forgotten_than_is_needed },
    { "/filter-teach/without-guesses-the-oldest-answer-makes-room",
      without_guesses_the_oldest_answer_makes_room },
    { "/filter-teach/a-guess-pushes-out-no-answer", a_guess_pushes_out_no_answer },
  };

  g_test_init (&argc, &argv, NULL);
  fault_vfs_register ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  g_test_add ("/filter-teach/after-a-failed-commit-the-model-is-the-store", Fixture, NULL,
              set_up_on_disk, after_a_failed_commit_the_model_is_the_store, tear_down);
  return g_test_run ();
}
