/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/moving/safi-imap-claim.h"

#include "mail/connection/safi-imap-command.h"
#include "mail/reply/safi-imap-set.h"

typedef struct {
  SafiImapMove *move;
  guint64 modseq; /* the highest of them */
} Look;

static void
flags_told_cb (SafiImapReply *reply, gpointer user_data)
{
  Look *look = user_data;
  SafiImapMoving *moving = reply->type == SAFI_IMAP_REPLY_FETCH && reply->uid > 0
                               ? safi_imap_move_find (look->move, reply->uid)
                               : NULL;

  if (moving == NULL)
    return;
  look->modseq = MAX (look->modseq, reply->modseq);
  if (reply->has_flags)
    moving->is_marked = (reply->flags & SAFI_FLAG_JUNK) != 0;
}

/* Says "UID @verb @set@rest". Returns: (transfer full): the tagged reply. */
static SafiImapReply *
say (SafiImapMove *move,
     const char *verb,
     const char *set,
     const char *rest,
     SafiImapHandler handler,
     gpointer user_data,
     GError **error)
{
  g_autofree char *text = g_strconcat ("UID ", verb, " ", set, rest, NULL);
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);

  return safi_imap_command_run (command, move->connection, NULL, handler, user_data,
                                move->cancellable, error);
}

/* Whether somebody else is at this message. A move that was begun before claimed it itself. What
 * was not marked when it was looked at first was marked this moment (@is_first_look). */
static gboolean
is_anothers (const SafiImapMoving *moving, gboolean is_first_look)
{
  return moving->is_marked && !moving->was_claimed &&
         (!is_first_look || (moving->is_first_try && !moving->is_asked));
}

static gboolean
yield (SafiImapMove *move, SafiImapMoving *moving, GError **error)
{
  moving->has_yielded = TRUE;
  return safi_imap_move_tell (move, moving, SAFI_MOVE_PLANNED, SAFI_MOVE_CLAIMED, error);
}

/* Reads the flags of @uids and yields what is another's. @ret_modseq: 0 where nothing is counted.
 */
