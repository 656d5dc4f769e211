/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reading/safi-imap-changes.h"

#include "mail/connection/safi-imap-command.h"
#include "mail/connection/safi-imap-error.h"
#include "mail/reading/safi-imap-folders.h"
#include "mail/reading/safi-imap-list.h"
#include "mail/reading/safi-imap-whole.h"
#include "mail/reply/safi-imap-set.h"

#define SET_MAX 900       /* octets of a set in a command line */
#define LISTED_OCTETS 512 /* a server may spend on one message */

/* What the server said of a message. */
enum {
  TOLD = 1 << 0,  /* its flags */
  GONE = 1 << 1,  /* that it went */
  THERE = 1 << 2, /* that a search finds it */
};

typedef struct {
  SafiImapConnection *connection;
  GArray *uids;         /* (element-type guint32), rising: borrowed */
  guint8 *said;         /* beside uids */
  gint *edges;          /* beside uids, and one more: where ranges begin and end */
  gboolean is_unclear;  /* messages went, but it was not said which */
  SafiChanges *changes; /* borrowed */
  GCancellable *cancellable;
} Look;

/* Returns: index of the first UID >= @uid. */
static guint
find (const Look *look, guint64 uid)
{
  guint start = 0, end = look->uids->len;

  while (start < end) {
    const guint middle = start + (end - start) / 2;

    if (g_array_index (look->uids, guint32, middle) < uid)
      start = middle + 1;
    else
      end = middle;
  }
  return start;
}

/* Returns: (nullable): what was said of the message; NULL if it was not asked about. */
static guint8 *
get_said (const Look *look, guint32 uid)
{
  const guint i = find (look, uid);

  return i < look->uids->len && g_array_index (look->uids, guint32, i) == uid ? look->said + i
                                                                              : NULL;
}

/* However many ranges there are and however they overlap, each UID is looked at once. */
static void
note_vanished (Look *look, GArray *ranges)
{
  gint depth = 0;

  for (guint i = 0; i < ranges->len; i++) {
    const SafiImapRange *range = &g_array_index (ranges, SafiImapRange, i);

    look->edges[find (look, range->first)]++;
    look->edges[find (look, (guint64) range->last + 1)]--;
  }
  for (guint i = 0; i <= look->uids->len; i++) {
    depth += look->edges[i];
    look->edges[i] = 0;
    if (depth > 0)
      look->said[i] |= GONE;
  }
}

static void
note_flags (Look *look, const SafiImapReply *reply)
{
  const SafiListed listed = { .uid = reply->uid, .flags = reply->flags };
  guint8 *said = get_said (look, reply->uid);

  if (said == NULL || (*said & TOLD) != 0)
    return;
  *said |= TOLD;
  g_array_append_val (look->changes->messages, listed);
}

/* Of other messages, and without flags, is told what nobody asked. */
static void
told_cb (SafiImapReply *reply, gpointer user_data)
{
  Look *look = user_data;

  if (reply->type == SAFI_IMAP_REPLY_VANISHED && reply->ranges != NULL)
    note_vanished (look, reply->ranges);
  else if (reply->type == SAFI_IMAP_REPLY_VANISHED)
    look->is_unclear = TRUE;
  else if (reply->type == SAFI_IMAP_REPLY_FETCH && reply->has_flags)
    note_flags (look, reply);
}

static void
found_cb (SafiImapReply *reply, gpointer user_data)
{
  for (guint i = 0; reply->type == SAFI_IMAP_REPLY_SEARCH && i < reply->uids->len; i++) {
    guint8 *said = get_said (user_data, g_array_index (reply->uids, guint32, i));

    if (said != NULL)
      *said |= THERE;
  }
}

