/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/session/safi-reach.h"
#include "service/worker/safi-jobs.h"
#include "store/accounts/safi-data-use.h"
#include "store/accounts/safi-store-watch.h"

gpointer
safi_job_choose_reach (SafiSession *session,
                       SafiRequest *request,
                       GCancellable *cancellable,
                       GError **error)
{
  if (!safi_session_check_store (session, error) ||
      !safi_reach_choose (session->store, safi_account_get_id (session->account), request->reach,
                          request->days, error))
    return NULL;
  return session;
}

gpointer
safi_job_watch_again (SafiSession *session,
                      SafiRequest *request,
                      GCancellable *cancellable,
                      GError **error)
{
  if (!safi_session_check_store (session, error) ||
      !safi_store_begin_watch_week (session->store, safi_account_get_id (session->account), error))
    return NULL;
  return session;
}

gpointer
safi_job_lift_limit (SafiSession *session,
                     SafiRequest *request,
                     GCancellable *cancellable,
                     GError **error)
{
  if (!safi_session_check_store (session, error))
    return NULL;
  safi_session_note_data_use (session);
  if (!safi_store_lift_day_limit (session->store, safi_clock_wall (session->clock), error))
    return NULL;
  return session;
}
