/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-error.h"
#include "store-fixture.h"

typedef struct {
  SafiStore *store;
  gint64 judged;
  SafiAction *planned; /* of message 5, for @judged */
  gint64 id;           /* of @planned */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAction) action = store_fixture_new_action (5);

  fixture->store = store_fixture_open_memory ();
  fixture->judged = store_fixture_put (fixture->store, 5, SAFI_DECISION_JUNK);
  fixture->planned = store_fixture_plan (fixture->store, action, fixture->judged);
  fixture->id = safi_action_get_fields (fixture->planned)->id;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  safi_action_unref (fixture->planned);
  safi_store_close (fixture->store);
}

static void
advance (Fixture *fixture, gint64 id, SafiMoveState state)
{
  const SafiPlace place = { 9, 50, 51 };
  g_autoptr (GError) error = NULL;

  safi_journal_advance (fixture->store, id, state, &place, NULL, &error);
  g_assert_no_error (error);
}

static SafiAction *
get_action (Fixture *fixture, gint64 id)
{
  g_autoptr (GError) error = NULL;
  SafiAction *action = safi_journal_get (fixture->store, id, &error);

  g_assert_no_error (error);
  return action;
}

static SafiJudged *
get_judged (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SafiJudged *judged = safi_store_get_judged (fixture->store, fixture->judged, &error);

  g_assert_no_error (error);
  return judged;
}

static void
assert_fate (Fixture *fixture, SafiFate expected)
{
  g_autoptr (SafiJudged) judged = get_judged (fixture);

  g_assert_cmpstr (safi_fate_to_word (judged->fate), ==, safi_fate_to_word (expected));
}

/* Returns: (transfer full): the planned move back of the fixture's action, which is done first. */
static SafiAction *
plan_undo (Fixture *fixture)
{
  g_autoptr (SafiAction) done = NULL;
  g_autoptr (SafiAction) undo = NULL;

  advance (fixture, fixture->id, SAFI_MOVE_DONE);
  done = get_action (fixture, fixture->id);
  undo = store_fixture_new_undo (done);
  return store_fixture_plan (fixture->store, undo, 0);
}

static void
test_action_comes_back_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAction) got = get_action (fixture, fixture->id);
  const SafiActionFields *fields = safi_action_get_fields (got);
  SafiMessageRef *from = safi_action_get_from (got);
  g_autofree char *identity = store_fixture_identity (5);

  g_assert_cmpstr (safi_message_ref_get_account (from), ==, ACCOUNT);
  g_assert_cmpstr (safi_message_ref_get_folder (from), ==, "INBOX");
  g_assert_cmpuint (safi_message_ref_get_uidvalidity (from), ==, 7);
  g_assert_cmpuint (safi_message_ref_get_uid (from), ==, 5);
  g_assert_cmpstr (safi_message_ref_get_identity (from), ==, identity);
  g_assert_cmpstr (safi_action_get_to_folder (got), ==, "Junk");
  g_assert_null (safi_action_get_reason (got));
  g_assert_cmpint (fields->state, ==, SAFI_MOVE_PLANNED);
  g_assert_cmpuint (fields->place.uidvalidity, ==, 9);
  g_assert_cmpuint (fields->place.uidnext, ==, 50);
  g_assert_cmpuint (fields->place.uid, ==, 0);
  g_assert_cmpuint (fields->tries, ==, 0);
  g_assert_cmpint (fields->time, ==, NOW);
  g_assert_cmpint (fields->flags, ==, SAFI_FLAG_SEEN);
  g_assert_cmpint (fields->internal_date, ==, NOW - 60);
  g_assert_cmpuint (fields->size, ==, G_GUINT64_CONSTANT (5000000000));
  g_assert_cmpint (fields->undoes, ==, 0);
}

