/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/moving/safi-imap-move.h"

#include "core/base/safi-error.h"
#include "core/mailbox/safi-policy.h"
#include "mail/connection/safi-imap-command.h"
#include "mail/connection/safi-imap-error.h"
#include "mail/moving/safi-imap-claim.h"
#include "mail/reading/safi-imap-folders.h"
#include "mail/reading/safi-imap-list.h"
#include "mail/reply/safi-imap-set.h"

static gboolean
was_claimed (SafiAction *action)
{
  return g_strcmp0 (safi_action_get_reason (action), SAFI_MOVE_CLAIMED) == 0;
}

/* A move that was begun before and is planned again may have been executed late, and one that was
 * left to another Safibox by that one: the folders are looked at before a copy is made. */
SafiMoveState
safi_imap_moving_get_state (SafiAction *action)
{
  const SafiActionFields *fields = safi_action_get_fields (action);

  if (fields->state == SAFI_MOVE_PLANNED && fields->place.uidnext > 0 &&
      (fields->tries > 0 || was_claimed (action)))
    return SAFI_MOVE_SENT;
  return fields->state;
}

GArray *
safi_imap_moving_list (GPtrArray *actions)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (SafiImapMoving));

  for (guint i = 0; i < actions->len; i++) {
    const SafiActionFields *fields = safi_action_get_fields (actions->pdata[i]);
    SafiMessageRef *from = safi_action_get_from (actions->pdata[i]);
    SafiImapMoving moving = {
      .index = i,
      .uid = safi_message_ref_get_uid (from),
      .identity = safi_message_ref_get_identity (from),
      .state = safi_imap_moving_get_state (actions->pdata[i]),
      .place = fields->place,
      .is_first_try = fields->tries == 0,
      .was_claimed = was_claimed (actions->pdata[i]),
      .is_asked = fields->is_asked,
    };

    g_array_append_val (all, moving);
  }
  return all;
}

/* Why the server refused a move, as the journal keeps it. */
static const struct {
  const char *code;
  const char *reason;
} reasons[] = {
  { "OVERQUOTA", "overquota" },
  { "TRYCREATE", "no-target" },
  { "NONEXISTENT", "no-target" },
  { "NOPERM", "not-permitted" },
};

static const char *
get_reason (SafiImapReply *reply)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reply->code, reasons[i].code) == 0)
      return reasons[i].reason;
  return "refused";
}

gboolean
safi_imap_move_tell (SafiImapMove *move,
                     SafiImapMoving *moving,
                     SafiMoveState state,
                     const char *reason,
                     GError **error)
{
  g_autoptr (GError) local = NULL;

  if (move->step (moving->index, state, &moving->place, reason, move->user_data, &local)) {
    moving->state = state;
    return TRUE;
  }
  if (local == NULL)
    g_set_error_literal (&local, SAFI_ERROR, SAFI_ERROR_STOPPED, "the journal said stop");
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

SafiImapMoving *
safi_imap_move_find (SafiImapMove *move, guint32 uid)
{
  for (guint i = 0; i < move->moving->len; i++) {
    SafiImapMoving *moving = &g_array_index (move->moving, SafiImapMoving, i);

    if (moving->uid == uid)
      return moving;
  }
  return NULL;
}

GArray *
safi_imap_move_get_uids (SafiImapMove *move, SafiMoveState state)
{
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < move->moving->len; i++) {
    SafiImapMoving *moving = &g_array_index (move->moving, SafiImapMoving, i);

    if (moving->state == state)
      g_array_append_val (uids, moving->uid);
  }
  safi_imap_set_sort (uids);
  return uids;
}

/* Returns: (nullable): what there is to say of a step. */
static const char *
get_note (SafiImapMoving *moving, SafiMoveState state)
{
  if (state == SAFI_MOVE_ASK)
    return SAFI_MOVE_ORIGINAL_STAYS;
  return state == SAFI_MOVE_DONE && moving->is_claimed ? SAFI_MOVE_MARKED : NULL;
}

static gboolean
tell_set (SafiImapMove *move,
          GArray *uids,
          guint start,
          guint end,
          SafiMoveState state,
          GError **error)
{
  for (guint i = start; i < end; i++) {
    SafiImapMoving *moving = safi_imap_move_find (move, g_array_index (uids, guint32, i));

    if (moving->state != SAFI_MOVE_DONE &&
        !safi_imap_move_tell (move, moving, state, get_note (moving, state), error))
      return FALSE;
  }
  return TRUE;
}

static void
source_seen_cb (const SafiListed *listed, const char *identity, gpointer user_data)
{
  SafiImapMoving *moving = safi_imap_move_find (user_data, listed->uid);

  if (moving == NULL)
    return;
  moving->in_source = g_str_equal (moving->identity, identity);
  moving->is_another = !moving->in_source;
}

