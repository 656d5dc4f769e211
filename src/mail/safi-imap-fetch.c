/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-imap-fetch.h"

#include <string.h>

#include "core/safi-error.h"
#include "mail/safi-imap-command.h"
#include "mail/safi-imap-error.h"
#include "mail/safi-imap-set.h"

#define BATCH_FIRST 25                     /* messages */
#define BATCH_MAX 100                      /* messages */
#define BATCH_OCTETS_MAX (8 * 1024 * 1024) /* of messages in one batch */
#define BATCH_QUICK (5 * G_USEC_PER_SEC)   /* microseconds: a batch faster than that may grow */
#define SET_MAX 900                        /* octets of a set in a command line */
#define OVERHEAD_MAX (64 * 1024)           /* octets besides the part asked for, per message */
#define IN_FLIGHT 2

typedef struct {
  guint tag;
  guint count;
  GHashTable *wanted; /* set of UIDs that have not come yet */
} Batch;

typedef struct {
  SafiImapConnection *connection;
  const char *account;
  gsize limit; /* octets of each message */
  SafiMailSink sink;
  gpointer user_data;
  GCancellable *cancellable;
  GArray *uids;  /* (element-type guint32): still to be asked for, then those asked one by one */
  guint next;    /* into uids */
  guint singles; /* index of the first UID that is asked for alone */
  guint batch_size;
  GQueue *in_flight; /* of Batch */
  GError *stopped;   /* what the sink said */
} Fetch;

static void
free_batch (gpointer data)
{
  Batch *batch = data;

  g_hash_table_unref (batch->wanted);
  g_free (batch);
}

static int
compare_uids (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

/* Returns: (transfer full): the next UIDs, rising, so that runs are short to write. */
static GArray *
take_uids (Fetch *fetch)
{
  gboolean alone = fetch->next >= fetch->singles;
  guint left = (alone ? fetch->uids->len : fetch->singles) - fetch->next;
  guint fit = (guint) MAX (BATCH_OCTETS_MAX / fetch->limit, 1);
  guint count = alone ? 1 : MIN (MIN (left, fetch->batch_size), fit);
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_append_vals (taken, &g_array_index (fetch->uids, guint32, fetch->next), count);
  g_array_sort (taken, compare_uids);
  return taken;
}

static void
put_back (Fetch *fetch, guint count, GArray *taken, guint used)
{
  memcpy (&g_array_index (fetch->uids, guint32, fetch->next + used),
          &g_array_index (taken, guint32, used), (count - used) * sizeof (guint32));
}

static gboolean
send_batch (Fetch *fetch, GError **error)
{
  g_autoptr (GArray) taken = take_uids (fetch);
  guint used = 0;
  g_autofree char *set = safi_imap_set_write (taken, 0, taken->len, SET_MAX, &used);
  g_autofree char *text = g_strdup_printf (
      "UID FETCH %s (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[]<0.%" G_GSIZE_FORMAT ">)", set,
      fetch->limit);
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);
  Batch *batch = g_new0 (Batch, 1);

  put_back (fetch, taken->len, taken, used);
  fetch->next += used;
  batch->count = used;
  batch->wanted = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < used; i++)
    g_hash_table_add (batch->wanted, GUINT_TO_POINTER (g_array_index (taken, guint32, i)));
  g_queue_push_tail (fetch->in_flight, batch);
  batch->tag = safi_imap_command_send (command, fetch->connection, fetch->cancellable, error);
  return batch->tag != 0;
}

static void
give_message (Fetch *fetch, SafiImapReply *reply)
{
  g_autoptr (SafiMessageRef) ref = safi_message_ref_new (
      fetch->account, fetch->connection->folder, fetch->connection->uidvalidity, reply->uid, NULL);
  gsize length = MIN (g_bytes_get_size (reply->body), fetch->limit);
  g_autoptr (GBytes) octets = g_bytes_new_from_bytes (reply->body, 0, length);
  SafiMail mail = {
    .ref = ref,
    .flags = reply->flags,
    .internal_date = reply->internal_date,
    .size = reply->size,
    .octets = octets,
  };

  if (!fetch->sink (&mail, fetch->user_data, &fetch->stopped) && fetch->stopped == NULL)
    g_set_error_literal (&fetch->stopped, SAFI_ERROR, SAFI_ERROR_STOPPED, "the sink said stop");
}