static void
test_fate_follows_the_state (Fixture *fixture, gconstpointer data)
{
  static const struct {
    SafiMoveState state;
    SafiFate expected;
  } cases[] = {
    { SAFI_MOVE_SENT, SAFI_FATE_MOVING }, { SAFI_MOVE_PLANNED, SAFI_FATE_MOVING },
    { SAFI_MOVE_SENT, SAFI_FATE_MOVING }, { SAFI_MOVE_COPIED, SAFI_FATE_MOVING },
    { SAFI_MOVE_ASK, SAFI_FATE_ASK },     { SAFI_MOVE_DONE, SAFI_FATE_MOVED },
  };

  assert_fate (fixture, SAFI_FATE_MOVING);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    advance (fixture, fixture->id, cases[i].state);
    assert_fate (fixture, cases[i].expected);
  }
}

static void
test_gone_message_is_gone (Fixture *fixture, gconstpointer data)
{
  advance (fixture, fixture->id, SAFI_MOVE_GONE);
  assert_fate (fixture, SAFI_FATE_GONE);
}

static void
test_done_moves_the_row_to_its_new_place (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiJudged) judged = NULL;

  advance (fixture, fixture->id, SAFI_MOVE_DONE);
  judged = get_judged (fixture);
  g_assert_cmpstr (safi_message_ref_get_folder (judged->ref), ==, "Junk");
  g_assert_cmpuint (safi_message_ref_get_uidvalidity (judged->ref), ==, 9);
  g_assert_cmpuint (safi_message_ref_get_uid (judged->ref), ==, 51);
}

static void
test_copied_leaves_the_row_where_it_was (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiJudged) judged = NULL;

  advance (fixture, fixture->id, SAFI_MOVE_COPIED);
  judged = get_judged (fixture);
  g_assert_cmpstr (safi_message_ref_get_folder (judged->ref), ==, "INBOX");
  g_assert_cmpuint (safi_message_ref_get_uid (judged->ref), ==, 5);
}

static void
test_each_sending_is_one_try (Fixture *fixture, gconstpointer data)
{
  static const SafiMoveState states[] = {
    SAFI_MOVE_SENT, SAFI_MOVE_SENT, SAFI_MOVE_PLANNED, SAFI_MOVE_SENT, SAFI_MOVE_COPIED,
  };
  g_autoptr (SafiAction) got = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    advance (fixture, fixture->id, states[i]);
  got = get_action (fixture, fixture->id);
  g_assert_cmpuint (safi_action_get_fields (got)->tries, ==, 2);
}

static void
test_step_without_place_keeps_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiAction) got = NULL;

  g_assert_true (
      safi_journal_advance (fixture->store, fixture->id, SAFI_MOVE_ASK, NULL, "why", &error));
  got = get_action (fixture, fixture->id);
  g_assert_cmpuint (safi_action_get_fields (got)->place.uidnext, ==, 50);
  g_assert_cmpstr (safi_action_get_reason (got), ==, "why");
}

static void
test_half_done_action_follows_new_uids (Fixture *fixture, gconstpointer data)
{
  const SafiPlace place = { 8, 60, 61 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiAction) got = NULL;

  advance (fixture, fixture->id, SAFI_MOVE_SENT);
  g_assert_true (safi_journal_follow (fixture->store, fixture->id, 9, 70, &place, &error));
  g_assert_no_error (error);
  got = get_action (fixture, fixture->id);
  g_assert_cmpint (safi_action_get_fields (got)->state, ==, SAFI_MOVE_COPIED);
  g_assert_cmpuint (safi_action_get_fields (got)->place.uidvalidity, ==, 8);
  g_assert_cmpuint (safi_action_get_fields (got)->place.uidnext, ==, 60);
  g_assert_cmpuint (safi_action_get_fields (got)->place.uid, ==, 61);
  g_assert_cmpuint (safi_message_ref_get_uidvalidity (safi_action_get_from (got)), ==, 9);
  g_assert_cmpuint (safi_message_ref_get_uid (safi_action_get_from (got)), ==, 70);
}