gboolean
safi_imap_move_look_in_source (SafiImapMove *move, SafiMoveState wanted, GError **error)
{
  g_autoptr (GArray) uids = safi_imap_move_get_uids (move, wanted);
  guint next = 0;

  while (next < uids->len) {
    g_autofree char *set =
        safi_imap_set_write (uids, next, uids->len, SAFI_IMAP_MOVE_SET_MAX, &next);

    if (!safi_imap_list_identities (move->connection, set, uids->len, source_seen_cb, move,
                                    move->cancellable, error))
      return FALSE;
  }
  return TRUE;
}

typedef struct {
  SafiImapMove *move;
  GArray *copies; /* (element-type guint32): pairs of source and target UID */
} Answer;

/* Only a proof for the folder that STATUS told of. */
static void
note_copies (Answer *answer, SafiImapReply *reply)
{
  if (reply->copied_from == NULL)
    return;
  for (guint i = 0; i < reply->copied_from->len; i++) {
    guint32 uid = g_array_index (reply->copied_from, guint32, i);
    SafiImapMoving *moving = safi_imap_move_find (answer->move, uid);

    if (moving == NULL || moving->state != SAFI_MOVE_SENT ||
        moving->place.uidvalidity != reply->uidvalidity)
      continue;
    moving->place.uid = g_array_index (reply->copied_to, guint32, i);
    g_array_append_val (answer->copies, uid);
  }
}

/* MOVE tells COPYUID in an untagged reply (RFC 6851 section 4.3). */
static void
copied_cb (SafiImapReply *reply, gpointer user_data)
{
  if (reply->type == SAFI_IMAP_REPLY_UNTAGGED && reply->condition == SAFI_IMAP_OK)
    note_copies (user_data, reply);
}

static void
set_reasons (SafiImapMove *move, const char *reason)
{
  for (guint i = 0; i < move->moving->len; i++) {
    SafiImapMoving *moving = &g_array_index (move->moving, SafiImapMoving, i);

    if (moving->state == SAFI_MOVE_SENT)
      moving->reason = reason;
  }
}

/* Sends MOVE or COPY for one set and tells what COPYUID proves. @ret_refused: what a NO or BAD
 * means; even then some messages may have gone. */
static gboolean
send_set (SafiImapMove *move,
          const char *verb,
          const char *set,
          SafiMoveState proved,
          GError **ret_refused,
          GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (verb);
  g_autoptr (GArray) copies = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (SafiImapReply) reply = NULL;
  Answer answer = { move, copies };

  safi_imap_command_add (command, set);
  safi_imap_command_add (command, " ");
  safi_imap_command_add_string (command, move->to);
  reply = safi_imap_command_run (command, move->connection, NULL, copied_cb, &answer,
                                 move->cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (safi_imap_reply_is_done (reply)) {
    note_copies (&answer, reply);
  } else {
    set_reasons (move, get_reason (reply));
    g_clear_error (ret_refused);
    safi_imap_error_set_refused (ret_refused, reply->code, reply->text);
  }
  return tell_set (move, copies, 0, copies->len, proved, error);
}

static gboolean
set_labels_stay (GError **error)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NOT_PERMITTED, "labels cannot be moved so");
  return FALSE;
}

/* What only a person can settle is @ret_refused. Returns: FALSE with @error if it is to be tried
 * again. */
static gboolean
take_refusal (SafiImapReply *reply, GError **ret_refused, GError **error)
{
  g_autoptr (GError) local = NULL;

  safi_imap_error_set_refused (&local, reply->code, reply->text);
  if (safi_error_get_remedy (local) != SAFI_REMEDY_ASK_PERSON) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  g_clear_error (ret_refused);
  g_propagate_error (ret_refused, g_steal_pointer (&local));
  return TRUE;
}

/* Takes away what is marked deleted, where the server can do that for these messages alone. EXPUNGE
 * without UIDs would take what others marked, too: never. Where it may not be done the mark is all
 * there is, as on servers that cannot do it. */
static gboolean
expunge (SafiImapMove *move, const char *set, GError **error)
{
  g_autofree char *text = g_strdup_printf ("UID EXPUNGE %s", set);
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);
  g_autoptr (SafiImapReply) reply =
      safi_imap_command_run (command, move->connection, NULL, NULL, NULL, move->cancellable, error);
  g_autoptr (GError) refused = NULL;

  return reply != NULL &&
         (safi_imap_reply_is_done (reply) || take_refusal (reply, &refused, error));
}

/* Marks the originals of COPIED messages deleted, and takes them away. Where they cannot be marked
 * the messages stay in both folders, and the person is asked. */
