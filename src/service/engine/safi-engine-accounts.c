/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-engine-private.h"

#include <string.h>

#include "core/base/safi-error.h"
#include "service/worker/safi-practice.h"

/* An account whose first job decides whether it becomes one. */
typedef struct {
  GTask *task; /* what the face waits for */
  SafiAccount *account;
  SafiAccountWorker *worker; /* (nullable): NULL once the engine has stopped */
} Newcomer;

static Newcomer *
make_newcomer (SafiEngine *self, SafiAccount *account, GTask *task)
{
  Newcomer *newcomer = g_new0 (Newcomer, 1);

  newcomer->task = task;
  newcomer->account = safi_account_ref (account);
  newcomer->worker = safi_engine_new_worker (self, account);
  g_ptr_array_add (self->newcomers, newcomer);
  return newcomer;
}

static void
free_newcomer (SafiEngine *self, Newcomer *newcomer)
{
  g_ptr_array_remove (self->newcomers, newcomer);
  safi_account_worker_free (newcomer->worker);
  safi_account_unref (newcomer->account);
  g_object_unref (newcomer->task);
  g_free (newcomer);
}

static void
newcomer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SafiEngine *self = SAFI_ENGINE (source);
  Newcomer *newcomer = user_data;
  SafiRequest *request = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gpointer value = g_task_propagate_pointer (G_TASK (result), &error);

  if (value == NULL) {
    g_task_return_error (newcomer->task, error);
  } else {
    if (newcomer->worker != NULL) {
      safi_engine_take_account (self, newcomer->account, &request->policy,
                                g_steal_pointer (&newcomer->worker));
      safi_watch_plan (self->watch, safi_account_get_id (newcomer->account), TRUE);
    }
    g_task_return_pointer (newcomer->task, value, request->free_result);
  }
  free_newcomer (self, newcomer);
}

void
safi_engine_end_newcomers (SafiEngine *self)
{
  for (guint i = 0; i < self->newcomers->len; i++) {
    Newcomer *newcomer = self->newcomers->pdata[i];

    g_clear_pointer (&newcomer->worker, safi_account_worker_free);
  }
}

/* Ends @task unless accounts can be changed now. */
static gboolean
check_writable (SafiEngine *self, GTask *task)
{
  if (self->is_running && !self->is_read_only)
    return TRUE;
  g_task_return_new_error (task, SAFI_ERROR, SAFI_ERROR_STORE_READ_ONLY, "only reading");
  g_object_unref (task);
  return FALSE;
}

void
safi_engine_add_account_async (SafiEngine *self,
                               SafiAccount *account,
                               const char *secret,
                               gboolean keep_secret,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SafiRequest *request;
  Newcomer *newcomer;

  g_task_set_check_cancellable (task, FALSE);
  if (!check_writable (self, task))
    return;
  request = safi_request_new ();
  request->secret = g_strdup (secret);
  request->keep_secret = keep_secret;
  newcomer = make_newcomer (self, account, task);
  safi_account_worker_post (newcomer->worker,
                            safi_engine_new_task (self, cancellable, newcomer_cb, newcomer,
                                                  safi_engine_add_account_async, request),
                            safi_job_add_account);
}

gboolean
safi_engine_add_account_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/* Returns: (nullable) (transfer none). */
static SafiAccount *
find_practice (SafiEngine *self)
{
  GListModel *accounts = safi_engine_get_accounts (self);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    SafiAccount *account = safi_account_state_get_account (state);

    if (safi_account_get_kind (account) == SAFI_ACCOUNT_PRACTICE)
      return account;
  }
  return NULL;
}

void
safi_engine_add_practice_async (SafiEngine *self,
                                const char *directory,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *beside = g_build_filename (self->directory, "practice", NULL);
  g_autoptr (SafiAccount) account = NULL;
  SafiRequest *request;
  Newcomer *newcomer;

  g_task_set_check_cancellable (task, FALSE);
  if (!check_writable (self, task))
    return;
  request = safi_request_new ();
  request->free_result = (GDestroyNotify) safi_account_unref;
  if (find_practice (self) != NULL) {
    SafiAccount *known = find_practice (self);

    g_task_set_task_data (task, request, (GDestroyNotify) safi_request_free);
    safi_engine_post (self, task, safi_account_get_id (known), safi_job_add_practice);
    return;
  }
  account = safi_account_new_practice (NULL, SAFI_PRACTICE_ADDRESS,
                                       directory != NULL ? directory : beside);
  newcomer = make_newcomer (self, account, task);
  safi_account_worker_post (newcomer->worker,
                            safi_engine_new_task (self, cancellable, newcomer_cb, newcomer,
                                                  safi_engine_add_practice_async, request),
                            safi_job_add_practice);
}

