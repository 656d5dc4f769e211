/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "../lib/random.h"
#include "core/base/safi-error.h"
#include "store-fixture.h"
#include "store/training/safi-training-store.h"

#define DIGEST_OCTETS 32
#define ROUNDS 3000
#define CHANGES_MAX 10

/* Takes @taught. */
static SafiTaught *
add (SafiTrainingCopy *copy, guint number, SafiTaught *taught)
{
  SafiCopiedMessage *message = g_new (SafiCopiedMessage, 1);

  message->identity = store_fixture_identity (number);
  message->taught = taught;
  taught->time = NOW;
  g_ptr_array_add (copy->messages, message);
  return taught;
}

/* Returns: (transfer full): of so many messages, alternately good and junk. */
static SafiTrainingCopy *
new_copy (guint n_messages)
{
  SafiTrainingCopy *copy = safi_training_copy_new ();

  copy->model = 3;
  copy->tokeniser = 4;
  memset (copy->key, 7, sizeof copy->key);
  for (guint i = 0; i < n_messages; i++)
    add (copy, i + 1,
         store_fixture_new_taught (i % 2 == 0 ? SAFI_CLASS_GOOD : SAFI_CLASS_JUNK, i % 3, i * 10,
                                   100));
  return copy;
}

static GBytes *
write_copy (SafiTrainingCopy *copy)
{
  g_autoptr (GError) error = NULL;
  GBytes *octets = safi_training_copy_write (copy, &error);

  g_assert_no_error (error);
  return octets;
}

static void
expect_fault (GBytes *octets, SafiError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiTrainingCopy) copy = safi_training_copy_read (octets, &error);

  g_assert_null (copy);
  g_assert_error (error, SAFI_ERROR, (int) code);
}

/* Whether @copy, written, can be read again. */
static gboolean
can_be_read (SafiTrainingCopy *copy)
{
  g_autoptr (GBytes) octets = write_copy (copy);
  g_autoptr (SafiTrainingCopy) again = safi_training_copy_read (octets, NULL);

  if (again == NULL)
    expect_fault (octets, SAFI_ERROR_COPY_UNREADABLE);
  return again != NULL;
}

/* Puts the right digest behind @size octets. Returns: (transfer full). */
static GBytes *
seal (const char *data, gsize size)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 *sealed = g_malloc (size + DIGEST_OCTETS);
  gsize length = DIGEST_OCTETS;

  memcpy (sealed, data, size);
  g_checksum_update (checksum, sealed, (gssize) size);
  g_checksum_get_digest (checksum, sealed + size, &length);
  return g_bytes_new_take (sealed, size + DIGEST_OCTETS);
}

static void
test_what_is_written_is_read_again (void)
{
  g_autoptr (SafiTrainingCopy) copy = new_copy (50);
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (SafiTrainingCopy) again = NULL;

  ((SafiCopiedMessage *) copy->messages->pdata[0])->taught->log_odds = NAN;
  octets = write_copy (copy);
  again = safi_training_copy_read (octets, NULL);
  g_assert_cmpuint (again->messages->len, ==, 50);
  g_assert_cmpuint (again->model, ==, 3);
  g_assert_cmpuint (again->tokeniser, ==, 4);
  g_assert_cmpmem (again->key, sizeof again->key, copy->key, sizeof copy->key);
  second = write_copy (again);
  g_assert_true (g_bytes_equal (octets, second));
}

static void
test_another_file_is_no_copy (void)
{
  static const char *const others[] = {
    "",
    "safibox-training 1\n",
    "safibox-training 0\nand some more octets than a digest has",
    "safibox-training +1\nand some more octets than a digest has",
    "safibox-training 1 and a line that ends nowhere at all, or at least far away from here\n",
    "From: amina@practice.example\nSubject: this is a message\n\nHello\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (GBytes) bare = g_bytes_new_static (others[i], strlen (others[i]));
    g_autoptr (GBytes) sealed = seal (others[i], strlen (others[i]));

    expect_fault (bare, SAFI_ERROR_COPY_UNREADABLE);
    expect_fault (sealed, SAFI_ERROR_COPY_UNREADABLE);
  }
}

static void
test_a_later_format_is_too_new (void)
{
  static const char later[] = "safibox-training 2\nwhatever stands there, longer than a digest";
  g_autoptr (GBytes) octets = g_bytes_new_static (later, sizeof later - 1);

  expect_fault (octets, SAFI_ERROR_COPY_TOO_NEW);
}

