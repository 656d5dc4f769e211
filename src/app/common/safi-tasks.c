/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-tasks.h"

#include <glib/gi18n.h>

#include "words/safi-words.h"

static SafiTellFunc tell_func = NULL;
static gpointer tell_data = NULL;

void
safi_tasks_set_tell (SafiTellFunc tell, gpointer user_data)
{
  tell_func = tell;
  tell_data = user_data;
}

static void
tell (const char *sentence, gint64 undo_run)
{
  if (tell_func != NULL)
    tell_func (sentence, undo_run, tell_data);
}

void
safi_tasks_tell (const char *sentence)
{
  tell (sentence, 0);
}

void
safi_tasks_tell_error (const GError *error)
{
  g_autofree char *sentence = NULL;

  if (safi_error_get_remedy (error) == SAFI_REMEDY_NONE)
    return;
  sentence = safi_words_error (error);
  tell (sentence, 0);
}

static void
tell_moved (guint n_moved, gint64 run)
{
  g_autofree char *sentence = g_strdup_printf (
      ngettext ("%u message moved to Junk", "%u messages moved to Junk", n_moved), n_moved);

  tell (sentence, run);
}

static void
tell_checked (GObject *source, GAsyncResult *result, const char *if_nothing_new)
{
  g_autoptr (GError) error = NULL;
  SafiCheckReport report;

  if (!safi_engine_check_finish (SAFI_ENGINE (source), result, &report, &error))
    safi_tasks_tell_error (error);
  else if (report.moved > 0)
    tell_moved (report.moved, report.run);
  else if (report.listed == 0 && !report.is_limited && if_nothing_new != NULL)
    tell (if_nothing_new, 0);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* Translators: told after the mailboxes were checked. */
  tell_checked (source, result, _ ("No new messages"));
}

void
safi_tasks_check (SafiEngine *engine, const char *account)
{
  safi_engine_check_async (engine, account, SAFI_CHECK_AS_POLICY, NULL, checked_cb, NULL);
}

/* Watching may have looked at all of them before; "nothing new" would be no news then. */
static void
first_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  tell_checked (source, result, NULL);
}

void
safi_tasks_check_first (SafiEngine *engine, const char *account, gboolean moves)
{
  safi_engine_check_async (engine, account, moves ? SAFI_CHECK_MOVE : SAFI_CHECK_AS_POLICY, NULL,
                           first_checked_cb, NULL);
}

void
safi_tasks_check_all (SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    SafiActivity activity = safi_account_state_get_activity (state);

    if (activity != SAFI_ACTIVITY_PAUSED && activity != SAFI_ACTIVITY_CHECKING)
      safi_tasks_check (engine, safi_account_get_id (safi_account_state_get_account (state)));
  }
}

static void
learned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  SafiLearnReport report;
  guint n_learned;

  if (!safi_engine_learn_finish (SAFI_ENGINE (source), result, &report, &error)) {
    safi_tasks_tell_error (error);
    return;
  }
  n_learned = report.good + report.junk;
  sentence = report.is_limited ? safi_words_learning_limited (n_learned)
                               : g_strdup_printf (ngettext ("Learned from %u message",
                                                            "Learned from %u messages", n_learned),
                                                  n_learned);
  tell (sentence, 0);
}

void
safi_tasks_learn (SafiEngine *engine, const char *account)
{
  safi_engine_learn_async (engine, account, NULL, learned_cb, NULL);
}

static void
policy_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!safi_engine_set_policy_finish (SAFI_ENGINE (source), result, &error))
    safi_tasks_tell_error (error);
}

void
safi_tasks_set_policy (SafiEngine *engine, const char *account, const SafiPolicy *policy)
{
  safi_engine_set_policy_async (engine, account, policy, NULL, policy_set_cb, NULL);
}

static void
sender_rule_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!safi_engine_set_sender_rule_finish (SAFI_ENGINE (source), result, &error))
    safi_tasks_tell_error (error);
}

void
safi_tasks_set_sender_rule (SafiEngine *engine,
                            const char *account,
                            const char *sender,
                            SafiSenderRule rule)
{
  safi_engine_set_sender_rule_async (engine, account, sender, rule, NULL, sender_rule_set_cb, NULL);
}

void
safi_tasks_change_policies (SafiEngine *engine, SafiPolicyChange change, gpointer user_data)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    SafiPolicy policy = *safi_account_state_get_wished_policy (state);

    change (&policy, user_data);
    safi_tasks_set_policy (engine, safi_account_get_id (safi_account_state_get_account (state)),
                           &policy);
  }
}

