/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-engine-private.h"

#include "core/base/safi-error.h"
#include "service/session/safi-learning.h"
#include "store/accounts/safi-store-watch.h"

/* What can be learned again starts afresh, the damaged file stays for whoever can read it. */
static gboolean
open_store (SafiEngine *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *aside = NULL;

  self->store = safi_store_open (self->directory, self->clock, safi_filter_lookup, &local);
  if (self->store != NULL)
    return TRUE;
  if (!g_error_matches (local, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  aside = safi_store_set_aside (self->directory, error);
  if (aside == NULL)
    return FALSE;
  self->store = safi_store_open (self->directory, self->clock, safi_filter_lookup, error);
  if (self->store != NULL)
    safi_engine_emit_notice (self, "store-set-aside");
  return self->store != NULL;
}

static gboolean
own_store (SafiEngine *self, GError **error)
{
  gboolean was_unclean = FALSE;

  self->claim = safi_store_claim (self->directory, error);
  if (self->claim == NULL || !open_store (self, error) ||
      !safi_store_mark_running (self->store, &was_unclean, error))
    return FALSE;
  if (was_unclean)
    safi_engine_emit_notice (self, "unclean-exit");
  return TRUE;
}

/* No store yet is no error: then there is nothing to list. */
static gboolean
borrow_store (SafiEngine *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  self->store =
      safi_store_open_read_only (self->directory, self->clock, safi_filter_lookup, &local);
  if (self->store != NULL || g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Where no thread of its own tells how the account is doing. */
static gboolean
show_learning (SafiEngine *self, SafiAccountState *state, const SafiPolicy *policy, GError **error)
{
  SafiAccount *account = safi_account_state_get_account (state);
  g_autoptr (SafiFilter) filter = safi_filter_new (self->store, account, error);
  SafiCounts counts = { 0 };
  SafiLearning learning;
  SafiWatching watching;

  if (filter == NULL)
    return FALSE;
  safi_filter_set_policy (filter, policy);
  safi_learning_read (self->store, safi_account_get_id (account), filter, &learning);
  safi_account_state_set_counts (state, &counts, &learning);
  if (!safi_store_read_watching (self->store, safi_account_get_id (account), &watching, error))
    return FALSE;
  safi_account_state_set_watching (state, &watching);
  return TRUE;
}

static gboolean
load_accounts (SafiEngine *self, GError **error)
{
  g_autoptr (GPtrArray) accounts = NULL;

  if (self->store == NULL)
    return TRUE;
  accounts = safi_store_list_accounts (self->store, error);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++) {
    SafiAccount *account = accounts->pdata[i];
    SafiAccountState *state;
    SafiPolicy policy;

    if (!safi_store_get_policy (self->store, safi_account_get_id (account), &policy, error))
      return FALSE;
    state = safi_engine_take_account (
        self, account, &policy, self->is_read_only ? NULL : safi_engine_new_worker (self, account));
    if (self->is_read_only && !show_learning (self, state, &policy, error))
      return FALSE;
  }
  return accounts != NULL;
}

/* Open moves are settled before anything else is asked of an account. */
static void
settle_moves (SafiEngine *self)
{
  GListModel *accounts = G_LIST_MODEL (self->accounts);
  g_autoptr (GPtrArray) open = safi_journal_list_open (self->store, NULL, NULL);

  for (guint i = 0; open != NULL && i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    const char *id = safi_account_get_id (safi_account_state_get_account (state));

    for (guint j = 0; j < open->len; j++) {
      SafiMessageRef *from = safi_action_get_from (open->pdata[j]);

      if (!g_str_equal (safi_message_ref_get_account (from), id))
        continue;
      safi_engine_post (self, safi_engine_new_task (self, NULL, NULL, NULL, settle_moves, NULL), id,
                        safi_job_settle);
      break;
    }
  }
}

gboolean
safi_engine_start (SafiEngine *self, gboolean read_only, GError **error)
{
  g_return_val_if_fail (!self->is_running, FALSE);

  self->is_running = TRUE;
  self->is_read_only = read_only;
  if (!safi_clock_is_plausible (self->clock))
    safi_engine_emit_notice (self, "wrong-clock");
  if (!read_only && self->authenticator == NULL) {
    self->authenticator = safi_authenticator_new (self->clock, self->dns_server, self->monitor);
    safi_authenticator_set_contacts (self->authenticator, self->contacts);
  }
  if (!(read_only ? borrow_store (self, error) : own_store (self, error)) ||
      !load_accounts (self, error)) {
    safi_engine_stop (self);
    return FALSE;
  }
  self->reader = safi_reader_new (self->directory, self->clock, read_only ? NULL : self->contacts);
  if (!read_only)
    settle_moves (self);
  return TRUE;
}

void
safi_engine_stop (SafiEngine *self)
{
  if (!self->is_running)
    return;
  safi_watch_set_active (self->watch, FALSE);
  g_hash_table_remove_all (self->workers);
  safi_engine_end_newcomers (self);
  if (self->authenticator != NULL)
    safi_authenticator_stop (self->authenticator);
  if (self->store != NULL && self->claim != NULL)
    safi_store_keep_contacts (self->store, self->contacts);
  g_clear_pointer (&self->reader, safi_reader_free);
  g_list_store_remove_all (self->accounts);
  /* If the mark cannot be cleared, the next start only says that it looks for open moves. */
  if (self->store != NULL && self->claim != NULL)
    safi_store_mark_stopped (self->store, NULL);
  g_clear_pointer (&self->store, safi_store_close);
  g_clear_pointer (&self->claim, safi_store_release);
  self->is_running = FALSE;
}