static void
test_any_changed_octet_is_damage (void)
{
  g_autoptr (SafiTrainingCopy) copy = new_copy (1);
  g_autoptr (GBytes) octets = write_copy (copy);
  gsize size;
  const char *data = g_bytes_get_data (octets, &size);

  for (gsize i = strlen ("safibox-training 1\n"); i < size; i++) {
    char *changed = g_memdup2 (data, size);
    g_autoptr (GBytes) broken = NULL;

    changed[i] ^= 1;
    broken = g_bytes_new_take (changed, size);
    expect_fault (broken, SAFI_ERROR_COPY_UNREADABLE);
  }
}

static void
test_a_file_has_a_largest_size (void)
{
  g_autofree char *much = g_malloc0 (SAFI_TRAINING_COPY_OCTETS_MAX + 1);
  g_autoptr (GBytes) at = g_bytes_new_static (much, SAFI_TRAINING_COPY_OCTETS_MAX);
  g_autoptr (GBytes) beyond = g_bytes_new_static (much, SAFI_TRAINING_COPY_OCTETS_MAX + 1);

  expect_fault (at, SAFI_ERROR_COPY_UNREADABLE);
  expect_fault (beyond, SAFI_ERROR_COPY_TOO_LARGE);
}

static void
test_messages_have_a_largest_number (void)
{
  g_autoptr (SafiTrainingCopy) copy = safi_training_copy_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SAFI_TRAINING_COPY_MESSAGES_MAX; i++)
    add (copy, i + 1, store_fixture_new_taught (SAFI_CLASS_GOOD, 0, 0, 0));
  g_assert_true (can_be_read (copy));
  add (copy, SAFI_TRAINING_COPY_MESSAGES_MAX + 1,
       store_fixture_new_taught (SAFI_CLASS_GOOD, 0, 0, 0));
  g_assert_null (safi_training_copy_write (copy, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_COPY_TOO_LARGE);
}

static void
test_a_message_stands_there_once (void)
{
  g_autoptr (SafiTrainingCopy) copy = new_copy (2);

  g_assert_true (can_be_read (copy));
  add (copy, 2, store_fixture_new_taught (SAFI_CLASS_GOOD, 0, 0, 0));
  g_assert_false (can_be_read (copy));
}

/* One message of one lesson; the test changes it. */
typedef struct {
  SafiTrainingCopy *copy;
  SafiCopiedMessage *message;
  SafiTaught *taught;
  SafiLesson *lesson;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->copy = safi_training_copy_new ();
  fixture->taught = add (fixture->copy, 1, store_fixture_new_taught (SAFI_CLASS_JUNK, 1, 0, 100));
  fixture->message = fixture->copy->messages->pdata[0];
  fixture->lesson = fixture->taught->lesson;
  g_assert_true (can_be_read (fixture->copy));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  safi_training_copy_free (fixture->copy);
}

static void
test_numbers_stay_in_their_ranges (Fixture *fixture, gconstpointer data)
{
  SafiLesson *lesson = fixture->lesson;

  lesson->passes = SAFI_TRAINING_COPY_PASSES_MAX;
  fixture->taught->log_odds = SAFI_TRAINING_COPY_NATS_MAX;
  g_assert_true (can_be_read (fixture->copy));
  lesson->passes++;
  g_assert_false (can_be_read (fixture->copy));
  lesson->passes = 1;
  fixture->taught->log_odds = -SAFI_TRAINING_COPY_NATS_MAX - 1;
  g_assert_false (can_be_read (fixture->copy));
  fixture->taught->log_odds = INFINITY;
  g_assert_false (can_be_read (fixture->copy));
  fixture->taught->log_odds = 0;
  fixture->taught->time = -1;
  g_assert_false (can_be_read (fixture->copy));
  fixture->taught->time = G_MAXINT64;
  g_assert_false (can_be_read (fixture->copy));
  fixture->taught->time = NOW;
  lesson->strength = (SafiStrength) 3;
  g_assert_false (can_be_read (fixture->copy));
  lesson->strength = SAFI_STRENGTH_WEAK;
  lesson->taught_class = (SafiClass) 2;
  g_assert_false (can_be_read (fixture->copy));
}

static void
test_a_step_goes_toward_its_class (Fixture *fixture, gconstpointer data)
{
  SafiGramLesson *grams = &fixture->lesson->grams[SAFI_GRAMS_WHOLE];

  grams->square = (guint32) grams->step;
  g_assert_true (can_be_read (fixture->copy));
  grams->square++;
  g_assert_false (can_be_read (fixture->copy));
  grams->square = 0;
  grams->step = -1;
  g_assert_false (can_be_read (fixture->copy));
  grams->step = G_MININT32;
  g_assert_false (can_be_read (fixture->copy));
}

