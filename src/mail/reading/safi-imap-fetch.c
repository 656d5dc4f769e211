/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reading/safi-imap-fetch.h"

#include "core/base/safi-error.h"
#include "mail/connection/safi-imap-command.h"
#include "mail/connection/safi-imap-error.h"
#include "mail/reading/safi-imap-order.h"
#include "mail/reading/safi-imap-request.h"

#define BATCH_OCTETS_MAX (8 * 1024 * 1024) /* that one command may bring */
#define BURST_MAX 16                       /* commands in flight for parts of the same batch */
#define STRUCTURE_LINE_MAX (512 * 1024)    /* octets of a line that tells thousands of parts */
#define OVERHEAD_MAX (64 * 1024)           /* octets besides what was asked for, per message */

/* A message of which the parts are still to come. */
typedef struct {
  SafiFlags flags;
  gint64 internal_date;
  guint64 size;
  GBytes *header;
  SafiPart *root;
  GArray *plan; /* (element-type SafiWanted): borrows from root */
} Pending;

typedef struct {
  SafiImapConnection *connection;
  SafiImapPace *pace;
  const char *account;
  SafiView view;
  gboolean is_whole; /* headers come whole, though the view reads some fields only */
  SafiMailSink sink;
  gpointer user_data;
  GCancellable *cancellable;
  GQueue *waiting;     /* (element-type SafiImapRequest): to be sent, the first first */
  GQueue *in_flight;   /* (element-type SafiImapRequest) */
  GHashTable *groups;  /* items -> SafiImapRequest (borrowed from waiting): still growing */
  GHashTable *pending; /* UID -> Pending */
  GError *stopped;     /* what the sink said */
} Fetch;

static void
free_pending (gpointer data)
{
  Pending *pending = data;

  g_bytes_unref (pending->header);
  safi_part_free (pending->root);
  g_clear_pointer (&pending->plan, g_array_unref);
  g_free (pending);
}

static void
give (Fetch *fetch, guint32 uid, const Pending *pending, SafiSeen seen)
{
  g_autoptr (SafiMessageRef) ref = safi_message_ref_new (fetch->account, fetch->connection->folder,
                                                         fetch->connection->uidvalidity, uid, NULL);
  SafiMail mail = {
    .ref = ref,
    .flags = pending->flags,
    .internal_date = pending->internal_date,
    .size = pending->size,
    .octets = seen.octets,
    .unseen = seen.unseen,
  };

  if (fetch->stopped == NULL && !fetch->sink (&mail, fetch->user_data, &fetch->stopped) &&
      fetch->stopped == NULL)
    g_set_error_literal (&fetch->stopped, SAFI_ERROR, SAFI_ERROR_STOPPED, "the sink said stop");
}

/* Adds @uid to the request that asks the same, or to @made, a new one. */
static void
add_to_group (Fetch *fetch, SafiImapRequest *made, guint32 uid)
{
  SafiImapRequest *request = g_hash_table_lookup (fetch->groups, made->items);

  if (request == NULL) {
    request = made;
    g_hash_table_insert (fetch->groups, made->items, made);
    g_queue_push_head (fetch->waiting, made);
  } else {
    safi_imap_request_free (made);
  }
  safi_imap_request_add (request, uid);
}

static SafiView
get_raw_view (const Fetch *fetch)
{
  return safi_view_is_raw (fetch->view) ? fetch->view : SAFI_VIEW_BEGINNING;
}

static Pending
read_facts (const SafiImapReply *reply)
{
  return (
      Pending){ .flags = reply->flags, .internal_date = reply->internal_date, .size = reply->size };
}

static void
take_raw (Fetch *fetch, SafiImapReply *reply)
{
  const gsize max = safi_view_get_header_max (get_raw_view (fetch));
  const gsize length = g_bytes_get_size (reply->body);
  const Pending facts = read_facts (reply);
  g_autoptr (GBytes) octets = safi_view_cut (reply->body, max);
  g_auto (SafiSeen) seen =
      safi_view_take_raw (octets, length < max || (length == max && reply->size == max));

  give (fetch, reply->uid, &facts, seen);
  g_hash_table_remove (fetch->pending, GUINT_TO_POINTER (reply->uid));
}

