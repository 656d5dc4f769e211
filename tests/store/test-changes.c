/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-error.h"
#include "store-fixture.h"
#include "store/accounts/safi-store-changes.h"
#include "store/training/safi-pending.h"

#define INBOX "INBOX"
#define KEYWORDS (SAFI_FLAG_JUNK | SAFI_FLAG_JUNK_WORD | SAFI_FLAG_NOT_JUNK)

typedef struct {
  SafiStore *store;
  guint32 uidvalidity; /* of the fixture's messages */
} Fixture;

static guint32
get_uid (Fixture *fixture, guint number)
{
  g_autofree char *identity = store_fixture_identity (number);
  g_autoptr (SafiJudged) row = safi_store_find_judged (fixture->store, ACCOUNT, identity, NULL);

  fixture->uidvalidity = safi_message_ref_get_uidvalidity (row->ref);
  return safi_message_ref_get_uid (row->ref);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = store_fixture_open_memory ();
  for (guint number = 1; number <= 5; number++)
    store_fixture_put (fixture->store, number, SAFI_DECISION_GOOD);
  get_uid (fixture, 1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  safi_store_close (fixture->store);
}

static GArray *
list_known (Fixture *fixture, gint64 since, guint limit)
{
  g_autoptr (GError) error = NULL;
  GArray *uids = safi_store_list_known (fixture->store, ACCOUNT, INBOX, fixture->uidvalidity, since,
                                        limit, &error);

  g_assert_no_error (error);
  return uids;
}

static void
note_flags (Fixture *fixture, guint number, SafiFlags flags)
{
  const guint32 uid = get_uid (fixture, number);

  g_assert_true (safi_store_note_flags (fixture->store, ACCOUNT, INBOX, fixture->uidvalidity, uid,
                                        flags, NULL));
}

static void
test_a_state_is_read_as_it_was_written (Fixture *fixture, gconstpointer data)
{
  const SafiFolderState written = { G_MAXUINT32, G_MAXUINT32, G_MAXUINT32, G_MAXINT64 };
  SafiFolderState state = { 1, 2, 3, 4 };
  gint64 looked = 5;

  g_assert_true (
      safi_store_get_folder_state (fixture->store, ACCOUNT, INBOX, &state, &looked, NULL));
  g_assert_cmpuint (state.uidvalidity + state.uidnext + state.messages + state.modseq, ==, 0);
  g_assert_cmpint (looked, ==, 0);
  g_assert_true (safi_store_set_folder_state (fixture->store, ACCOUNT, INBOX, &written, NOW, NULL));
  g_assert_true (
      safi_store_get_folder_state (fixture->store, ACCOUNT, INBOX, &state, &looked, NULL));
  g_assert_cmpuint (state.uidvalidity, ==, G_MAXUINT32);
  g_assert_cmpuint (state.uidnext, ==, G_MAXUINT32);
  g_assert_cmpuint (state.messages, ==, G_MAXUINT32);
  g_assert_cmpuint (state.modseq, ==, G_MAXINT64);
  g_assert_cmpint (looked, ==, NOW);
}

static void
test_what_is_known_is_the_newest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) all = list_known (fixture, 0, 5);
  g_autoptr (GArray) some = list_known (fixture, 0, 2);
  g_autoptr (GArray) none = list_known (fixture, G_MAXINT64, 5);

  g_assert_cmpuint (all->len, ==, 5);
  for (guint i = 1; i < all->len; i++)
    g_assert_cmpuint (g_array_index (all, guint32, i - 1), <, g_array_index (all, guint32, i));
  g_assert_cmpuint (some->len, ==, 2);
  g_assert_cmpuint (g_array_index (some, guint32, 0), ==, g_array_index (all, guint32, 3));
  g_assert_cmpuint (none->len, ==, 0);
}

/* As after a folder began its UIDs anew. */
static void
put_at_place_of (Fixture *fixture, guint number, guint other)
{
  g_autofree char *identity = store_fixture_identity (number);
  g_autoptr (SafiMessageRef) ref = safi_message_ref_new (
      ACCOUNT, INBOX, fixture->uidvalidity, other == 0 ? 0 : get_uid (fixture, other), identity);
  g_autoptr (SafiJudged) model = store_fixture_new_judged (number, SAFI_DECISION_GOOD, "Two");
  SafiJudged fields = *model;
  g_autoptr (SafiJudged) judged = NULL;

  fields.ref = ref;
  judged = safi_judged_new (&fields);
  g_assert_cmpint (safi_store_put_judged (fixture->store, judged, NULL), >, 0);
}

static void
add_pending (Fixture *fixture, guint number)
{
  g_autofree char *identity = store_fixture_identity (number);
  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) grams = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_autoptr (SafiTaught) prepared =
      safi_taught_new (safi_lesson_new (SAFI_CLASS_JUNK, SAFI_STRENGTH_WEAK, features,
                                        (GArray *const[]){ grams, grams }),
                       codes, 1);

  g_assert_true (safi_pending_add (fixture->store, ACCOUNT, identity, prepared, NULL));
}

