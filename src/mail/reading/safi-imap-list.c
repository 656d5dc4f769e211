/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reading/safi-imap-list.h"

#include "core/base/safi-error.h"
#include "core/message/safi-message.h"
#include "mail/connection/safi-imap-command.h"
#include "mail/connection/safi-imap-error.h"
#include "mail/reading/safi-imap-folders.h"
#include "mail/reading/safi-imap-whole.h"
#include "mail/reply/safi-imap-set.h"

#define FETCH "UID FETCH "
#define LISTED " (UID FLAGS INTERNALDATE RFC822.SIZE)"
#define IDENTITY                                                                                   \
  " (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID DATE FROM SUBJECT "    \
  "RECEIVED)])"
#define LISTED_OCTETS 1024                /* a server may spend on one line of a listing */
#define HEADER_OCTETS (32 * 1024)         /* a server may spend on the fields of an identity */
#define SEARCH_LINE_MAX (8 * 1024 * 1024) /* octets: a million UIDs */
#define SET_MAX 900                       /* octets of a set in a command line */
#define FIND_BATCH 100                    /* messages looked at in one command */
#define FIND_SLACK (2 * 24 * 60 * 60)     /* seconds: servers search by local days */

typedef struct {
  GArray *messages; /* (element-type SafiListed) */
  guint32 first;    /* UID: "n:*" names the last message even if its UID is below n */
} Listing;

typedef struct {
  SafiImapSeen seen;
  gpointer user_data;
} Identities;

typedef struct {
  const char *identity;
  GArray *found; /* (element-type SafiListed) */
} Finding;

static SafiListed
get_listed (SafiImapReply *reply)
{
  return (SafiListed){ reply->uid, reply->flags, reply->internal_date, reply->size };
}

static void
message_listed_cb (SafiImapReply *reply, gpointer user_data)
{
  Listing *listing = user_data;
  SafiListed listed;

  /* A change of flags by another program comes without a date. */
  if (reply->type != SAFI_IMAP_REPLY_FETCH || reply->uid < listing->first || !reply->has_flags ||
      !reply->has_date)
    return;
  listed = get_listed (reply);
  g_array_append_val (listing->messages, listed);
}

static int
compare_listed (gconstpointer a, gconstpointer b)
{
  const SafiListed *left = a, *right = b;

  return left->uid < right->uid ? -1 : left->uid > right->uid;
}

void
safi_imap_list_sort (GArray *messages)
{
  guint kept = 0;

  g_array_sort (messages, compare_listed);
  for (guint i = 0; i < messages->len; i++) {
    SafiListed *listed = &g_array_index (messages, SafiListed, i);

    if (kept == 0 || g_array_index (messages, SafiListed, kept - 1).uid != listed->uid)
      g_array_index (messages, SafiListed, kept++) = *listed;
  }
  g_array_set_size (messages, kept);
}

static gboolean
fetch_lines (SafiImapConnection *connection,
             guint32 first,
             GArray *messages,
             GCancellable *cancellable,
             GError **error)
{
  Listing listing = { messages, first };
  g_autofree char *set = g_strdup_printf ("%u:*", first);
  SafiImapLimits limits =
      safi_imap_command_limits (connection, (guint64) connection->exists * LISTED_OCTETS);
  g_autoptr (SafiImapReply) reply = safi_imap_whole_run (
      connection, FETCH, set, LISTED, &limits, message_listed_cb, &listing, cancellable, error);

  if (reply == NULL)
    return FALSE;
  if (!safi_imap_reply_is_done (reply))
    return safi_imap_error_set_refused (error, reply->code, reply->text);
  return TRUE;
}

/* Whether there is something to list for sure, or most likely: else it is better to wait for what
 * opening the folder tells. */
static gboolean
is_worth_listing (SafiImapConnection *connection, const char *folder, guint32 first)
{
  return first == 1 || (g_strcmp0 (connection->folder, folder) == 0 && connection->uidnext > first);
}

/* Opens a folder and lists it without waiting in between. A server that refuses such haste, or a
 * list of an empty folder, is not asked twice here.
 * Returns: FALSE with @error; @ret_done tells whether @messages is the list. */
static gboolean
open_and_list (SafiImapConnection *connection,
               const char *folder,
               guint32 first,
               GArray *messages,
               gboolean *ret_done,
               GCancellable *cancellable,
               GError **error)
{
  Listing listing = { messages, first };
  g_autofree char *set = g_strdup_printf ("%u:*", first);
  g_autofree char *text = g_strconcat (FETCH, set, LISTED, NULL);
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);
  g_autoptr (SafiImapReply) reply = NULL;
  SafiImapLimits limits;
  guint tag;

  *ret_done = FALSE;
  if (!safi_imap_folders_open_and_send (connection, folder, command, &tag, cancellable, error))
    return FALSE;
  if (tag == 0)
    return TRUE;
  limits = safi_imap_command_limits (connection, (guint64) connection->exists * LISTED_OCTETS);
  reply = safi_imap_command_wait (connection, tag, &limits, message_listed_cb, &listing,
                                  cancellable, error);
  reply = safi_imap_whole_go_on (connection, g_steal_pointer (&reply), FETCH, set, LISTED, &limits,
                                 message_listed_cb, &listing, cancellable, error);
  *ret_done = reply != NULL && safi_imap_reply_is_done (reply);
  return reply != NULL;
}