static void
take_header (Fetch *fetch, SafiImapReply *reply, GBytes *header)
{
  const Pending facts = read_facts (reply);
  g_auto (SafiSeen) seen = safi_view_join (fetch->view, header, NULL, NULL, NULL);

  give (fetch, reply->uid, &facts, seen);
}

/* A message without parts worth reading is complete; the others wait for theirs. */
static void
take_structure (Fetch *fetch, SafiImapReply *reply, GBytes *header)
{
  Pending *pending = g_new (Pending, 1);

  *pending = read_facts (reply);
  pending->header = g_bytes_ref (header);
  pending->root = g_steal_pointer (&reply->structure);
  pending->plan =
      pending->root != NULL ? safi_view_plan (fetch->view, header, pending->root) : NULL;
  g_hash_table_insert (fetch->pending, GUINT_TO_POINTER (reply->uid), pending);
  if (pending->plan == NULL) {
    add_to_group (fetch, safi_imap_request_new_raw (SAFI_VIEW_BEGINNING), reply->uid);
  } else if (pending->plan->len > 0) {
    add_to_group (fetch, safi_imap_request_new_parts (pending->plan), reply->uid);
  } else {
    g_autoptr (GPtrArray) none = g_ptr_array_new ();
    g_auto (SafiSeen) seen =
        safi_view_join (fetch->view, header, pending->root, pending->plan, none);

    give (fetch, reply->uid, pending, seen);
    g_hash_table_remove (fetch->pending, GUINT_TO_POINTER (reply->uid));
  }
}

/* Where some fields cannot be trusted to come as they stand, the header is read here. */
static GBytes *
pick (SafiView view, GBytes *body)
{
  g_autoptr (GBytes) whole = safi_view_cut (body, SAFI_VIEW_HEADER_MAX);

  return safi_view_pick (view, whole);
}

static void
take_look (Fetch *fetch, SafiImapReply *reply)
{
  g_autoptr (GBytes) header =
      fetch->is_whole ? pick (fetch->view, reply->body)
                      : safi_view_cut (reply->body, safi_view_get_header_max (fetch->view));

  if (safi_view_has_parts (fetch->view))
    take_structure (fetch, reply, header);
  else
    take_header (fetch, reply, header);
}

static void
take_parts (Fetch *fetch, SafiImapReply *reply)
{
  Pending *pending = g_hash_table_lookup (fetch->pending, GUINT_TO_POINTER (reply->uid));
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_auto (SafiSeen) seen = { 0 };

  /* A message that was asked for twice was given already. */
  if (pending == NULL)
    return;
  for (guint i = 0; i < pending->plan->len; i++) {
    const SafiWanted *wanted = &g_array_index (pending->plan, SafiWanted, i);
    GBytes *octets = g_hash_table_lookup (reply->parts, wanted->path);

    g_ptr_array_add (parts, octets != NULL ? safi_view_cut (octets, wanted->limit)
                                           : g_bytes_new (NULL, 0));
  }
  seen = safi_view_join (fetch->view, pending->header, pending->root, pending->plan, parts);
  give (fetch, reply->uid, pending, seen);
  g_hash_table_remove (fetch->pending, GUINT_TO_POINTER (reply->uid));
}

static void
take (Fetch *fetch, SafiImapAsk ask, SafiImapReply *reply)
{
  switch (ask) {
  case SAFI_IMAP_ASK_LOOK:
    take_look (fetch, reply);
    break;
  case SAFI_IMAP_ASK_PARTS:
    take_parts (fetch, reply);
    break;
  case SAFI_IMAP_ASK_RAW:
    take_raw (fetch, reply);
    break;
  }
}

static void
measure (Fetch *fetch)
{
  const SafiImapRequest *first = g_queue_peek_head (fetch->in_flight);

  if (fetch->pace->round_trip == 0 && !first->is_ahead)
    fetch->pace->round_trip = MAX (g_get_monotonic_time () - first->sent, 1);
}

