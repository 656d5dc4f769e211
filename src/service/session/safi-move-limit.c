/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/session/safi-move-limit.h"

#include "core/mailbox/safi-policy.h"
#include "service/session/safi-learning.h"
#include "store/accounts/safi-move-pace.h"

#define NOTE_APPROVED "moves-approved" /* the last action before */
#define NOTE_STOPPED "moves-stopped"

static const char *
get_id (SafiSession *session)
{
  return safi_account_get_id (session->account);
}

/* Whatever was held back is gone, each by an answer of its own. */
static gboolean
forget_stop (SafiSession *session, GError **error)
{
  SafiJudgedQuery query = { .account = get_id (session), .filter = SAFI_JUDGED_WOULD_MOVE };
  guint n_held = 0;

  if (!safi_store_count_judged (session->store, &query, &n_held, error))
    return FALSE;
  return n_held > 0 ||
         safi_store_set_note (session->store, get_id (session), NOTE_STOPPED, NULL, error);
}

gboolean
safi_move_limit_read (SafiSession *session, guint *ret_left, GError **error)
{
  const gint64 approved = safi_learning_read_time (session->store, get_id (session), NOTE_APPROVED);
  SafiMovePace pace;

  if (!forget_stop (session, error) ||
      !safi_move_pace_read (session->store, get_id (session), approved, &pace, error))
    return FALSE;
  *ret_left = safi_policy_get_moves_left (pace.in_hour, pace.today, pace.earlier, pace.days);
  return TRUE;
}

gboolean
safi_move_limit_note_stop (SafiSession *session, GError **error)
{
  return safi_store_set_note (session->store, get_id (session), NOTE_STOPPED, "1", error);
}

gboolean
safi_move_limit_has_stopped (SafiSession *session)
{
  g_autofree char *note =
      safi_store_get_note (session->store, get_id (session), NOTE_STOPPED, NULL);

  return note != NULL;
}

gboolean
safi_move_limit_approve (SafiSession *session, GError **error)
{
  g_autofree char *text = NULL;
  gint64 last;

  if (!safi_move_pace_get_last (session->store, get_id (session), &last, error))
    return FALSE;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, last);
  return safi_store_set_note (session->store, get_id (session), NOTE_APPROVED, text, error) &&
         safi_store_set_note (session->store, get_id (session), NOTE_STOPPED, NULL, error);
}