SafiAccount *
safi_engine_add_practice_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A job on an account after which the main thread has something to do, too. */
typedef struct {
  GTask *task;
  char *account;
} Change;

static Change *
make_change (GTask *task, const char *account)
{
  Change *change = g_new0 (Change, 1);

  change->task = task;
  change->account = g_strdup (account);
  return change;
}

/* Returns: TRUE if the job was done. */
static gboolean
end_change (Change *change, GAsyncResult *result)
{
  GError *error = NULL;
  gboolean is_done = g_task_propagate_pointer (G_TASK (result), &error) != NULL;

  if (is_done)
    g_task_return_boolean (change->task, TRUE);
  else
    g_task_return_error (change->task, error);
  g_object_unref (change->task);
  return is_done;
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SafiEngine *self = SAFI_ENGINE (source);
  Change *change = user_data;
  gboolean is_done = end_change (change, result);

  /* What a person has just mended is tried at once. */
  if (is_done && self->is_running)
    safi_watch_plan (self->watch, change->account, TRUE);
  g_free (change->account);
  g_free (change);
}

static void
policy_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Change *change = user_data;
  SafiAccountState *state = safi_engine_find_account (SAFI_ENGINE (source), change->account);

  if (state != NULL)
    safi_account_state_end_wish (state);
  changed_cb (source, result, user_data);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SafiEngine *self = SAFI_ENGINE (source);
  Change *change = user_data;

  if (end_change (change, result) && self->is_running)
    safi_engine_drop_account (self, change->account);
  g_free (change->account);
  g_free (change);
}

static void
post_change (SafiEngine *self,
             const char *account,
             SafiRequest *request,
             SafiSessionJob job,
             GAsyncReadyCallback done_cb,
             GTask *task)
{
  Change *change = make_change (task, account);

  g_task_set_check_cancellable (task, FALSE);
  safi_engine_post (self,
                    safi_engine_new_task (self, g_task_get_cancellable (task), done_cb, change,
                                          post_change, request),
                    account, job);
}

void
safi_engine_post_change (SafiEngine *self,
                         const char *account,
                         SafiRequest *request,
                         SafiSessionJob job,
                         GTask *task)
{
  post_change (self, account, request, job, changed_cb, task);
}

void
safi_engine_set_secret_async (SafiEngine *self,
                              const char *account,
                              const char *secret,
                              gboolean keep_secret,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->secret = g_strdup (secret);
  request->keep_secret = keep_secret;
  post_change (self, account, request, safi_job_set_secret, changed_cb,
               g_task_new (self, cancellable, callback, user_data));
}

gboolean
safi_engine_set_secret_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
safi_engine_lend_secret_async (SafiEngine *self,
                               const char *account,
                               const char *secret,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  SafiRequest *request = safi_request_new ();

  request->secret = g_strdup (secret);
  post_change (self, account, request, safi_job_lend_secret, changed_cb,
               g_task_new (self, cancellable, callback, user_data));
}

gboolean
safi_engine_lend_secret_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
safi_engine_remove_account_async (SafiEngine *self,
                                  const char *account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  safi_engine_cancel_check (self, account);
  safi_engine_cancel_learning (self, account);
  post_change (self, account, NULL, safi_job_remove_account, removed_cb,
               g_task_new (self, cancellable, callback, user_data));
}

gboolean
safi_engine_remove_account_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Whoever pauses a mailbox wants nothing to happen there any more. What waits to be learned goes on
 * waiting: nobody gave that up. */
static void
stop_work (SafiEngine *self, const char *account)
{
  SafiAccountWorker *worker = g_hash_table_lookup (self->workers, account);

  if (worker == NULL)
    return;
  safi_account_worker_cancel_checks (worker);
  safi_account_worker_cancel_learning (worker);
}

void
safi_engine_set_policy_async (SafiEngine *self,
                              const char *account,
                              const SafiPolicy *policy,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  SafiRequest *request = safi_request_new ();
  SafiAccountState *state = safi_engine_find_account (self, account);

  request->policy = *policy;
  if (state != NULL && policy->paused && !safi_account_state_get_wished_policy (state)->paused)
    stop_work (self, account);
  if (state != NULL)
    safi_account_state_begin_wish (state, policy);
  post_change (self, account, request, safi_job_set_policy, policy_set_cb,
               g_task_new (self, cancellable, callback, user_data));
}

gboolean
safi_engine_set_policy_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
safi_engine_has_mailbox (SafiEngine *self)
{
  GListModel *accounts = self != NULL ? safi_engine_get_accounts (self) : NULL;

  for (guint i = 0; accounts != NULL && i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    if (safi_account_get_kind (safi_account_state_get_account (state)) == SAFI_ACCOUNT_IMAP)
      return TRUE;
  }
  return FALSE;
}