/* Flags that another program changed come in between, and a message may come twice. A server may
 * mix the answers to commands in flight. */
static void
message_fetched_cb (SafiImapReply *reply, gpointer user_data)
{
  Fetch *fetch = user_data;

  if (reply->type != SAFI_IMAP_REPLY_FETCH)
    return;
  measure (fetch);
  for (GList *at = fetch->in_flight->head; at != NULL; at = at->next) {
    SafiImapRequest *request = at->data;

    if (safi_imap_request_take (request, reply)) {
      take (fetch, request->ask, reply);
      return;
    }
  }
}

/* Asks again for what did not come of @request, as it was or as its octets stand; alone: each by
 * itself, so that one message that the server cannot give does not cost the others. */
static void
ask_again (Fetch *fetch, const SafiImapRequest *request, gboolean is_raw, gboolean is_alone)
{
  SafiImapRequest *left = safi_imap_request_new_left (request);

  if (is_raw) {
    SafiImapRequest *raw = safi_imap_request_new_raw (SAFI_VIEW_BEGINNING);

    g_array_append_vals (raw->uids, left->uids->data, left->uids->len);
    safi_imap_request_free (left);
    left = raw;
  }
  left->is_alone = is_alone;
  g_queue_push_tail (fetch->waiting, left);
}

static void
end_refused (Fetch *fetch, const SafiImapRequest *request, const SafiImapReply *reply)
{
  const gboolean is_one = request->uids->len == 1;
  g_autoptr (GError) refused = NULL;

  if (reply->condition == SAFI_IMAP_BAD && request->is_ahead) {
    fetch->pace->one_by_one = TRUE;
    ask_again (fetch, request, FALSE, FALSE);
    return;
  }
  safi_imap_pace_tell_trouble (fetch->pace);
  safi_imap_error_set_refused (&refused, reply->code, reply->text);
  if (g_error_matches (refused, SAFI_ERROR, SAFI_ERROR_SERVER_BUSY) && is_one)
    g_propagate_error (&fetch->stopped, g_steal_pointer (&refused));
  else if (!is_one)
    ask_again (fetch, request, FALSE, TRUE);
  else if (request->ask != SAFI_IMAP_ASK_RAW)
    ask_again (fetch, request, TRUE, TRUE);
}

/* What a good command did not bring is gone, or was written so that nobody can read it. */
static void
end_request (Fetch *fetch, SafiImapRequest *request, const SafiImapReply *reply, gint64 start)
{
  g_hash_table_remove_all (fetch->groups);
  if (reply->condition != SAFI_IMAP_OK) {
    if (g_hash_table_size (request->left) > 0)
      end_refused (fetch, request, reply);
    return;
  }
  if (request->uids->len >= fetch->pace->batch)
    safi_imap_pace_tell_quick (fetch->pace, g_get_monotonic_time () - start);
  if (request->ask != SAFI_IMAP_ASK_RAW && g_hash_table_size (request->left) > 0)
    ask_again (fetch, request, TRUE, FALSE);
}