static void
test_what_waits_goes_before_and_a_place_is_named_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) one = NULL;
  g_autoptr (GArray) all = NULL;

  put_at_place_of (fixture, 6, 2);
  put_at_place_of (fixture, 7, 0); /* nobody knows where */
  add_pending (fixture, 6);
  one = list_known (fixture, 0, 1);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpuint (g_array_index (one, guint32, 0), ==, get_uid (fixture, 2));
  all = list_known (fixture, 0, 9);
  g_assert_cmpuint (all->len, ==, 5);
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpuint (g_array_index (all, guint32, i), ==, get_uid (fixture, i + 1));
}

static void
test_what_went_is_not_known_any_more (Fixture *fixture, gconstpointer data)
{
  const guint32 uid = get_uid (fixture, 2);
  g_autofree char *identity = store_fixture_identity (2);
  g_autoptr (GArray) left = NULL;
  g_autoptr (SafiJudged) row = NULL;

  g_assert_true (
      safi_store_note_gone (fixture->store, ACCOUNT, INBOX, fixture->uidvalidity + 1, uid, NULL));
  g_assert_true (
      safi_store_note_gone (fixture->store, ACCOUNT, INBOX, fixture->uidvalidity, uid, NULL));
  left = list_known (fixture, 0, 5);
  g_assert_cmpuint (left->len, ==, 4);
  row = safi_store_find_judged (fixture->store, ACCOUNT, identity, NULL);
  g_assert_true (row->is_gone);
  /* It is judged at another place: it is there. */
  store_fixture_put (fixture->store, 2, SAFI_DECISION_GOOD);
  g_clear_pointer (&row, safi_judged_unref);
  row = safi_store_find_judged (fixture->store, ACCOUNT, identity, NULL);
  g_assert_false (row->is_gone);
}

static void
test_flags_of_now_stand_beside_those_of_then (Fixture *fixture, gconstpointer data)
{
  g_autofree char *identity = store_fixture_identity (2);
  g_autoptr (SafiJudged) before = safi_store_find_judged (fixture->store, ACCOUNT, identity, NULL);
  g_autoptr (SafiJudged) after = NULL;

  g_assert_cmpint (before->flags_now, ==, before->flags);
  note_flags (fixture, 2, SAFI_FLAG_SEEN | SAFI_FLAG_JUNK);
  after = safi_store_find_judged (fixture->store, ACCOUNT, identity, NULL);
  g_assert_cmpint (after->flags, ==, before->flags);
  g_assert_cmpint (after->flags_now, ==, SAFI_FLAG_SEEN | SAFI_FLAG_JUNK);
}

static void
test_a_message_on_its_way_is_left_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *identity = store_fixture_identity (2);
  g_autoptr (SafiJudged) row = safi_store_find_judged (fixture->store, ACCOUNT, identity, NULL);

  g_assert_true (safi_store_set_fate (fixture->store, row->id, SAFI_FATE_MOVING, NULL));
  g_assert_true (safi_store_note_gone (fixture->store, ACCOUNT, INBOX, fixture->uidvalidity,
                                       safi_message_ref_get_uid (row->ref), NULL));
  g_clear_pointer (&row, safi_judged_unref);
  row = safi_store_find_judged (fixture->store, ACCOUNT, identity, NULL);
  g_assert_false (row->is_gone);
}

static void
test_hints_are_keywords_that_were_not_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) hints = NULL;

  note_flags (fixture, 1, SAFI_FLAG_SEEN);
  note_flags (fixture, 2, SAFI_FLAG_JUNK_WORD | SAFI_FLAG_SEEN);
  note_flags (fixture, 3, SAFI_FLAG_NOT_JUNK);
  hints = safi_store_list_hints (fixture->store, ACCOUNT, INBOX, fixture->uidvalidity, KEYWORDS, 10,
                                 &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hints->len, ==, 2);
  g_assert_cmpuint (g_array_index (hints, SafiHint, 0).uid, ==, get_uid (fixture, 3));
  g_assert_cmpint (g_array_index (hints, SafiHint, 0).flags, ==, SAFI_FLAG_NOT_JUNK);
  g_assert_cmpuint (g_array_index (hints, SafiHint, 1).uid, ==, get_uid (fixture, 2));
}

static void
test_two_rows_at_one_place_give_one_hint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) hints = NULL;

  put_at_place_of (fixture, 6, 2);
  note_flags (fixture, 2, SAFI_FLAG_JUNK_WORD);
  hints = safi_store_list_hints (fixture->store, ACCOUNT, INBOX, fixture->uidvalidity, KEYWORDS, 10,
                                 &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hints->len, ==, 1);
}

static void
add_test (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/changes/a-state-is-read-as-it-was-written", test_a_state_is_read_as_it_was_written);
  add_test ("/changes/what-is-known-is-the-newest", test_what_is_known_is_the_newest);
  add_test ("/changes/what-waits-goes-before-and-a-place-is-named-once",
            test_what_waits_goes_before_and_a_place_is_named_once);
  add_test ("/changes/what-went-is-not-known-any-more", test_what_went_is_not_known_any_more);
  add_test ("/changes/flags-of-now-stand-beside-those-of-then",
            test_flags_of_now_stand_beside_those_of_then);
  add_test ("/changes/a-message-on-its-way-is-left-alone", test_a_message_on_its_way_is_left_alone);
  add_test ("/changes/hints-are-keywords-that-were-not-there",
            test_hints_are_keywords_that_were_not_there);
  add_test ("/changes/two-rows-at-one-place-give-one-hint",
            test_two_rows_at_one_place_give_one_hint);
  return g_test_run ();
}