static void
test_nothing_is_added_to_nothing (Fixture *fixture, gconstpointer data)
{
  g_array_set_size (fixture->lesson->features, 0);
  g_assert_false (can_be_read (fixture->copy));
  fixture->lesson->passes = 0;
  g_assert_true (can_be_read (fixture->copy));
  g_array_set_size (fixture->lesson->grams[SAFI_GRAMS_TEXT].numbers, 0);
  g_assert_false (can_be_read (fixture->copy));
}

/* The model adds all of them in 32 bits. */
static void
test_all_steps_together_have_a_limit (Fixture *fixture, gconstpointer data)
{
  SafiTaught *second =
      add (fixture->copy, 2, store_fixture_new_taught (SAFI_CLASS_GOOD, 1, 0, 100));

  fixture->lesson->grams[SAFI_GRAMS_WHOLE].step = G_MAXINT32 - 5;
  second->lesson->grams[SAFI_GRAMS_WHOLE].step = -5;
  second->lesson->grams[SAFI_GRAMS_WHOLE].square = 5;
  g_assert_true (can_be_read (fixture->copy));
  second->lesson->grams[SAFI_GRAMS_WHOLE].step = -6;
  g_assert_false (can_be_read (fixture->copy));
}

static void
set_codes (Fixture *fixture, guint n_codes, const char *format)
{
  g_ptr_array_set_size (fixture->taught->codes, 0);
  for (guint i = 0; i < n_codes; i++)
    g_ptr_array_add (fixture->taught->codes, g_strdup_printf ("%s%u", format, i));
}

static void
test_codes_are_short_and_few (Fixture *fixture, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (SAFI_TRAINING_COPY_CODE_CHARS_MAX - 1, 'a');
  g_autofree char *too_long = g_strnfill (SAFI_TRAINING_COPY_CODE_CHARS_MAX, 'a');

  set_codes (fixture, SAFI_TRAINING_COPY_CODES_MAX, "links.other-");
  g_assert_true (can_be_read (fixture->copy));
  set_codes (fixture, SAFI_TRAINING_COPY_CODES_MAX + 1, "links.other-");
  g_assert_false (can_be_read (fixture->copy));
  set_codes (fixture, 1, longest);
  g_assert_true (can_be_read (fixture->copy));
  set_codes (fixture, 1, too_long);
  g_assert_false (can_be_read (fixture->copy));
  set_codes (fixture, 1, "Dear Amina,");
  g_assert_false (can_be_read (fixture->copy));
}

static void
test_all_codes_together_have_a_limit (void)
{
  g_autoptr (SafiTrainingCopy) copy = safi_training_copy_new ();
  SafiTaught *last = NULL;

  for (guint i = 0; i < SAFI_TRAINING_COPY_DISTINCT_CODES_MAX; i += 50) {
    last = add (copy, i + 1, store_fixture_new_taught (SAFI_CLASS_GOOD, 0, 0, 0));
    g_ptr_array_set_size (last->codes, 0);
    for (guint k = 0; k < 50; k++)
      g_ptr_array_add (last->codes, g_strdup_printf ("code.%u", i + k));
  }
  g_assert_true (can_be_read (copy));
  g_ptr_array_add (last->codes, g_strdup ("code.more"));
  g_assert_false (can_be_read (copy));
}

static void
test_an_identity_is_a_digest (Fixture *fixture, gconstpointer data)
{
  static const char *const others[] = { "", "<1@friends.example>", "'; DROP TABLE taught; --" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_free (fixture->message->identity);
    fixture->message->identity = g_strdup (others[i]);
    g_assert_false (can_be_read (fixture->copy));
  }
}

/* @n features, each 4 more than the one before it: one octet each. */
static void
fill_features (GArray *features, guint n)
{
  g_array_set_size (features, 0);
  for (guint i = 0; i < n; i++) {
    const guint64 feature = (guint64) i << 2;

    g_array_append_val (features, feature);
  }
}

static void
test_an_array_has_a_largest_size (Fixture *fixture, gconstpointer data)
{
  fill_features (fixture->lesson->features, SAFI_TRAINING_COPY_ARRAY_OCTETS_MAX);
  g_assert_true (can_be_read (fixture->copy));
  fill_features (fixture->lesson->features, SAFI_TRAINING_COPY_ARRAY_OCTETS_MAX + 1);
  g_assert_false (can_be_read (fixture->copy));
}