SafiListing *
safi_imap_list_since (SafiImapConnection *connection,
                      const char *folder,
                      const SafiMark *mark,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (SafiListing) listing = g_new0 (SafiListing, 1);
  guint32 first = MAX (mark->uidnext, 1);
  gboolean is_listed = FALSE;

  listing->messages = g_array_new (FALSE, FALSE, sizeof (SafiListed));
  if (is_worth_listing (connection, folder, first)
          ? !open_and_list (connection, folder, first, listing->messages, &is_listed, cancellable,
                            error)
          : !safi_imap_folders_open (connection, folder, FALSE, cancellable, error))
    return NULL;
  if (!safi_imap_folders_open_as (connection, folder, mark->uidvalidity, FALSE, cancellable, error))
    return NULL;
  listing->mark.uidvalidity = connection->uidvalidity;
  listing->mark.uidnext = connection->uidnext;
  listing->state = safi_imap_connection_get_state (connection);
  if (first == SAFI_MARK_END)
    return g_steal_pointer (&listing);
  listing->mark.uidnext = MAX (connection->uidnext, first);
  /* Without UIDNEXT (Courier) the highest UID seen tells it. */
  if (!is_listed && connection->exists > 0 &&
      (connection->uidnext == 0 || connection->uidnext > first) &&
      !fetch_lines (connection, first, listing->messages, cancellable, error))
    return NULL;
  safi_imap_list_sort (listing->messages);
  if (listing->messages->len > 0) {
    guint32 last = g_array_index (listing->messages, SafiListed, listing->messages->len - 1).uid;

    if (last < G_MAXUINT32)
      listing->mark.uidnext = MAX (listing->mark.uidnext, last + 1);
  }
  return g_steal_pointer (&listing);
}

static void
uid_told_cb (SafiImapReply *reply, gpointer user_data)
{
  guint32 *highest = user_data;

  if (reply->type == SAFI_IMAP_REPLY_FETCH)
    *highest = MAX (*highest, reply->uid);
}

gboolean
safi_imap_list_highest (SafiImapConnection *connection,
                        guint32 first,
                        guint32 *ret_uid,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *text = g_strdup_printf ("UID FETCH %u:* (UID)", MAX (first, 1));
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);
  guint32 highest = 0;
  g_autoptr (SafiImapReply) reply =
      safi_imap_command_run (command, connection, NULL, uid_told_cb, &highest, cancellable, error);

  if (reply == NULL)
    return FALSE;
  if (!safi_imap_reply_is_done (reply))
    return safi_imap_error_set_refused (error, reply->code, reply->text);
  *ret_uid = highest >= first ? highest : 0;
  return TRUE;
}

static void
header_fetched_cb (SafiImapReply *reply, gpointer user_data)
{
  Identities *identities = user_data;
  g_autofree char *identity = NULL;
  SafiListed listed;
  gconstpointer octets;
  gsize length;

  if (reply->type != SAFI_IMAP_REPLY_FETCH || reply->uid == 0 || reply->body == NULL)
    return;
  octets = g_bytes_get_data (reply->body, &length);
  identity = safi_message_identity_from_header (octets != NULL ? octets : "", length);
  listed = get_listed (reply);
  identities->seen (&listed, identity, identities->user_data);
}

gboolean
safi_imap_list_identities (SafiImapConnection *connection,
                           const char *set,
                           guint count,
                           SafiImapSeen seen,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error)
{
  Identities identities = { seen, user_data };
  SafiImapLimits limits = safi_imap_command_limits (connection, (guint64) count * HEADER_OCTETS);
  g_autoptr (SafiImapReply) reply = NULL;

  limits.literal = SAFI_IMAP_OCTETS_MAX;
  reply = safi_imap_whole_run (connection, FETCH, set, IDENTITY, &limits, header_fetched_cb,
                               &identities, cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (!safi_imap_reply_is_done (reply))
    return safi_imap_error_set_refused (error, reply->code, reply->text);
  return TRUE;
}

static void
uids_found_cb (SafiImapReply *reply, gpointer user_data)
{
  if (reply->type == SAFI_IMAP_REPLY_SEARCH)
    g_array_append_vals (user_data, reply->uids->data, reply->uids->len);
}

/* Returns: (transfer full): " SINCE 27-Oct-2026" or nothing. */
static char *
write_since (gint64 since)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) day = since > 0 ? g_date_time_new_from_unix_utc (since) : NULL;

  if (day == NULL)
    return g_strdup ("");
  return g_strdup_printf (" SINCE %d-%s-%04d", g_date_time_get_day_of_month (day),
                          months[g_date_time_get_month (day) - 1], g_date_time_get_year (day));
}

