/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-imap-move.h"

#include "core/safi-error.h"
#include "mail/safi-imap-folders.h"
#include "mail/safi-imap-list.h"

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

/* The UID from which on a copy of ours must be; 1 if the target's UIDs began anew. */
static guint32
get_first (SafiImapMove *move)
{
  guint32 uidvalidity = move->connection->uidvalidity;
  guint32 first = G_MAXUINT32;

  for (guint i = 0; i < move->moving->len; i++) {
    SafiImapMoving *moving = &g_array_index (move->moving, SafiImapMoving, i);

    if (!is_open_question (moving))
      continue;
    if (moving->place.uidvalidity != uidvalidity)
      return 1;
    first = MIN (first, moving->place.uidnext);
  }
  return MAX (first, 1);
}

static gboolean
look_in_target (SafiImapMove *move, GArray *copies, GError **error)
{
  SafiImapConnection *connection = move->connection;
  Target target = { move, 1, copies };
  g_autofree char *set = NULL;

  if (!safi_imap_folders_open (connection, move->to, FALSE, move->cancellable, error))
    return FALSE;
  if (connection->exists == 0)
    return TRUE;
  target.first = get_first (move);
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
take_copy (SafiImapMove *move, SafiImapMoving *moving, GArray *copies, guint32 uidvalidity)
{
  gboolean same_uids = moving->place.uidvalidity == uidvalidity;
  guint32 first = same_uids ? moving->place.uidnext : 0;
  Copy *best = NULL;

  for (guint i = 0; i < copies->len; i++) {
    Copy *copy = &g_array_index (copies, Copy, i);

    if (copy->taken || copy->uid < first || !g_str_equal (copy->identity, moving->identity) ||
        is_reserved (move, moving, copy))
      continue;
    if (best == NULL || copy->uid < best->uid || (same_uids && copy->uid == moving->place.uid))
      best = copy;
    if (same_uids && best->uid == moving->place.uid)
      break;
  }
  if (best != NULL)
    best->taken = TRUE;
  return best;
}

/* Section 4.2 of the protocol, point 5. What cannot be told for sure is asked. */
static gboolean
decide (SafiImapMove *move,
        SafiImapMoving *moving,
        GArray *copies,
        guint32 uidvalidity,
        GError **error)
{
  gboolean target_changed = moving->place.uidvalidity != uidvalidity;
  gboolean source_changed = move->from_uidvalidity != 0 && move->connection->uidvalidity != 0 &&
                            move->from_uidvalidity != move->connection->uidvalidity;
  gboolean was_copied = moving->state == SAFI_MOVE_COPIED;
  Copy *copy = take_copy (move, moving, copies, uidvalidity);

  if (copy != NULL)
    moving->place.uid = copy->uid;
  if (source_changed)
    return safi_imap_move_tell (move, moving, SAFI_MOVE_ASK, "source-changed", error);
  if (copy != NULL && target_changed) {
    moving->place.uidvalidity = uidvalidity;
    if (moving->in_source)
      return safi_imap_move_tell (move, moving, SAFI_MOVE_ASK, "target-changed", error);
  }
  if (moving->in_source && copy != NULL)
    return safi_imap_move_tell (move, moving, SAFI_MOVE_COPIED, "seen-in-both", error);
  if (moving->in_source && was_copied)
    return safi_imap_move_tell (move, moving, SAFI_MOVE_ASK, "copy-gone", error);
  if (moving->in_source)
    return safi_imap_move_tell (move, moving, SAFI_MOVE_PLANNED,
                                moving->reason != NULL ? moving->reason : "not-moved", error);
  if (copy != NULL)
    return safi_imap_move_tell (move, moving, SAFI_MOVE_DONE, "seen-in-target", error);
  if (target_changed)
    return safi_imap_move_tell (move, moving, SAFI_MOVE_ASK, "target-changed", error);
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
  guint32 uidvalidity;

  g_array_set_clear_func (copies, clear_copy);
  if (!look_in_target (move, copies, error))
    return FALSE;
  uidvalidity = move->connection->uidvalidity;
  forget_source (move);
  if (!safi_imap_folders_open (move->connection, move->from, TRUE, move->cancellable, error) ||
      !safi_imap_move_look_in_source (move, SAFI_MOVE_SENT, error) ||
      !safi_imap_move_look_in_source (move, SAFI_MOVE_COPIED, error))
    return FALSE;
  for (guint i = 0; i < move->moving->len; i++) {
    SafiImapMoving *moving = &g_array_index (move->moving, SafiImapMoving, i);

    if (is_open_question (moving) && !decide (move, moving, copies, uidvalidity, error))
      return FALSE;
  }
  return TRUE;
}
