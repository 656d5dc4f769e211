/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/learning/safi-notice.h"

#include "core/base/safi-error.h"
#include "core/base/safi-fail-point.h"
#include "store/accounts/safi-store-changes.h"

typedef struct {
  SafiSession *session;
  const char *account;
  const char *folder; /* raw name */
  SafiFolderState since;
  gint64 looked; /* seconds UTC */
  gint64 time;   /* seconds UTC: now */
} Notice;

/* TRUE if there is something to ask for; @notice->since is what it is asked from. */
static gboolean
is_due (Notice *notice, const SafiFolderState *now, gboolean must)
{
  const gint64 passed = notice->time - notice->looked;

  if (safi_folder_state_counts (&notice->since, now))
    return now->modseq != notice->since.modseq ||
           !safi_folder_state_lost_none (&notice->since, now);
  notice->since = (SafiFolderState){ .uidvalidity = now->uidvalidity };
  return must || notice->looked == 0 || passed < 0 || passed >= SAFI_NOTICE_EVERY;
}

static gboolean
write_messages (Notice *notice, SafiChanges *changes, GError **error)
{
  SafiStore *store = notice->session->store;
  const guint32 uidvalidity = changes->state.uidvalidity;

  for (guint i = 0; i < changes->messages->len; i++) {
    const SafiListed *listed = &g_array_index (changes->messages, SafiListed, i);

    if (!safi_store_note_flags (store, notice->account, notice->folder, uidvalidity, listed->uid,
                                listed->flags, error))
      return FALSE;
  }
  for (guint i = 0; i < changes->gone->len; i++)
    if (!safi_store_note_gone (store, notice->account, notice->folder, uidvalidity,
                               g_array_index (changes->gone, guint32, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_state (Notice *notice, SafiChanges *changes, GError **error)
{
  return safi_store_set_folder_state (notice->session->store, notice->account, notice->folder,
                                      &changes->state,
                                      changes->is_all ? notice->time : notice->looked, error);
}

/* @whole: the changes are all that matter in the folder. */
static gboolean
keep (Notice *notice, SafiChanges *changes, gboolean whole, GError **error)
{
  SafiStore *store = notice->session->store;

  safi_fail_point ("notice.before-commit");
  if (!safi_store_begin (store, error))
    return FALSE;
  if (write_messages (notice, changes, error) && (!whole || write_state (notice, changes, error)))
    return safi_store_commit (store, error);
  safi_store_rollback (store);
  return FALSE;
}

/* A folder that began anew since it was listed is left to the next check. */
static gboolean
look (Notice *notice, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) uids = safi_store_list_known (
      notice->session->store, notice->account, notice->folder, notice->since.uidvalidity,
      notice->time - SAFI_NOTICE_AGE, SAFI_CHANGES_MAX, error);
  g_autoptr (SafiChanges) changes = NULL;
  g_autoptr (GError) local = NULL;

  if (uids == NULL)
    return FALSE;
  changes = safi_mail_source_list_changes (notice->session->source, notice->folder, &notice->since,
                                           uids, cancellable, &local);
  if (changes != NULL)
    return keep (notice, changes, TRUE, error);
  if (safi_error_get_remedy (local) == SAFI_REMEDY_LIST_AGAIN)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
safi_notice (SafiSession *session,
             const char *folder,
             const SafiFolderState *now,
             gboolean must,
             GCancellable *cancellable,
             GError **error)
{
  Notice notice = {
    .session = session,
    .account = safi_account_get_id (session->account),
    .folder = folder,
    .time = safi_clock_wall (session->clock),
  };

  return safi_store_get_folder_state (session->store, notice.account, folder, &notice.since,
                                      &notice.looked, error) &&
         (!is_due (&notice, now, must) || look (&notice, cancellable, error));
}

gboolean
safi_notice_these (SafiSession *session,
                   const char *folder,
                   guint32 uidvalidity,
                   GArray *uids,
                   GCancellable *cancellable,
                   GError **error)
{
  Notice notice = {
    .session = session,
    .account = safi_account_get_id (session->account),
    .folder = folder,
    .since = { .uidvalidity = uidvalidity },
  };
  g_autoptr (SafiChanges) changes = safi_mail_source_list_changes (
      session->source, folder, &notice.since, uids, cancellable, error);

  return changes != NULL && keep (&notice, changes, FALSE, error);
}
