/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/moving/safi-imap-move.h"

#include "core/base/safi-error.h"
#include "mail/reading/safi-imap-folders.h"
#include "mail/reading/safi-imap-list.h"

/* Messages of the target that may have come since a move was planned: more are not looked at. */
#define TARGET_MAX 20000

/* A message seen in the target that may be one of ours. */
typedef struct {
  guint32 uid;
  char *identity;
  gboolean taken; /* it is the copy of one of the actions */
} Copy;

typedef struct {
  SafiImapMove *move;
  guint32 first; /* UID: "n:*" names the last message even if its UID is below n */
  GArray *copies;
} Target;

static void
clear_copy (gpointer data)
{
  g_free (((Copy *) data)->identity);
}

static gboolean
is_open_question (SafiImapMoving *moving)
{
  return moving->state == SAFI_MOVE_SENT || moving->state == SAFI_MOVE_COPIED;
}

/* A copy that COPYUID told of belongs to that action alone. */
static gboolean
is_known_to_be_anothers (SafiImapMove *move, guint32 uid)
{
  for (guint i = 0; i < move->moving->len; i++) {
    SafiImapMoving *moving = &g_array_index (move->moving, SafiImapMoving, i);

    if (!is_open_question (moving) && moving->place.uid == uid)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_wanted (SafiImapMove *move, const char *identity)
{
  for (guint i = 0; i < move->moving->len; i++) {
    SafiImapMoving *moving = &g_array_index (move->moving, SafiImapMoving, i);

    if (is_open_question (moving) && g_str_equal (moving->identity, identity))
      return TRUE;
  }
  return FALSE;
}

static void
target_seen_cb (const SafiListed *listed, const char *identity, gpointer user_data)
{
  Target *target = user_data;
  Copy copy = { listed->uid, NULL, FALSE };

  if (listed->uid < target->first || (listed->flags & SAFI_FLAG_DELETED) ||
      !is_wanted (target->move, identity) || is_known_to_be_anothers (target->move, listed->uid))
    return;
  copy.identity = g_strdup (identity);
  g_array_append_val (target->copies, copy);
}

/* Where UIDs began anew only identities tell, and what they tell is not decided here. */
static gboolean
set_began_anew (GError **error)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_FOLDER_CHANGED, "the UIDs are others now");
  return FALSE;
}

/* @ret_first: the UID from which on a copy of ours must be. */
static gboolean
get_first (SafiImapMove *move, guint32 *ret_first, GError **error)
{
  guint32 first = G_MAXUINT32;

  for (guint i = 0; i < move->moving->len; i++) {
    SafiImapMoving *moving = &g_array_index (move->moving, SafiImapMoving, i);

    if (!is_open_question (moving))
      continue;
    if (moving->place.uidvalidity != move->connection->uidvalidity)
      return set_began_anew (error);
    first = MIN (first, moving->place.uidnext);
  }
  *ret_first = MAX (first, 1);
  return TRUE;
}

static gboolean
look_in_target (SafiImapMove *move, GArray *copies, GError **error)
{
  SafiImapConnection *connection = move->connection;
  Target target = { move, 1, copies };
  g_autofree char *set = NULL;

  if (!safi_imap_folders_open (connection, move->to, FALSE, move->cancellable, error))
    return FALSE;
  if (!get_first (move, &target.first, error))
    return FALSE;
  if (connection->exists == 0)
    return TRUE;
  set = g_strdup_printf ("%u:*", target.first);
  return safi_imap_list_identities (connection, set, MIN (connection->exists, TARGET_MAX),
                                    target_seen_cb, &target, move->cancellable, error);
}

/* COPYUID told of this copy for another action, which still has to be finished. */
static gboolean
is_reserved (SafiImapMove *move, SafiImapMoving *moving, Copy *copy)
{
  SafiImapMoving *all = (SafiImapMoving *) (gpointer) move->moving->data;

  for (guint i = 0; i < move->moving->len; i++)
    if (&all[i] != moving && all[i].place.uid == copy->uid)
      return TRUE;
  return FALSE;
}

/* The copy that the journal knows, else the one with the lowest UID. */
static Copy *
take_copy (SafiImapMove *move, SafiImapMoving *moving, GArray *copies)
{
  Copy *best = NULL;

  for (guint i = 0; i < copies->len; i++) {
    Copy *copy = &g_array_index (copies, Copy, i);

    if (copy->taken || copy->uid < moving->place.uidnext ||
        !g_str_equal (copy->identity, moving->identity) || is_reserved (move, moving, copy))
      continue;
    if (best == NULL || copy->uid < best->uid || copy->uid == moving->place.uid)
      best = copy;
    if (best->uid == moving->place.uid)
      break;
  }
  if (best != NULL)
    best->taken = TRUE;
  return best;
}

/* Section 4.2 of the protocol, point 5. What cannot be told for sure is asked. */
static gboolean
decide (SafiImapMove *move, SafiImapMoving *moving, GArray *copies, GError **error)
{
  gboolean was_copied = moving->state == SAFI_MOVE_COPIED;
  Copy *copy = take_copy (move, moving, copies);

  if (copy != NULL)
    moving->place.uid = copy->uid;
  if (moving->in_source && copy != NULL)
    return safi_imap_move_tell (move, moving, SAFI_MOVE_COPIED, "seen-in-both", error);
  if (moving->in_source && was_copied)
    return safi_imap_move_tell (move, moving, SAFI_MOVE_ASK, "copy-gone", error);
  if (moving->in_source)
    return safi_imap_move_tell (move, moving, SAFI_MOVE_PLANNED,
                                moving->reason != NULL ? moving->reason : "not-moved", error);
  if (copy != NULL)
    return safi_imap_move_tell (move, moving, SAFI_MOVE_DONE, "seen-in-target", error);
  return safi_imap_move_tell (move, moving, SAFI_MOVE_GONE, "in-neither-folder", error);
}

static void
forget_source (SafiImapMove *move)
{
  for (guint i = 0; i < move->moving->len; i++)
    g_array_index (move->moving, SafiImapMoving, i).in_source = FALSE;
}

gboolean
safi_imap_move_reconcile (SafiImapMove *move, GError **error)
{
  g_autoptr (GArray) copies = g_array_new (FALSE, TRUE, sizeof (Copy));

  g_array_set_clear_func (copies, clear_copy);
  if (!look_in_target (move, copies, error))
    return FALSE;
  forget_source (move);
  if (!safi_imap_folders_open_as (move->connection, move->from, move->from_uidvalidity, TRUE,
                                  move->cancellable, error) ||
      !safi_imap_move_look_in_source (move, SAFI_MOVE_SENT, error) ||
      !safi_imap_move_look_in_source (move, SAFI_MOVE_COPIED, error))
    return FALSE;
  for (guint i = 0; i < move->moving->len; i++) {
    SafiImapMoving *moving = &g_array_index (move->moving, SafiImapMoving, i);

    if (is_open_question (moving) && !decide (move, moving, copies, error))
      return FALSE;
  }
  return TRUE;
}