/* Returns: TRUE the first time that @uid comes. A server may mix the answers to commands in flight.
 */
static gboolean
take_wanted (Fetch *fetch, guint32 uid)
{
  for (GList *at = fetch->in_flight->head; at != NULL; at = at->next)
    if (g_hash_table_remove (((Batch *) at->data)->wanted, GUINT_TO_POINTER (uid)))
      return TRUE;
  return FALSE;
}

/* Flags that another program changed come in between, and a message may come twice. */
static void
message_fetched_cb (SafiImapReply *reply, gpointer user_data)
{
  Fetch *fetch = user_data;

  if (reply->type != SAFI_IMAP_REPLY_FETCH || reply->body == NULL || fetch->stopped != NULL)
    return;
  if (take_wanted (fetch, reply->uid))
    give_message (fetch, reply);
}

/* One message that the server cannot give must not cost the others: those that did not come are
 * asked for one by one. */
static void
ask_again (Fetch *fetch, Batch *batch)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, batch->wanted);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    guint32 uid = GPOINTER_TO_UINT (key);

    g_array_append_val (fetch->uids, uid);
  }
}

static gboolean
receive_batch (Fetch *fetch, GError **error)
{
  Batch *batch = g_queue_peek_head (fetch->in_flight);
  guint64 octets = (guint64) batch->count * (fetch->limit + OVERHEAD_MAX);
  SafiImapLimits limits = safi_imap_command_limits (fetch->connection, octets);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) refused = NULL;
  g_autoptr (SafiImapReply) reply = NULL;

  limits.literal = fetch->limit + OVERHEAD_MAX;
  reply = safi_imap_command_wait (fetch->connection, batch->tag, &limits, message_fetched_cb, fetch,
                                  fetch->cancellable, error);
  if (reply == NULL)
    return FALSE;
  g_queue_pop_head (fetch->in_flight);
  if (reply->condition == SAFI_IMAP_OK && g_get_monotonic_time () - start < BATCH_QUICK)
    fetch->batch_size = MIN (fetch->batch_size * 2, BATCH_MAX);
  if (reply->condition != SAFI_IMAP_OK) {
    safi_imap_error_set_refused (&refused, reply->code, reply->text);
    if (g_error_matches (refused, SAFI_ERROR, SAFI_ERROR_SERVER_BUSY) && batch->count == 1)
      g_propagate_error (&fetch->stopped, g_steal_pointer (&refused));
    else if (batch->count > 1)
      ask_again (fetch, batch);
  }
  free_batch (batch);
  return TRUE;
}

static gboolean
run (Fetch *fetch, GError **error)
{
  while (TRUE) {
    gboolean more = fetch->next < fetch->uids->len && fetch->stopped == NULL;

    if (more && g_queue_get_length (fetch->in_flight) < IN_FLIGHT) {
      if (!send_batch (fetch, error))
        return FALSE;
      continue;
    }
    if (g_queue_is_empty (fetch->in_flight))
      return TRUE;
    if (!receive_batch (fetch, error))
      return FALSE;
  }
}

gboolean
safi_imap_fetch (SafiImapConnection *connection,
                 const char *account,
                 GArray *uids,
                 gsize limit,
                 SafiMailSink sink,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GArray) left = g_array_copy (uids);
  Fetch fetch = {
    .connection = connection,
    .account = account,
    .limit = limit,
    .sink = sink,
    .user_data = user_data,
    .cancellable = cancellable,
    .uids = left,
    .singles = left->len,
    .batch_size = BATCH_FIRST,
    .in_flight = g_queue_new (),
  };
  gboolean done = run (&fetch, error);

  g_queue_free_full (fetch.in_flight, free_batch);
  if (fetch.stopped == NULL)
    return done;
  if (error != NULL)
    g_clear_error (error);
  g_propagate_error (error, fetch.stopped);
  return FALSE;
}