static gboolean
receive_request (Fetch *fetch, GError **error)
{
  SafiImapRequest *request = g_queue_peek_head (fetch->in_flight);
  guint64 octets = (guint64) request->uids->len * (request->octets + OVERHEAD_MAX);
  SafiImapLimits limits = safi_imap_command_limits (fetch->connection, octets);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (SafiImapReply) reply = NULL;
  g_autoptr (GError) local = NULL;

  limits.literal = request->octets + OVERHEAD_MAX;
  if (request->ask == SAFI_IMAP_ASK_LOOK)
    limits.line = STRUCTURE_LINE_MAX;
  reply = safi_imap_command_wait (fetch->connection, request->tag, &limits, message_fetched_cb,
                                  fetch, fetch->cancellable, &local);
  if (reply == NULL) {
    if (g_error_matches (local, SAFI_ERROR, SAFI_ERROR_TIMED_OUT))
      safi_imap_pace_tell_trouble (fetch->pace);
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  g_queue_pop_head (fetch->in_flight);
  end_request (fetch, request, reply, start);
  safi_imap_request_free (request);
  return TRUE;
}

static guint
count_next (Fetch *fetch, const SafiImapRequest *request)
{
  const guint fit = (guint) MAX (BATCH_OCTETS_MAX / request->octets, 1);

  return request->is_alone ? 1
                           : MIN (safi_imap_pace_get_batch (fetch->pace, fetch->connection), fit);
}

/* Parts go before what is new: the newest messages are complete first. */
static gboolean
send_request (Fetch *fetch, GError **error)
{
  SafiImapRequest *request = g_queue_pop_head (fetch->waiting);
  SafiImapRequest *rest;
  gboolean is_sent;

  g_hash_table_remove (fetch->groups, request->items);
  request->is_ahead = !g_queue_is_empty (fetch->in_flight);
  rest = safi_imap_request_send (request, fetch->connection, count_next (fetch, request), &is_sent,
                                 fetch->cancellable, error);
  if (rest != NULL && rest->ask == SAFI_IMAP_ASK_LOOK)
    g_queue_push_tail (fetch->waiting, rest);
  else if (rest != NULL)
    g_queue_push_head (fetch->waiting, rest);
  g_queue_push_tail (fetch->in_flight, request);
  return is_sent;
}

/* Different parts of the same messages are asked for at once: together they are one batch. */
static gboolean
may_send (Fetch *fetch)
{
  const SafiImapRequest *next = g_queue_peek_head (fetch->waiting);
  const guint n_in_flight = g_queue_get_length (fetch->in_flight);

  if (next == NULL || fetch->stopped != NULL)
    return FALSE;
  if (next->ask == SAFI_IMAP_ASK_PARTS && !next->is_alone && !fetch->pace->one_by_one)
    return n_in_flight < BURST_MAX;
  return n_in_flight < safi_imap_pace_get_in_flight (fetch->pace);
}

static gboolean
run (Fetch *fetch, GError **error)
{
  while (TRUE) {
    if (may_send (fetch)) {
      if (!send_request (fetch, error))
        return FALSE;
      continue;
    }
    if (g_queue_is_empty (fetch->in_flight))
      return TRUE;
    if (!receive_request (fetch, error))
      return FALSE;
  }
}

static void
free_request (gpointer data)
{
  safi_imap_request_free (data);
}

static void
begin (Fetch *fetch, GArray *uids)
{
  SafiImapRequest *first = safi_view_is_raw (fetch->view)
                               ? safi_imap_request_new_raw (fetch->view)
                               : safi_imap_request_new_look (fetch->view, fetch->is_whole);

  g_array_append_vals (first->uids, uids->data, uids->len);
  fetch->waiting = g_queue_new ();
  fetch->in_flight = g_queue_new ();
  fetch->groups = g_hash_table_new (g_str_hash, g_str_equal);
  fetch->pending = g_hash_table_new_full (NULL, NULL, NULL, free_pending);
  g_queue_push_tail (fetch->waiting, first);
}

static void
end (Fetch *fetch)
{
  g_hash_table_unref (fetch->groups);
  g_hash_table_unref (fetch->pending);
  g_queue_free_full (fetch->waiting, free_request);
  g_queue_free_full (fetch->in_flight, free_request);
}

gboolean
safi_imap_fetch (SafiImapConnection *connection,
                 SafiImapPace *pace,
                 const char *account,
                 GArray *uids,
                 SafiView view,
                 SafiMailSink sink,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  Fetch fetch = {
    .connection = connection,
    .pace = pace,
    .account = account,
    .view = view,
    .sink = sink,
    .user_data = user_data,
    .cancellable = cancellable,
  };
  gboolean done;

  if (!safi_imap_order_test (connection, view, uids, cancellable, error))
    return FALSE;
  fetch.is_whole = !safi_imap_order_is_kept (connection, view);
  begin (&fetch, uids);
  done = run (&fetch, error);
  end (&fetch);
  if (fetch.stopped == NULL)
    return done;
  if (error != NULL)
    g_clear_error (error);
  g_propagate_error (error, fetch.stopped);
  return FALSE;
}