static void
test_only_half_done_actions_follow_new_uids (Fixture *fixture, gconstpointer data)
{
  static const SafiMoveState states[] = { SAFI_MOVE_PLANNED, SAFI_MOVE_ASK, SAFI_MOVE_DONE };
  const SafiPlace place = { 8, 60, 61 };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autoptr (GError) error = NULL;

    advance (fixture, fixture->id, states[i]);
    g_assert_false (safi_journal_follow (fixture->store, fixture->id, 9, 70, &place, &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  }
}

static void
test_settled_action_stays_settled (Fixture *fixture, gconstpointer data)
{
  static const SafiMoveState later[] = {
    SAFI_MOVE_PLANNED, SAFI_MOVE_SENT, SAFI_MOVE_COPIED, SAFI_MOVE_GONE, SAFI_MOVE_ASK,
  };

  advance (fixture, fixture->id, SAFI_MOVE_DONE);
  advance (fixture, fixture->id, SAFI_MOVE_DONE);
  for (guint i = 0; i < G_N_ELEMENTS (later); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (
        safi_journal_advance (fixture->store, fixture->id, later[i], NULL, NULL, &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
    assert_fate (fixture, SAFI_FATE_MOVED);
  }
}

static void
test_undo_leads_back_and_forth (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAction) undo = plan_undo (fixture);
  gint64 undo_id = safi_action_get_fields (undo)->id;
  g_autoptr (SafiAction) undone = NULL;
  g_autoptr (SafiAction) redo = NULL;
  g_autoptr (SafiAction) planned = NULL;

  assert_fate (fixture, SAFI_FATE_MOVING_BACK);
  advance (fixture, undo_id, SAFI_MOVE_DONE);
  assert_fate (fixture, SAFI_FATE_MOVED_BACK);
  undone = get_action (fixture, undo_id);
  redo = store_fixture_new_undo (undone);
  planned = store_fixture_plan (fixture->store, redo, 0);
  assert_fate (fixture, SAFI_FATE_MOVING);
}

static void
test_undone_message_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *identity = store_fixture_identity (5);
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiAction) undo = NULL;
  gboolean kept = TRUE;

  g_assert_true (safi_store_is_kept (fixture->store, ACCOUNT, identity, &kept, &error));
  g_assert_false (kept);
  undo = plan_undo (fixture);
  g_assert_true (safi_store_is_kept (fixture->store, ACCOUNT, identity, &kept, &error));
  g_assert_true (kept);
}

static void
test_undone_by_names_the_living_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiAction) undo = plan_undo (fixture);
  gint64 undo_id = safi_action_get_fields (undo)->id;
  gint64 found = -1;

  g_assert_true (safi_journal_get_undone_by (fixture->store, fixture->id, &found, &error));
  g_assert_cmpint (found, ==, undo_id);
  advance (fixture, undo_id, SAFI_MOVE_ASK);
  g_assert_true (safi_journal_get_undone_by (fixture->store, fixture->id, &found, &error));
  g_assert_cmpint (found, ==, 0);
}

static void
test_undo_of_nothing_is_not_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiMessageRef) from = safi_message_ref_new (ACCOUNT, "Junk", 1, 1, "x");
  SafiActionFields fields = { .undoes = 4711 };
  g_autoptr (SafiAction) undo = safi_action_new (from, "INBOX", NULL, &fields);
  g_autoptr (GPtrArray) actions = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (actions, undo);
  g_assert_null (safi_journal_plan (fixture->store, actions, NULL, 0, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
}

static void
test_failed_plan_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAction) good = store_fixture_new_action (6);
  g_autoptr (SafiMessageRef) unknown = safi_message_ref_new (ACCOUNT, "INBOX", 7, 7, NULL);
  SafiActionFields fields = { 0 };
  g_autoptr (SafiAction) bad = safi_action_new (unknown, "Junk", NULL, &fields);
  g_autoptr (GPtrArray) actions = g_ptr_array_new ();
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (actions, good);
  g_ptr_array_add (actions, bad);
  g_assert_true (safi_store_begin (fixture->store, &error));
  g_assert_null (safi_journal_plan (fixture->store, actions, NULL, 0, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (safi_store_commit (fixture->store, &error));
  open = safi_journal_list_open (fixture->store, NULL, &error);
  g_assert_cmpuint (open->len, ==, 1);
}

static void
test_dropped_action_restores_the_fate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) judged = NULL;

  g_assert_true (safi_journal_drop (fixture->store, fixture->id, &error));
  judged = get_judged (fixture);
  g_assert_cmpint (judged->fate, ==, SAFI_FATE_STAYED);
  g_assert_cmpint (judged->action, ==, 0);
  g_assert_cmpint (judged->run, ==, 0);
  g_assert_null (safi_journal_get (fixture->store, fixture->id, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
}

static void
test_dropped_undo_leaves_the_move (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiAction) undo = plan_undo (fixture);
  g_autoptr (SafiJudged) judged = NULL;

  g_assert_true (safi_journal_drop (fixture->store, safi_action_get_fields (undo)->id, &error));
  judged = get_judged (fixture);
  g_assert_cmpint (judged->fate, ==, SAFI_FATE_MOVED);
  g_assert_cmpint (judged->action, ==, fixture->id);
  g_assert_cmpint (judged->run, ==, safi_action_get_fields (fixture->planned)->run);
}