static gboolean
look_at (SafiImapMove *move,
         GArray *uids,
         const char *set,
         gboolean is_first_look,
         guint64 *ret_modseq,
         GError **error)
{
  Look look = { move, 0 };
  g_autoptr (SafiImapReply) seen =
      say (move, "FETCH", set, " (UID FLAGS MODSEQ)", flags_told_cb, &look, error);

  if (seen == NULL)
    return FALSE;
  *ret_modseq = safi_imap_reply_is_done (seen) ? look.modseq : 0;
  for (guint i = 0; *ret_modseq > 0 && i < uids->len; i++) {
    SafiImapMoving *moving = safi_imap_move_find (move, g_array_index (uids, guint32, i));

    if (is_anothers (moving, is_first_look) && !yield (move, moving, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_named (GArray *uids, guint32 uid)
{
  for (guint i = 0; uids != NULL && i < uids->len; i++)
    if (g_array_index (uids, guint32, i) == uid)
      return TRUE;
  return FALSE;
}

typedef struct {
  SafiImapManners *manners;
  GArray *marked; /* (element-type guint32): UIDs whose flags were told, the keyword among them */
} Told;

/* Asked to be silent, a server tells the flags that somebody else changed, and no others (RFC 3501
 * section 6.4.6): of our own change it tells the MODSEQ alone. Cyrus tells all the same, so this
 * counts only where a server was seen to be silent. */
static void
told_cb (SafiImapReply *reply, gpointer user_data)
{
  Told *told = user_data;

  if (reply->type != SAFI_IMAP_REPLY_FETCH || reply->uid == 0)
    return;
  if (!reply->has_flags && reply->modseq > 0)
    told->manners->is_silent = TRUE;
  else if ((reply->flags & SAFI_FLAG_JUNK) != 0)
    g_array_append_val (told->marked, reply->uid);
}

/* Returns: (transfer full): those of @uids that were changed by somebody meanwhile: of MODIFIED,
 * and where the server is silent of our own, those it told of. Dovecot 2.3 leaves out of MODIFIED
 * what the other one marked between its two looks at the message, because there is nothing to be
 * changed any more. The rest is ours, if the server keeps keywords. */
static GArray *
read_claim (SafiImapMove *move, GArray *uids, const Told *told, SafiImapReply *reply)
{
  GArray *others = told->manners->is_silent ? told->marked : NULL;
  GArray *modified = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < uids->len; i++) {
    guint32 uid = g_array_index (uids, guint32, i);
    SafiImapMoving *moving = safi_imap_move_find (move, uid);

    if ((is_named (reply->modified, uid) || is_named (others, uid)) && !moving->has_yielded)
      g_array_append_val (modified, uid);
    else
      moving->is_claimed = reply->condition == SAFI_IMAP_OK && !moving->has_yielded;
  }
  return modified;
}

/* One look, and one claim. Returns: (transfer full): those that it left undecided, because they
 * were changed in between; NULL with @error. */
static GArray *
claim_once (SafiImapMove *move, GArray *uids, gboolean is_first_look, GError **error)
{
  guint next = 0;
  g_autofree char *set = safi_imap_set_write (uids, 0, uids->len, G_MAXSIZE, &next);
  g_autofree char *rest = NULL;
  g_autoptr (GArray) marked = g_array_new (FALSE, FALSE, sizeof (guint32));
  Told told = { move->connection->manners, marked };
  g_autoptr (SafiImapReply) stored = NULL;
  guint64 modseq;

  if (!look_at (move, uids, set, is_first_look, &modseq, error))
    return NULL;
  if (modseq == 0)
    return g_array_new (FALSE, FALSE, sizeof (guint32));
  rest = g_strdup_printf (" (UNCHANGEDSINCE %" G_GUINT64_FORMAT ") +FLAGS.SILENT ($Junk)", modseq);
  stored = say (move, "STORE", set, rest, told_cb, &told, error);
  return stored != NULL ? read_claim (move, uids, &told, stored) : NULL;
}

static gboolean
yield_all (SafiImapMove *move, GArray *uids, GError **error)
{
  for (guint i = 0; i < uids->len; i++)
    if (!yield (move, safi_imap_move_find (move, g_array_index (uids, guint32, i)), error))
      return FALSE;
  return TRUE;
}

/* What was changed in between may only have been read by the person: it is looked at once more. */
static gboolean
claim_set (SafiImapMove *move, GArray *uids, GError **error)
{
  g_autoptr (GArray) again = claim_once (move, uids, TRUE, error);
  g_autoptr (GArray) lost = NULL;

  if (again == NULL || again->len == 0)
    return again != NULL;
  lost = claim_once (move, again, FALSE, error);
  return lost != NULL && yield_all (move, lost, error);
}

static GArray *
list_going (SafiImapMove *move)
{
  GArray *uids = safi_imap_move_get_uids (move, SAFI_MOVE_PLANNED);

  for (guint i = uids->len; i > 0; i--)
    if (safi_imap_move_find (move, g_array_index (uids, guint32, i - 1))->has_yielded)
      g_array_remove_index (uids, i - 1);
  return uids;
}

/* Only what goes to Junk is claimed: what is taken back carries the keyword as it is. */
static gboolean
can_claim (SafiImapMove *move)
{
  return move->connection->modseq > 0 && move->is_to_junk;
}

GArray *
safi_imap_claim (SafiImapMove *move, GError **error)
{
  g_autoptr (GArray) uids = safi_imap_move_get_uids (move, SAFI_MOVE_PLANNED);
  guint next = 0;

  while (can_claim (move) && next < uids->len) {
    guint start = next;
    g_autofree char *set =
        safi_imap_set_write (uids, start, uids->len, SAFI_IMAP_MOVE_SET_MAX, &next);
    g_autoptr (GArray) part = g_array_new (FALSE, FALSE, sizeof (guint32));

    g_array_append_vals (part, &g_array_index (uids, guint32, start), next - start);
    if (!claim_set (move, part, error))
      return NULL;
  }
  return list_going (move);
}
