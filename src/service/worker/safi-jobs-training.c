/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-error.h"
#include "filter/model/safi-trial.h"
#include "service/worker/safi-jobs.h"

static const char *
get_id (SafiSession *session)
{
  return safi_account_get_id (session->account);
}

gpointer
safi_job_summarise_training (SafiSession *session,
                             SafiRequest *request,
                             GCancellable *cancellable,
                             GError **error)
{
  SafiTrainingSummary summary;

  if (!safi_session_check_store (session, error) ||
      !safi_training_summarise (session->store, get_id (session), &summary, error))
    return NULL;
  return g_memdup2 (&summary, sizeof summary);
}

static GBytes *
write_copy (SafiSession *session, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiTrainingCopy) copy =
      safi_training_copy_of (session->store, get_id (session), cancellable, error);

  return copy != NULL ? safi_training_copy_write (copy, error) : NULL;
}

gpointer
safi_job_export_training (SafiSession *session,
                          SafiRequest *request,
                          GCancellable *cancellable,
                          GError **error)
{
  return safi_session_check_store (session, error) ? write_copy (session, cancellable, error)
                                                   : NULL;
}

/* What was there before, so that the person can go back. Too much of it for one file is no reason
 * to refuse. */
static gboolean
keep_before (SafiSession *session,
             SafiTrainingChange *change,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) failure = NULL;

  change->before = write_copy (session, cancellable, &failure);
  if (change->before == NULL && !g_error_matches (failure, SAFI_ERROR, SAFI_ERROR_COPY_TOO_LARGE)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  return TRUE;
}

/* Learning that the day's limit put off was meant for what is forgotten now. */
static gboolean
replace (SafiSession *session,
         const SafiTrainingCopy *copy,
         GCancellable *cancellable,
         GError **error)
{
  if (!safi_store_begin (session->store, error))
    return FALSE;
  if (safi_store_set_note (session->store, get_id (session), SAFI_NOTE_LEARN_ON, NULL, error) &&
      safi_filter_replace (session->filter, copy, cancellable, error) &&
      safi_store_commit (session->store, error))
    return TRUE;
  safi_store_rollback (session->store);
  safi_filter_reload (session->filter, NULL);
  return FALSE;
}

gpointer
safi_job_replace_training (SafiSession *session,
                           SafiRequest *request,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (SafiTrainingCopy) copy = NULL;
  g_autoptr (SafiTrainingChange) change = g_new0 (SafiTrainingChange, 1);

  if (!safi_session_check_store (session, error))
    return NULL;
  if (request->octets != NULL) {
    copy = safi_training_copy_read (request->octets, error);
    if (copy == NULL)
      return NULL;
  }
  if (!keep_before (session, change, cancellable, error) ||
      !replace (session, copy, cancellable, error) ||
      !safi_training_summarise (session->store, get_id (session), &change->now, error))
    return NULL;
  return g_steal_pointer (&change);
}

gpointer
safi_job_try_training (SafiSession *session,
                       SafiRequest *request,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GArray) history = NULL;
  SafiTrial trial;

  if (!safi_session_check_store (session, error))
    return NULL;
  history = safi_training_list_history (session->store, get_id (session), error);
  if (history == NULL)
    return NULL;
  safi_trial_run (history, &session->policy, &trial);
  return g_memdup2 (&trial, sizeof trial);
}
