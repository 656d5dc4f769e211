/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/accounts/safi-letters.h"

#include "core/base/safi-error.h"
#include "store-fixture.h"

static void
plan (SafiStore *store, const char *identity)
{
  g_autoptr (GBytes) octets = g_bytes_new_static ("From: a\r\n\r\n", 11);
  g_autoptr (GError) error = NULL;

  safi_letters_plan (store, ACCOUNT, identity, octets, &error);
  g_assert_no_error (error);
}

static SafiLetter *
get_open (SafiStore *store)
{
  SafiLetter *letter = NULL;
  g_autoptr (GError) error = NULL;

  safi_letters_get_open (store, ACCOUNT, &letter, &error);
  g_assert_no_error (error);
  return letter;
}

static void
advance (SafiStore *store, gint64 id, SafiLetterState state)
{
  g_autoptr (GError) error = NULL;

  safi_letters_advance (store, id, state, &error);
  g_assert_no_error (error);
}

static gboolean
is_own (SafiStore *store, const char *account, const char *identity)
{
  gboolean own = FALSE;
  g_autoptr (GError) error = NULL;

  safi_letters_is_own (store, account, identity, &own, &error);
  g_assert_no_error (error);
  return own;
}

static void
test_a_letter_is_open_until_it_is_there (void)
{
  SafiStore *store = store_fixture_open_memory ();
  g_autoptr (SafiLetter) planned = NULL;
  g_autoptr (SafiLetter) sent = NULL;

  g_assert_null (get_open (store));
  plan (store, "one");
  planned = get_open (store);
  g_assert_cmpint (planned->state, ==, SAFI_LETTER_PLANNED);
  g_assert_cmpuint (planned->tries, ==, 0);
  g_assert_cmpint (planned->sent, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (planned->octets), ==, 11);
  advance (store, planned->id, SAFI_LETTER_SENT);
  advance (store, planned->id, SAFI_LETTER_SENT);
  sent = get_open (store);
  g_assert_cmpint (sent->state, ==, SAFI_LETTER_SENT);
  g_assert_cmpuint (sent->tries, ==, 2);
  g_assert_cmpint (sent->sent, >=, sent->written);
  advance (store, planned->id, SAFI_LETTER_DONE);
  g_assert_null (get_open (store));
  safi_store_close (store);
}

static void
test_what_is_done_stays_done (void)
{
  SafiStore *store = store_fixture_open_memory ();
  g_autoptr (SafiLetter) letter = NULL;

  plan (store, "one");
  letter = get_open (store);
  advance (store, letter->id, SAFI_LETTER_DONE);
  advance (store, letter->id, SAFI_LETTER_SENT);
  g_assert_null (get_open (store));
  safi_store_close (store);
}

static void
test_a_letter_is_known_again_in_its_mailbox_only (void)
{
  SafiStore *store = store_fixture_open_memory ();
  g_autoptr (SafiLetter) letter = NULL;

  plan (store, "one");
  letter = get_open (store);
  advance (store, letter->id, SAFI_LETTER_GONE);
  g_assert_true (is_own (store, ACCOUNT, "one"));
  g_assert_false (is_own (store, ACCOUNT, "two"));
  g_assert_false (is_own (store, "another", "one"));
  safi_store_close (store);
}

static void
test_the_last_one_counts_whatever_became_of_it (void)
{
  SafiStore *store = store_fixture_open_memory ();
  g_autoptr (SafiLetter) letter = NULL;
  g_autoptr (GError) error = NULL;
  gint64 last;

  g_assert_true (safi_letters_get_last (store, ACCOUNT, G_MAXINT64, &last, &error));
  g_assert_cmpint (last, ==, 0);
  plan (store, "one");
  letter = get_open (store);
  advance (store, letter->id, SAFI_LETTER_GONE);
  g_assert_true (safi_letters_get_last (store, ACCOUNT, G_MAXINT64, &last, &error));
  g_assert_cmpint (last, ==, letter->written);
  safi_store_close (store);
}

static void
test_no_letter_is_written_down_twice (void)
{
  SafiStore *store = store_fixture_open_memory ();
  g_autoptr (GBytes) octets = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  plan (store, "one");
  g_assert_false (safi_letters_plan (store, ACCOUNT, "one", octets, &error));
  g_assert_nonnull (error);
  safi_store_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/letters/a-letter-is-open-until-it-is-there",
                   test_a_letter_is_open_until_it_is_there);
  g_test_add_func ("/letters/what-is-done-stays-done", test_what_is_done_stays_done);
  g_test_add_func ("/letters/a-letter-is-known-again-in-its-mailbox-only",
                   test_a_letter_is_known_again_in_its_mailbox_only);
  g_test_add_func ("/letters/the-last-one-counts-whatever-became-of-it",
                   test_the_last_one_counts_whatever_became_of_it);
  g_test_add_func ("/letters/no-letter-is-written-down-twice",
                   test_no_letter_is_written_down_twice);
  return g_test_run ();
}