void
safi_tasks_pause (SafiEngine *engine, SafiPause pause)
{
  GListModel *accounts = safi_engine_get_accounts (engine);
  gint64 until = safi_pause_get_end (pause, g_get_real_time () / G_USEC_PER_SEC);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    SafiPolicy policy = *safi_account_state_get_wished_policy (state);

    if (policy.paused)
      continue;
    policy.paused = TRUE;
    policy.paused_until = until;
    safi_tasks_set_policy (engine, safi_account_get_id (safi_account_state_get_account (state)),
                           &policy);
  }
}

static void
reach_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!safi_engine_choose_reach_finish (SAFI_ENGINE (source), result, &error))
    safi_tasks_tell_error (error);
}

void
safi_tasks_choose_reach (SafiEngine *engine, const char *account, SafiReachChoice choice)
{
  safi_engine_choose_reach_async (engine, account, choice, 0, NULL, reach_chosen_cb, NULL);
}

static void
limit_lifted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!safi_engine_lift_limit_finish (SAFI_ENGINE (source), result, &error))
    safi_tasks_tell_error (error);
}

void
safi_tasks_lift_limit (SafiEngine *engine, const char *account)
{
  safi_engine_lift_limit_async (engine, account, NULL, limit_lifted_cb, NULL);
}

void
safi_tasks_go_on (SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    SafiPolicy policy = *safi_account_state_get_wished_policy (state);

    if (!policy.paused)
      continue;
    policy.paused = FALSE;
    policy.paused_until = 0;
    safi_tasks_set_policy (engine, safi_account_get_id (safi_account_state_get_account (state)),
                           &policy);
  }
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!safi_engine_remove_account_finish (SAFI_ENGINE (source), result, &error))
    safi_tasks_tell_error (error);
}

void
safi_tasks_remove_account (SafiEngine *engine, const char *account)
{
  safi_engine_remove_account_async (engine, account, NULL, removed_cb, NULL);
}

static void
held_back_moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 run = 0;
  int n_moved = safi_engine_move_held_back_finish (SAFI_ENGINE (source), result, &run, &error);

  if (n_moved < 0)
    safi_tasks_tell_error (error);
  else if (n_moved > 0)
    tell_moved ((guint) n_moved, run);
}

static void
move_held_back_of (SafiEngine *engine, const char *account)
{
  safi_engine_move_held_back_async (engine, account, NULL, held_back_moved_cb, NULL);
}

typedef void (*AccountFunc) (SafiEngine *engine, const char *account);

static void
for_each_over (SafiEngine *engine, AccountFunc func)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    SafiAccount *account = safi_account_state_get_account (state);

    if (safi_account_state_get_watching (state)->is_over &&
        safi_account_get_kind (account) == SAFI_ACCOUNT_IMAP)
      func (engine, safi_account_get_id (account));
  }
}

static void
begin_moving (SafiEngine *engine, const char *account)
{
  SafiPolicy policy =
      *safi_account_state_get_wished_policy (safi_engine_find_account (engine, account));

  policy.watch_only = FALSE;
  safi_tasks_set_policy (engine, account, &policy);
  move_held_back_of (engine, account);
}

void
safi_tasks_begin_moving (SafiEngine *engine)
{
  for_each_over (engine, begin_moving);
}

static void
watched_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!safi_engine_watch_again_finish (SAFI_ENGINE (source), result, &error))
    safi_tasks_tell_error (error);
}

static void
watch_again (SafiEngine *engine, const char *account)
{
  safi_engine_watch_again_async (engine, account, NULL, watched_again_cb, NULL);
}

void
safi_tasks_watch_again (SafiEngine *engine)
{
  for_each_over (engine, watch_again);
}

void
safi_tasks_move_held_back (SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    if (safi_account_state_get_counts (state)->would_move > 0)
      move_held_back_of (engine, safi_account_get_id (safi_account_state_get_account (state)));
  }
}

static void
run_undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  int n_back = safi_engine_undo_finish (SAFI_ENGINE (source), result, &error);

  if (n_back < 0) {
    safi_tasks_tell_error (error);
    return;
  }
  sentence = g_strdup_printf (ngettext ("%d message moved back", "%d messages moved back", n_back),
                              n_back);
  tell (sentence, 0);
}

void
safi_tasks_undo_run (SafiEngine *engine, gint64 run)
{
  safi_engine_undo_run_async (engine, run, NULL, run_undone_cb, NULL);
}

static void
practice_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiAccount) account =
      safi_engine_add_practice_finish (SAFI_ENGINE (source), result, &error);

  if (account == NULL)
    safi_tasks_tell_error (error);
  else
    /* The person asked for it: it is no flood of junk that nobody expects. */
    safi_tasks_check_first (SAFI_ENGINE (source), safi_account_get_id (account), TRUE);
}

void
safi_tasks_practice (SafiEngine *engine)
{
  safi_engine_add_practice_async (engine, NULL, NULL, practice_added_cb, NULL);
}