static gboolean
finish_set (SafiImapMove *move,
            GArray *uids,
            guint start,
            guint end,
            const char *set,
            GError **ret_refused,
            GError **error)
{
  g_autofree char *text = g_strdup_printf ("UID STORE %s +FLAGS.SILENT (\\Deleted)", set);
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);
  g_autoptr (SafiImapReply) reply =
      safi_imap_command_run (command, move->connection, NULL, NULL, NULL, move->cancellable, error);

  if (reply == NULL)
    return FALSE;
  if (!safi_imap_reply_is_done (reply))
    return take_refusal (reply, ret_refused, error) &&
           tell_set (move, uids, start, end, SAFI_MOVE_ASK, error);
  if (safi_imap_connection_has (move->connection, "UIDPLUS") &&
      (!tell_set (move, uids, start, end, SAFI_MOVE_COPIED, error) || !expunge (move, set, error)))
    return FALSE;
  return tell_set (move, uids, start, end, SAFI_MOVE_DONE, error);
}

/* @ret_refused: what the server does not let be finished, which was told as ASK. */
static gboolean
finish_copied (SafiImapMove *move, GError **ret_refused, GError **error)
{
  g_autoptr (GArray) uids = safi_imap_move_get_uids (move, SAFI_MOVE_COPIED);
  guint next = 0;

  if (uids->len == 0)
    return TRUE;
  /* On Gmail the originals would be archived or lost, as the account is set up. */
  if (safi_imap_connection_has (move->connection, "X-GM-EXT-1")) {
    g_clear_error (ret_refused);
    set_labels_stay (ret_refused);
    return tell_set (move, uids, 0, uids->len, SAFI_MOVE_ASK, error);
  }
  while (next < uids->len) {
    guint start = next;
    g_autofree char *set =
        safi_imap_set_write (uids, start, uids->len, SAFI_IMAP_MOVE_SET_MAX, &next);

    if (!finish_set (move, uids, start, next, set, ret_refused, error))
      return FALSE;
  }
  return TRUE;
}

/* A UID that now stands for another message is none of ours to move: the person is asked. */
static gboolean
tell_planned (SafiImapMove *move, SafiImapMoving *moving, GError **error)
{
  if (moving->in_source)
    return safi_imap_move_tell (move, moving, SAFI_MOVE_PLANNED, NULL, error);
  if (moving->is_another)
    return safi_imap_move_tell (move, moving, SAFI_MOVE_ASK, "another-message", error);
  return safi_imap_move_tell (move, moving, SAFI_MOVE_GONE, "not-there", error);
}

/* Opens the source for changes and leaves those PLANNED that are there. */
static gboolean
prepare (SafiImapMove *move, GError **error)
{
  SafiPlace place = { 0 };

  if (!safi_imap_folders_open (move->connection, move->from, TRUE, move->cancellable, error) ||
      !safi_imap_folders_open_as (move->connection, move->from, move->from_uidvalidity, TRUE,
                                  move->cancellable, error) ||
      !safi_imap_folders_ask_place (move->connection, move->to, &place, move->cancellable, error) ||
      !safi_imap_move_look_in_source (move, SAFI_MOVE_PLANNED, error))
    return FALSE;
  for (guint i = 0; i < move->moving->len; i++) {
    SafiImapMoving *moving = &g_array_index (move->moving, SafiImapMoving, i);

    if (moving->state != SAFI_MOVE_PLANNED)
      continue;
    moving->place = place;
    if (!tell_planned (move, moving, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
begin_planned (SafiImapMove *move, GError **ret_refused, GError **error)
{
  gboolean can_move = safi_imap_connection_has (move->connection, "MOVE");
  const char *verb = can_move ? "UID MOVE " : "UID COPY ";
  SafiMoveState proved = can_move ? SAFI_MOVE_DONE : SAFI_MOVE_COPIED;
  g_autoptr (GArray) uids = NULL;
  guint next = 0;

  if (!can_move && safi_imap_connection_has (move->connection, "X-GM-EXT-1"))
    return set_labels_stay (error);
  if (!prepare (move, error))
    return FALSE;
  uids = safi_imap_claim (move, error);
  if (uids == NULL)
    return FALSE;
  while (next < uids->len && *ret_refused == NULL) {
    guint start = next;
    g_autofree char *set =
        safi_imap_set_write (uids, start, uids->len, SAFI_IMAP_MOVE_SET_MAX, &next);

    if (!tell_set (move, uids, start, next, SAFI_MOVE_SENT, error) ||
        !send_set (move, verb, set, proved, ret_refused, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
has_state (SafiImapMove *move, SafiMoveState state)
{
  g_autoptr (GArray) uids = safi_imap_move_get_uids (move, state);

  return uids->len > 0;
}

gboolean
safi_imap_move (SafiImapMove *move, GError **error)
{
  g_autoptr (GError) refused = NULL;

  if ((has_state (move, SAFI_MOVE_SENT) || has_state (move, SAFI_MOVE_COPIED)) &&
      (!safi_imap_move_reconcile (move, error) || !finish_copied (move, &refused, error)))
    return FALSE;
  if (refused == NULL && has_state (move, SAFI_MOVE_PLANNED)) {
    if (!begin_planned (move, &refused, error) ||
        (has_state (move, SAFI_MOVE_SENT) && !safi_imap_move_reconcile (move, error)) ||
        !finish_copied (move, &refused, error))
      return FALSE;
  }
  if (refused == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}
