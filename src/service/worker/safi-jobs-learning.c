/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/learning/safi-seed-plan.h"
#include "service/mailbox/safi-mover.h"
#include "service/worker/safi-jobs.h"

gpointer
safi_job_estimate_learning (SafiSession *session,
                            SafiRequest *request,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (SafiSeedPlan) plan = NULL;
  SafiLearnEstimate *estimate;

  if (!safi_mover_connect (session, cancellable, error))
    return NULL;
  plan = safi_seed_plan_new (session, request->leave, cancellable, error);
  if (plan == NULL)
    return NULL;
  safi_seed_plan_balance (plan, session->filter);
  estimate = g_new0 (SafiLearnEstimate, 1);
  safi_seed_plan_estimate (plan, estimate);
  return estimate;
}

gpointer
safi_job_stop_learning (SafiSession *session,
                        SafiRequest *request,
                        GCancellable *cancellable,
                        GError **error)
{
  if (!safi_session_check_store (session, error) ||
      !safi_store_set_note (session->store, safi_account_get_id (session->account),
                            SAFI_NOTE_LEARN_ON, NULL, error))
    return NULL;
  safi_session_emit_counts (session);
  return session;
}
