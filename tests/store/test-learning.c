/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store-fixture.h"
#include "store/accounts/safi-store-learning.h"
#include "store/training/safi-pending.h"

#define OTHER "66666666-7777-8888-9999-000000000000"

static gboolean
is_correspondent (SafiStore *store, const char *account, const char *address)
{
  g_autoptr (GError) error = NULL;
  gboolean is_one = FALSE;

  safi_store_is_correspondent (store, account, address, &is_one, &error);
  g_assert_no_error (error);
  return is_one;
}

static void
add_correspondent (SafiStore *store, const char *address)
{
  g_autoptr (GError) error = NULL;

  safi_store_add_correspondent (store, ACCOUNT, address, NOW, &error);
  g_assert_no_error (error);
}

static void
test_whom_one_wrote_to_is_known_in_any_case (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  guint count = 9;

  add_correspondent (store, "Amina@Shop.example");
  add_correspondent (store, "amina@shop.example");
  add_correspondent (store, "bilal@shop.example");
  g_assert_true (is_correspondent (store, ACCOUNT, "AMINA@shop.example"));
  g_assert_false (is_correspondent (store, ACCOUNT, "amina@shop.example.test"));
  g_assert_false (is_correspondent (store, OTHER, "amina@shop.example"));
  g_assert_true (safi_store_count_correspondents (store, ACCOUNT, &count, NULL));
  g_assert_cmpuint (count, ==, 2);
}

static void
test_no_address_is_in_the_file (void)
{
  g_autofree char *directory = store_fixture_make_directory ();
  g_autoptr (SafiStore) store = store_fixture_open (directory);
  g_autofree char *dump = NULL;

  add_correspondent (store, "amina@shop.example");
  dump = store_fixture_dump (directory);
  g_assert_null (strstr (dump, "amina"));
  g_assert_null (strstr (dump, "shop.example"));
  g_clear_pointer (&store, safi_store_close);
  store_fixture_remove_directory (g_steal_pointer (&directory));
}

static void
add_learned (SafiStore *store, const char *folder, guint32 uidvalidity, guint32 uid)
{
  g_autoptr (GError) error = NULL;

  safi_store_add_learned (store, ACCOUNT, folder, uidvalidity, uid, &error);
  g_assert_no_error (error);
}

static void
test_places_learned_from_are_those_of_the_folder (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GHashTable) junk = NULL;
  g_autoptr (GHashTable) inbox = NULL;

  add_learned (store, "Junk", 7, 1);
  add_learned (store, "Junk", 7, 1);
  add_learned (store, "Junk", 7, G_MAXUINT32);
  add_learned (store, "INBOX", 7, 2);
  junk = safi_store_list_learned (store, ACCOUNT, "Junk", 7, NULL);
  inbox = safi_store_list_learned (store, ACCOUNT, "INBOX", 7, NULL);
  g_assert_cmpuint (g_hash_table_size (junk), ==, 2);
  g_assert_true (g_hash_table_contains (junk, GUINT_TO_POINTER (G_MAXUINT32)));
  g_assert_cmpuint (g_hash_table_size (inbox), ==, 1);
}

static void
test_places_of_older_uids_are_forgotten (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GHashTable) older = NULL;
  g_autoptr (GHashTable) newer = NULL;

  add_learned (store, "Junk", 7, 1);
  add_learned (store, "Junk", 8, 2);
  older = safi_store_list_learned (store, ACCOUNT, "Junk", 7, NULL);
  newer = safi_store_list_learned (store, ACCOUNT, "Junk", 8, NULL);
  g_assert_cmpuint (g_hash_table_size (older), ==, 0);
  g_assert_cmpuint (g_hash_table_size (newer), ==, 1);
}

static void
test_what_is_known_is_found_by_place (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiJudged) row = NULL;
  g_autoptr (GHashTable) places = NULL;
  g_autoptr (GError) error = NULL;
  guint32 uidvalidity, uid;
  SafiKnownPlace *place;

  row = safi_store_get_judged (store, store_fixture_put (store, 3, SAFI_DECISION_JUNK), &error);
  g_assert_no_error (error);
  store_fixture_put (store, 4, SAFI_DECISION_GOOD);
  uidvalidity = safi_message_ref_get_uidvalidity (row->ref);
  uid = safi_message_ref_get_uid (row->ref);
  places = safi_store_list_places (store, ACCOUNT, "INBOX", uidvalidity, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (places), ==, 2);
  place = g_hash_table_lookup (places, GUINT_TO_POINTER (uid));
  g_assert_cmpint (place->decision, ==, SAFI_DECISION_JUNK);
  g_assert_cmpint (place->fate, ==, SAFI_FATE_STAYED);
  g_assert_cmpint (place->flags, ==, row->flags);
  g_assert_false (place->is_taught);
  g_assert_cmpstr (place->sender, ==, row->sender_address);
}

static void
test_a_removed_account_knows_nobody (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GHashTable) learned = NULL;

  add_correspondent (store, "amina@shop.example");
  add_learned (store, "Junk", 7, 1);
  g_assert_true (safi_store_remove_account (store, ACCOUNT, NULL));
  g_assert_false (is_correspondent (store, ACCOUNT, "amina@shop.example"));
  learned = safi_store_list_learned (store, ACCOUNT, "Junk", 7, NULL);
  g_assert_cmpuint (g_hash_table_size (learned), ==, 0);
}