static void
test_only_planned_actions_are_dropped (Fixture *fixture, gconstpointer data)
{
  static const SafiMoveState states[] = {
    SAFI_MOVE_SENT,
    SAFI_MOVE_COPIED,
    SAFI_MOVE_ASK,
    SAFI_MOVE_DONE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SafiJudged) before = NULL;

    advance (fixture, fixture->id, states[i]);
    before = get_judged (fixture);
    g_assert_false (safi_journal_drop (fixture->store, fixture->id, &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
    assert_fate (fixture, before->fate);
  }
}

static void
test_ids_and_runs_are_never_given_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiAction) action = store_fixture_new_action (6);
  g_autoptr (SafiAction) next = NULL;

  g_assert_true (safi_journal_drop (fixture->store, fixture->id, &error));
  next = store_fixture_plan (fixture->store, action, 0);
  g_assert_cmpint (safi_action_get_fields (next)->id, >, fixture->id);
  g_assert_cmpint (safi_action_get_fields (next)->run, >,
                   safi_action_get_fields (fixture->planned)->run);
}

static void
test_lists_know_their_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAction) action = store_fixture_new_action (6);
  g_autoptr (SafiAction) second = store_fixture_plan (fixture->store, action, 0);
  gint64 second_id = safi_action_get_fields (second)->id;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = safi_journal_list_open (fixture->store, ACCOUNT, &error);
  g_autoptr (GPtrArray) all = safi_journal_list (fixture->store, NULL, 0, &error);
  g_autoptr (GPtrArray) newest = safi_journal_list (fixture->store, ACCOUNT, 1, &error);
  g_autoptr (GPtrArray) other = safi_journal_list (fixture->store, "other", 0, &error);
  g_autoptr (GPtrArray) run =
      safi_journal_list_run (fixture->store, safi_action_get_fields (second)->run, &error);

  g_assert_cmpuint (open->len, ==, 2);
  g_assert_cmpint (safi_action_get_fields (open->pdata[0])->id, ==, fixture->id);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpint (safi_action_get_fields (all->pdata[0])->id, ==, second_id);
  g_assert_cmpuint (newest->len, ==, 1);
  g_assert_cmpint (safi_action_get_fields (newest->pdata[0])->id, ==, second_id);
  g_assert_cmpuint (other->len, ==, 0);
  g_assert_cmpuint (run->len, ==, 1);
}

static void
test_settled_actions_are_not_open (Fixture *fixture, gconstpointer data)
{
  static const struct {
    SafiMoveState state;
    guint expected;
  } cases[] = {
    { SAFI_MOVE_SENT, 1 },
    { SAFI_MOVE_COPIED, 1 },
    { SAFI_MOVE_ASK, 0 },
    { SAFI_MOVE_DONE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) open = NULL;

    advance (fixture, fixture->id, cases[i].state);
    open = safi_journal_list_open (fixture->store, NULL, &error);
    g_assert_cmpuint (open->len, ==, cases[i].expected);
  }
}