/* @which: a set of sequence numbers, or ALL. @since: seconds UTC; 0 = all.
 * Returns: (transfer full) (element-type guint32): UIDs, in the server's order. */
static GArray *
search (SafiImapConnection *connection,
        const char *which,
        gint64 since,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *day = write_since (since);
  g_autofree char *text = g_strconcat ("UID SEARCH ", which, day, NULL);
  g_autofree char *verb = g_strconcat (text, " UID ", NULL);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);
  SafiImapLimits limits = safi_imap_command_limits (connection, SEARCH_LINE_MAX);
  g_autoptr (SafiImapReply) reply = NULL;

  limits.line = SEARCH_LINE_MAX;
  reply =
      safi_imap_command_run (command, connection, &limits, uids_found_cb, uids, cancellable, error);
  reply = safi_imap_whole_go_on (connection, g_steal_pointer (&reply), verb, "1:*", "", &limits,
                                 uids_found_cb, uids, cancellable, error);
  if (reply == NULL)
    return NULL;
  if (!safi_imap_reply_is_done (reply)) {
    safi_imap_error_set_refused (error, reply->code, reply->text);
    return NULL;
  }
  return g_steal_pointer (&uids);
}

static void
identity_seen_cb (const SafiListed *listed, const char *identity, gpointer user_data)
{
  Finding *finding = user_data;

  if (g_str_equal (identity, finding->identity))
    g_array_append_vals (finding->found, listed, 1);
}

GArray *
safi_imap_list_find (SafiImapConnection *connection,
                     const char *folder,
                     const char *identity,
                     gint64 since,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (SafiListed));
  Finding finding = { identity, found };
  g_autoptr (GArray) uids = NULL;
  guint next = 0;

  if (!safi_imap_folders_open (connection, folder, FALSE, cancellable, error))
    return NULL;
  uids = search (connection, "ALL", since > 0 ? since - FIND_SLACK : 0, cancellable, error);
  if (uids == NULL)
    return NULL;
  while (next < uids->len) {
    guint start = next;
    g_autofree char *set = safi_imap_set_write (uids, start, FIND_BATCH, SET_MAX, &next);

    if (!safi_imap_list_identities (connection, set, next - start, identity_seen_cb, &finding,
                                    cancellable, error))
      return NULL;
  }
  safi_imap_list_sort (found);
  return g_steal_pointer (&found);
}

/* The server did not tell UIDNEXT (Courier). */
static gboolean
find_end (SafiImapConnection *connection,
          guint32 *ret_uidnext,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GArray) last = search (connection, "*", 0, cancellable, error);

  if (last == NULL)
    return FALSE;
  *ret_uidnext = last->len > 0 ? g_array_index (last, guint32, last->len - 1) + 1 : 1;
  return TRUE;
}

static gboolean
find_recent (SafiImapConnection *connection,
             const SafiRecent *recent,
             SafiSurvey *survey,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *which = recent->newest > 0 && recent->newest < survey->messages
                               ? g_strdup_printf ("%u:*", survey->messages - recent->newest + 1)
                               : g_strdup ("ALL");
  g_autoptr (GArray) uids = search (connection, which, recent->since, cancellable, error);

  if (uids == NULL)
    return FALSE;
  survey->recent = MIN (uids->len, survey->messages);
  for (guint i = 0; i < uids->len; i++)
    survey->from = MIN (survey->from, g_array_index (uids, guint32, i));
  return TRUE;
}

gboolean
safi_imap_list_survey (SafiImapConnection *connection,
                       const char *folder,
                       const SafiRecent *recent,
                       SafiSurvey *ret_survey,
                       GCancellable *cancellable,
                       GError **error)
{
  SafiSurvey survey = { 0 };

  if (!safi_imap_folders_open (connection, folder, FALSE, cancellable, error))
    return FALSE;
  survey.mark = (SafiMark){ connection->uidvalidity, connection->uidnext };
  survey.messages = connection->exists;
  survey.is_compressed = safi_imap_stream_is_compressed (connection->stream);
  if (survey.messages > 0 && survey.mark.uidnext == 0 &&
      !find_end (connection, &survey.mark.uidnext, cancellable, error))
    return FALSE;
  survey.from = survey.mark.uidnext = MAX (survey.mark.uidnext, 1);
  if (survey.messages > 0 && survey.messages <= recent->few) {
    survey.recent = survey.messages;
    survey.from = 1;
  } else if (survey.messages > 0 &&
             !find_recent (connection, recent, &survey, cancellable, error)) {
    return FALSE;
  }
  *ret_survey = survey;
  return TRUE;
}