/* A lesson that adds nothing yet, of features and grams that begin at @first. */
static SafiTaught *
new_prepared (guint first)
{
  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) grams = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = first; i < first + 3; i++) {
    guint64 feature = i * G_GUINT64_CONSTANT (4000012);

    g_array_append_val (features, feature);
    g_array_append_val (grams, i);
  }
  g_ptr_array_add (codes, g_strdup ("test.junk"));
  g_ptr_array_add (codes, g_strdup ("test.good"));
  return safi_taught_new (safi_lesson_new (SAFI_CLASS_JUNK, SAFI_STRENGTH_WEAK, features,
                                           (GArray *const[]){ grams, none }),
                          codes, 7.5);
}

static void
add_pending (SafiStore *store, const char *identity, guint first)
{
  g_autoptr (SafiTaught) prepared = new_prepared (first);
  g_autoptr (GError) error = NULL;

  safi_pending_add (store, ACCOUNT, identity, prepared, &error);
  g_assert_no_error (error);
}

static guint
count_pending (SafiStore *store, gint64 until)
{
  g_autoptr (GPtrArray) identities =
      safi_pending_list (store, ACCOUNT, until, 2 * SAFI_PENDING_MAX, NULL);

  return identities->len;
}

static void
test_what_waits_comes_back_whole (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiTaught) got = NULL;
  g_autoptr (SafiTaught) none = NULL;
  g_autoptr (GError) error = NULL;

  add_pending (store, "a", 100);
  got = safi_pending_get (store, ACCOUNT, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpint (got->lesson->taught_class, ==, SAFI_CLASS_JUNK);
  g_assert_cmpint (got->lesson->strength, ==, SAFI_STRENGTH_WEAK);
  g_assert_false (safi_lesson_adds_something (got->lesson));
  g_assert_cmpuint (got->lesson->features->len, ==, 3);
  g_assert_cmpuint (g_array_index (got->lesson->grams[SAFI_GRAMS_WHOLE].numbers, guint32, 2), ==,
                    102);
  g_assert_cmpuint (got->lesson->grams[SAFI_GRAMS_TEXT].numbers->len, ==, 0);
  g_assert_cmpuint (got->codes->len, ==, 2);
  g_assert_cmpfloat (got->log_odds, ==, 7.5);
  g_assert_cmpint (got->time, ==, NOW);
  g_assert_cmpuint (count_pending (store, NOW - 1), ==, 0);
  g_assert_true (safi_pending_remove (store, ACCOUNT, "a", NULL));
  none = safi_pending_get (store, ACCOUNT, "a", &error);
  g_assert_null (none);
  g_assert_no_error (error);
}

static void
test_no_more_wait_than_there_is_room_for (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();

  g_assert_true (safi_store_begin (store, NULL));
  for (guint i = 0; i < SAFI_PENDING_MAX + 2; i++) {
    g_autofree char *identity = g_strdup_printf ("%u", i);

    add_pending (store, identity, i);
  }
  g_assert_true (safi_store_commit (store, NULL));
  g_assert_cmpuint (count_pending (store, NOW), ==, SAFI_PENDING_MAX);
}

static void
test_what_is_taught_does_not_wait (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiTaught) taught = new_prepared (5);
  SafiTotals strong, weak;

  g_assert_true (safi_training_add (store, ACCOUNT, "a", taught, NULL));
  add_pending (store, "a", 5);
  g_assert_cmpuint (count_pending (store, NOW), ==, 0);
  g_assert_true (safi_training_count (store, ACCOUNT, SAFI_STRENGTH_STRONG, &strong, NULL));
  g_assert_true (safi_training_count (store, ACCOUNT, SAFI_STRENGTH_WEAK, &weak, NULL));
  g_assert_cmpuint (strong.good + strong.junk + weak.good, ==, 0);
  g_assert_cmpuint (weak.junk, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learning/whom-one-wrote-to-is-known-in-any-case",
                   test_whom_one_wrote_to_is_known_in_any_case);
  g_test_add_func ("/learning/no-address-is-in-the-file", test_no_address_is_in_the_file);
  g_test_add_func ("/learning/places-learned-from-are-those-of-the-folder",
                   test_places_learned_from_are_those_of_the_folder);
  g_test_add_func ("/learning/places-of-older-uids-are-forgotten",
                   test_places_of_older_uids_are_forgotten);
  g_test_add_func ("/learning/what-is-known-is-found-by-place",
                   test_what_is_known_is_found_by_place);
  g_test_add_func ("/learning/a-removed-account-knows-nobody", test_a_removed_account_knows_nobody);
  g_test_add_func ("/learning/what-waits-comes-back-whole", test_what_waits_comes_back_whole);
  g_test_add_func ("/learning/no-more-wait-than-there-is-room-for",
                   test_no_more_wait_than_there_is_room_for);
  g_test_add_func ("/learning/what-is-taught-does-not-wait", test_what_is_taught_does_not_wait);
  return g_test_run ();
}