static void
test_hourly_count_leaves_undos_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiAction) undo = plan_undo (fixture);
  guint count = 0;

  g_assert_true (safi_journal_count_since (fixture->store, ACCOUNT, NOW, &count, &error));
  g_assert_cmpuint (count, ==, 1);
  g_assert_true (safi_journal_count_since (fixture->store, ACCOUNT, NOW + 1, &count, &error));
  g_assert_cmpuint (count, ==, 0);
  g_assert_true (safi_journal_count_since (fixture->store, "other", 0, &count, &error));
  g_assert_cmpuint (count, ==, 0);
}

static void
test_older_action_cannot_change_the_fate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAction) undo = plan_undo (fixture);

  advance (fixture, fixture->id, SAFI_MOVE_DONE);
  assert_fate (fixture, SAFI_FATE_MOVING_BACK);
}

static void
test_folder_names_are_octets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiMessageRef) from = safi_message_ref_new (ACCOUNT, "\xff\xfe'x", 7, 8, "id");
  SafiActionFields fields = { 0 };
  g_autoptr (SafiAction) action = safi_action_new (from, "Bo\xeete", NULL, &fields);
  g_autoptr (SafiAction) got = store_fixture_plan (fixture->store, action, 0);

  g_assert_cmpstr (safi_message_ref_get_folder (safi_action_get_from (got)), ==, "\xff\xfe'x");
  g_assert_cmpstr (safi_action_get_to_folder (got), ==, "Bo\xeete");
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
  add_test ("/journal/action-comes-back-whole", test_action_comes_back_whole);
  add_test ("/journal/fate-follows-the-state", test_fate_follows_the_state);
  add_test ("/journal/gone-message-is-gone", test_gone_message_is_gone);
  add_test ("/journal/done-moves-the-row-to-its-new-place",
            test_done_moves_the_row_to_its_new_place);
  add_test ("/journal/copied-leaves-the-row-where-it-was", test_copied_leaves_the_row_where_it_was);
  add_test ("/journal/each-sending-is-one-try", test_each_sending_is_one_try);
  add_test ("/journal/step-without-place-keeps-it", test_step_without_place_keeps_it);
  add_test ("/journal/half-done-action-follows-new-uids", test_half_done_action_follows_new_uids);
  add_test ("/journal/only-half-done-actions-follow-new-uids",
            test_only_half_done_actions_follow_new_uids);
  add_test ("/journal/settled-action-stays-settled", test_settled_action_stays_settled);
  add_test ("/journal/undo-leads-back-and-forth", test_undo_leads_back_and_forth);
  add_test ("/journal/undone-message-is-kept", test_undone_message_is_kept);
  add_test ("/journal/undone-by-names-the-living-undo", test_undone_by_names_the_living_undo);
  add_test ("/journal/undo-of-nothing-is-not-found", test_undo_of_nothing_is_not_found);
  add_test ("/journal/failed-plan-leaves-nothing", test_failed_plan_leaves_nothing);
  add_test ("/journal/dropped-action-restores-the-fate", test_dropped_action_restores_the_fate);
  add_test ("/journal/dropped-undo-leaves-the-move", test_dropped_undo_leaves_the_move);
  add_test ("/journal/only-planned-actions-are-dropped", test_only_planned_actions_are_dropped);
  add_test ("/journal/ids-and-runs-are-never-given-twice", test_ids_and_runs_are_never_given_twice);
  add_test ("/journal/lists-know-their-order", test_lists_know_their_order);
  add_test ("/journal/settled-actions-are-not-open", test_settled_actions_are_not_open);
  add_test ("/journal/hourly-count-leaves-undos-out", test_hourly_count_leaves_undos_out);
  add_test ("/journal/older-action-cannot-change-the-fate",
            test_older_action_cannot_change_the_fate);
  add_test ("/journal/folder-names-are-octets", test_folder_names_are_octets);
  return g_test_run ();
}
