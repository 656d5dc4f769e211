/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/safi-error.h"
#include "filter/lists/safi-lists.h"
#include "service/worker/safi-jobs.h"
#include "store/senders/safi-store-senders.h"

/* A free mailbox provider has good and bad customers. */
static gboolean
is_one_sender (const char *name)
{
  return *name != '\0' && (strchr (name, '@') != NULL || !safi_lists_is_free_mail (name));
}

gpointer
safi_job_set_sender_rule (SafiSession *session,
                          SafiRequest *request,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *name = safi_sender_name (request->sender);

  if (!is_one_sender (name)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "not one sender");
    return NULL;
  }
  if (!safi_session_check_store (session, error) ||
      !safi_store_set_sender_rule (session->store, safi_account_get_id (session->account), name,
                                   request->rule, safi_clock_wall (session->clock), error))
    return NULL;
  return session;
}