static void
mutate (GByteArray *octets, GRand *random)
{
  const guint n_changes = (guint) g_rand_int_range (random, 1, CHANGES_MAX);

  for (guint i = 0; i < n_changes && octets->len > 41; i++) {
    const guint at = (guint) g_rand_int_range (random, 0, (gint32) octets->len);
    const guint n = (guint) g_rand_int_range (random, 1, 40);

    if (g_rand_int_range (random, 0, 4) == 0)
      g_byte_array_remove_range (octets, at, MIN (n, octets->len - at));
    else
      octets->data[at] = (guint8) g_rand_int_range (random, 0, 256);
  }
}

/* Whoever breaks a file can also make its digest right. What can still be read can be written, and
 * read once more. */
static void
test_broken_copies_do_no_harm (void)
{
  g_autoptr (GRand) random = test_random_new ();
  g_autoptr (SafiTrainingCopy) copy = new_copy (4);
  g_autoptr (GBytes) sample = write_copy (copy);
  gsize size;
  const guint8 *data = g_bytes_get_data (sample, &size);

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GByteArray) octets = g_byte_array_new ();
    g_autoptr (GBytes) sealed = NULL;
    g_autoptr (SafiTrainingCopy) read = NULL;

    g_byte_array_append (octets, data, (guint) size - DIGEST_OCTETS);
    mutate (octets, random);
    sealed = seal ((const char *) octets->data, octets->len);
    read = safi_training_copy_read (sealed, NULL);
    g_assert_true (read == NULL || can_be_read (read));
  }
}

static void
put (SafiStore *store, guint number, SafiClass taught_class)
{
  g_autofree char *identity = store_fixture_identity (number);
  g_autoptr (SafiTaught) taught = store_fixture_new_taught (taught_class, 1, number * 10, 100);
  g_autoptr (GError) error = NULL;

  safi_training_add (store, ACCOUNT, identity, taught, &error);
  g_assert_no_error (error);
}

static SafiTrainingSummary
summarise (SafiStore *store)
{
  SafiTrainingSummary summary;

  g_assert_true (safi_training_summarise (store, ACCOUNT, &summary, NULL));
  return summary;
}

static GBytes *
write_store (SafiStore *store)
{
  g_autoptr (SafiTrainingCopy) copy = safi_training_copy_of (store, ACCOUNT, NULL, NULL);

  return write_copy (copy);
}

static void
test_another_store_takes_the_copy_with_its_key (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiStore) other = store_fixture_open_memory ();
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (SafiTrainingCopy) copy = NULL;
  g_autoptr (GError) error = NULL;
  guint8 key[SAFI_TRAINING_KEY_OCTETS];

  put (store, 1, SAFI_CLASS_GOOD);
  put (store, 2, SAFI_CLASS_JUNK);
  octets = write_store (store);
  put (other, 3, SAFI_CLASS_JUNK);
  copy = safi_training_copy_read (octets, &error);
  g_assert_true (safi_training_replace (other, ACCOUNT, copy, NULL, &error));
  g_assert_true (safi_training_get_key (other, ACCOUNT, key, &error));
  g_assert_cmpmem (key, sizeof key, safi_store_get_key (store), sizeof key);
  g_assert_cmpuint (summarise (other).totals.good, ==, 1);
  g_assert_cmpuint (summarise (other).totals.junk, ==, 1);
  again = write_store (other);
  g_assert_true (g_bytes_equal (octets, again));
}

static void
test_starting_over_and_going_back_leave_every_count (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiTrainingCopy) copy = NULL;
  g_autoptr (GHashTable) findings = NULL;
  SafiTotals counts;

  put (store, 1, SAFI_CLASS_GOOD);
  put (store, 2, SAFI_CLASS_JUNK);
  copy = safi_training_copy_of (store, ACCOUNT, NULL, NULL);
  g_assert_true (safi_training_replace (store, ACCOUNT, NULL, NULL, NULL));
  g_assert_cmpint (summarise (store).since, ==, 0);
  findings = safi_training_list_findings (store, ACCOUNT, NULL);
  g_assert_cmpuint (g_hash_table_size (findings), ==, 0);
  g_assert_true (safi_training_replace (store, ACCOUNT, copy, NULL, NULL));
  g_assert_cmpint (summarise (store).since, ==, NOW);
  counts = store_fixture_count_finding (store, "test.junk");
  g_assert_cmpuint (counts.good, ==, 1);
  g_assert_cmpuint (counts.junk, ==, 1);
}