/* Says @verb set @rest until all UIDs were named. @ret_refused: the server does not do it. */
static gboolean
say (Look *look,
     const char *verb,
     const char *rest,
     SafiImapHandler handler,
     SafiImapReply **ret_refused,
     GError **error)
{
  guint next = 0;

  while (next < look->uids->len) {
    g_autofree char *set = safi_imap_set_write (look->uids, next, look->uids->len, SET_MAX, &next);
    SafiImapLimits limits =
        safi_imap_command_limits (look->connection, (guint64) look->uids->len * LISTED_OCTETS);
    g_autoptr (SafiImapReply) reply = NULL;

    reply = safi_imap_whole_run (look->connection, verb, set, rest, &limits, handler, look,
                                 look->cancellable, error);
    if (reply == NULL)
      return FALSE;
    if (!safi_imap_reply_is_done (reply)) {
      *ret_refused = g_steal_pointer (&reply);
      return TRUE;
    }
  }
  return TRUE;
}

static gboolean
must (Look *look, const char *verb, const char *rest, SafiImapHandler handler, GError **error)
{
  g_autoptr (SafiImapReply) refused = NULL;

  if (!say (look, verb, rest, handler, &refused, error))
    return FALSE;
  return refused == NULL || safi_imap_error_set_refused (error, refused->code, refused->text);
}

/* Those of which @mask was said, or, as @is_said tells, was not. */
static void
list_gone (Look *look, guint8 mask, gboolean is_said)
{
  for (guint i = 0; i < look->uids->len; i++)
    if (((look->said[i] & mask) != 0) == is_said)
      g_array_append_val (look->changes->gone, g_array_index (look->uids, guint32, i));
}

static gboolean
look_at_all (Look *look, GError **error)
{
  if (!must (look, "UID FETCH ", " (UID FLAGS)", told_cb, error))
    return FALSE;
  look->changes->is_all = TRUE;
  list_gone (look, TOLD, FALSE);
  return TRUE;
}

/* A server that says it counts changes and does not answer by them is taken for one that does not
 * count. */
static gboolean
look_at_changes (Look *look, const SafiFolderState *since, GError **error)
{
  const SafiFolderState *now = &look->changes->state;
  g_autofree char *rest =
      g_strdup_printf (" (UID FLAGS) (CHANGEDSINCE %" G_GUINT64_FORMAT "%s)", since->modseq,
                       look->connection->tells_vanished ? " VANISHED" : "");
  g_autoptr (SafiImapReply) refused = NULL;
  const gboolean lost_none = safi_folder_state_lost_none (since, now);

  if (now->modseq > since->modseq && !say (look, "UID FETCH ", rest, told_cb, &refused, error))
    return FALSE;
  if (refused != NULL) {
    look->changes->state.modseq = 0;
    return look_at_all (look, error);
  }
  if (!lost_none &&
      (!look->connection->tells_vanished || look->is_unclear || now->modseq == since->modseq)) {
    if (!must (look, "UID SEARCH UID ", "", found_cb, error))
      return FALSE;
    list_gone (look, THERE, FALSE);
  } else {
    list_gone (look, GONE, TRUE);
  }
  return TRUE;
}

SafiChanges *
safi_imap_changes_list (SafiImapConnection *connection,
                        const char *folder,
                        const SafiFolderState *since,
                        GArray *uids,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SafiChanges) changes = safi_changes_new ();
  g_autofree guint8 *said = g_new0 (guint8, uids->len + 1);
  g_autofree gint *edges = g_new0 (gint, uids->len + 1);
  Look look = {
    .connection = connection,
    .uids = uids,
    .said = said,
    .edges = edges,
    .changes = changes,
    .cancellable = cancellable,
  };

  if (!safi_imap_folders_open_as (connection, folder, since->uidvalidity, FALSE, cancellable,
                                  error))
    return NULL;
  changes->state = safi_imap_connection_get_state (connection);
  if (!(safi_folder_state_counts (since, &changes->state) ? look_at_changes (&look, since, error)
                                                          : look_at_all (&look, error)))
    return NULL;
  safi_imap_list_sort (changes->messages);
  return g_steal_pointer (&changes);
}