static void
test_answers_stay_when_it_starts_over (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  const gint64 id = store_fixture_put (store, 1, SAFI_DECISION_JUNK);
  g_autoptr (SafiJudged) judged = NULL;
  g_autofree char *identity = store_fixture_identity (1);

  put (store, 1, SAFI_CLASS_GOOD);
  g_assert_true (safi_training_replace (store, ACCOUNT, NULL, NULL, NULL));
  judged = safi_store_get_judged (store, id, NULL);
  g_assert_true (judged->is_taught);
  g_assert_true (safi_training_unmark (store, ACCOUNT, identity, NULL));
  g_clear_pointer (&judged, safi_judged_unref);
  judged = safi_store_get_judged (store, id, NULL);
  g_assert_false (judged->is_taught);
}

static void
expect_version_fault (gint model, gint tokeniser, SafiError code)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiTrainingCopy) copy = NULL;
  g_autoptr (GError) error = NULL;

  put (store, 1, SAFI_CLASS_GOOD);
  copy = safi_training_copy_of (store, ACCOUNT, NULL, NULL);
  copy->model = (guint) ((gint) copy->model + model);
  copy->tokeniser = (guint) ((gint) copy->tokeniser + tokeniser);
  g_assert_false (safi_training_replace (store, ACCOUNT, copy, NULL, &error));
  g_assert_error (error, SAFI_ERROR, (int) code);
  g_assert_cmpuint (summarise (store).totals.good, ==, 1);
}

static void
test_a_copy_of_another_version_changes_nothing (void)
{
  expect_version_fault (1, 0, SAFI_ERROR_COPY_TOO_NEW);
  expect_version_fault (0, 1, SAFI_ERROR_COPY_TOO_NEW);
  expect_version_fault (-1, 0, SAFI_ERROR_COPY_TOO_OLD);
  expect_version_fault (0, -1, SAFI_ERROR_COPY_TOO_OLD);
}

static void
test_cancelled_nothing_is_changed (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiTrainingCopy) copy = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  put (store, 1, SAFI_CLASS_GOOD);
  copy = safi_training_copy_of (store, ACCOUNT, NULL, NULL);
  put (store, 2, SAFI_CLASS_JUNK);
  g_cancellable_cancel (cancellable);
  g_assert_false (safi_training_replace (store, ACCOUNT, copy, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (summarise (store).totals.junk, ==, 1);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/training-copy/" name, Fixture, NULL, set_up, function, tear_down)

static void
add_limits (void)
{
  ADD ("numbers-stay-in-their-ranges", test_numbers_stay_in_their_ranges);
  ADD ("a-step-goes-toward-its-class", test_a_step_goes_toward_its_class);
  ADD ("nothing-is-added-to-nothing", test_nothing_is_added_to_nothing);
  ADD ("all-steps-together-have-a-limit", test_all_steps_together_have_a_limit);
  ADD ("codes-are-short-and-few", test_codes_are_short_and_few);
  ADD ("an-identity-is-a-digest", test_an_identity_is_a_digest);
  ADD ("an-array-has-a-largest-size", test_an_array_has_a_largest_size);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/training-copy/what-is-written-is-read-again",
                   test_what_is_written_is_read_again);
  g_test_add_func ("/training-copy/another-file-is-no-copy", test_another_file_is_no_copy);
  g_test_add_func ("/training-copy/a-later-format-is-too-new", test_a_later_format_is_too_new);
  g_test_add_func ("/training-copy/any-changed-octet-is-damage", test_any_changed_octet_is_damage);
  g_test_add_func ("/training-copy/a-file-has-a-largest-size", test_a_file_has_a_largest_size);
  g_test_add_func ("/training-copy/messages-have-a-largest-number",
                   test_messages_have_a_largest_number);
  g_test_add_func ("/training-copy/a-message-stands-there-once", test_a_message_stands_there_once);
  add_limits ();
  g_test_add_func ("/training-copy/all-codes-together-have-a-limit",
                   test_all_codes_together_have_a_limit);
  g_test_add_func ("/training-copy/broken-copies-do-no-harm", test_broken_copies_do_no_harm);
  g_test_add_func ("/training-copy/another-store-takes-the-copy-with-its-key",
                   test_another_store_takes_the_copy_with_its_key);
  g_test_add_func ("/training-copy/starting-over-and-going-back-leave-every-count",
                   test_starting_over_and_going_back_leave_every_count);
  g_test_add_func ("/training-copy/answers-stay-when-it-starts-over",
                   test_answers_stay_when_it_starts_over);
  g_test_add_func ("/training-copy/a-copy-of-another-version-changes-nothing",
                   test_a_copy_of_another_version_changes_nothing);
  g_test_add_func ("/training-copy/cancelled-nothing-is-changed",
                   test_cancelled_nothing_is_changed);
  return g_test_run ();
}
