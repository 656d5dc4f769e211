/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/learning/safi-elsewhere.h"

#include "core/base/safi-error.h"
#include "core/base/safi-fail-point.h"
#include "service/learning/safi-hints.h"
#include "service/mailbox/safi-fetch.h"
#include "store/accounts/safi-store-learning.h"
#include "store/messages/safi-store-judged.h"

#define INBOX "INBOX"
#define NOTE_SEEN "junk-seen" /* uidnext and seconds UTC of the last look */

/* A message that came to Junk. */
typedef struct {
  SafiMessage *message;
  SafiMessageRef *ref; /* in Junk, with identity */
  SafiFlags flags;
  SafiJudged *row; /* (nullable): as it was judged in the inbox */
} Arrival;

typedef struct {
  SafiSession *session;
  const char *account;
  const char *junk;    /* raw name */
  SafiMark known;      /* below its uidnext all was looked at; 0 = never */
  guint32 seen;        /* uidnext at the last look */
  gint64 seen_at;      /* seconds UTC */
  gint64 now;          /* seconds UTC */
  GPtrArray *arrivals; /* (element-type Arrival) */
} Look;

static void
free_arrival (gpointer data)
{
  Arrival *arrival = data;

  safi_message_unref (arrival->message);
  safi_message_ref_unref (arrival->ref);
  g_clear_pointer (&arrival->row, safi_judged_unref);
  g_free (arrival);
}

static gboolean
read_state (Look *look, GError **error)
{
  SafiStore *store = look->session->store;
  g_autoptr (GError) local = NULL;
  g_autofree char *text = safi_store_get_note (store, look->account, NOTE_SEEN, &local);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", 2);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (g_strv_length (parts) == 2) {
    look->seen = (guint32) g_ascii_strtoull (parts[0], NULL, 10);
    look->seen_at = g_ascii_strtoll (parts[1], NULL, 10);
  }
  return safi_store_get_mark (store, look->account, look->junk, &look->known.uidvalidity,
                              &look->known.uidnext, error);
}

/* The rest of a move by another program, its removal from the inbox, needs a moment to show; so
 * what was new at a look is judged of at the next. */
static gboolean
is_time (const Look *look)
{
  gint64 passed = look->now - look->seen_at;

  if (passed < 0 || look->known.uidnext == 0)
    return TRUE;
  return passed >= (look->seen > look->known.uidnext ? SAFI_ELSEWHERE_ROUND : SAFI_ELSEWHERE_EVERY);
}

static gboolean
write_state (Look *look, const SafiMark *listed, gboolean is_first, GError **error)
{
  SafiStore *store = look->session->store;
  guint32 known = is_first ? listed->uidnext : MAX (look->known.uidnext, look->seen);
  g_autofree char *text = g_strdup_printf ("%u %" G_GINT64_FORMAT, listed->uidnext, look->now);

  return safi_store_set_mark (store, look->account, look->junk, listed->uidvalidity, known,
                              error) &&
         safi_store_set_note (store, look->account, NOTE_SEEN, text, error);
}

/* Returns: (transfer full): what came since; the first time, and when the UIDs began anew, nothing
 * but how far the folder goes. */
static SafiListing *
list_arrivals (Look *look, gboolean *ret_is_first, GCancellable *cancellable, GError **error)
{
  SafiMailSource *source = look->session->source;
  SafiMark end = { .uidnext = SAFI_MARK_END };
  g_autoptr (GError) local = NULL;
  SafiListing *listing = NULL;

  *ret_is_first = look->known.uidnext == 0;
  if (!*ret_is_first)
    listing = safi_mail_source_list_since (source, look->junk, &look->known, cancellable, &local);
  if (g_error_matches (local, SAFI_ERROR, SAFI_ERROR_FOLDER_CHANGED)) {
    *ret_is_first = TRUE;
    g_clear_error (&local);
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (!*ret_is_first)
    return listing;
  listing = safi_mail_source_list_since (source, look->junk, &end, cancellable, error);
  if (listing == NULL || listing->mark.uidnext > 0)
    return listing;
  safi_listing_free (listing);
  return safi_mail_source_list_since (source, look->junk, &(SafiMark){ 0 }, cancellable, error);
}

/* Returns: (transfer full) (element-type guint32): those worth reading: not put there by this
 * Safibox, and there for a round. */
static GArray *
choose (Look *look, SafiListing *listing, GError **error)
{
  g_autoptr (GHashTable) places = safi_store_list_places (
      look->session->store, look->account, look->junk, listing->mark.uidvalidity, error);
  GArray *uids;

  if (places == NULL)
    return NULL;
  uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = listing->messages->len; i > 0 && uids->len < SAFI_ELSEWHERE_MAX; i--) {
    const SafiListed *listed = &g_array_index (listing->messages, SafiListed, i - 1);

    if (listed->uid < look->seen &&
        (listed->flags & (SAFI_FLAG_JUNK | SAFI_FLAG_DELETED | SAFI_FLAG_DRAFT)) == 0 &&
        !g_hash_table_contains (places, GUINT_TO_POINTER (listed->uid)))
      g_array_append_val (uids, listed->uid);
  }
  return uids;
}

static gboolean
arrival_cb (const SafiMail *mail, gpointer user_data, GError **error)
{
  Look *look = user_data;
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->message = safi_message_new (mail->octets, mail->size);
  arrival->ref =
      safi_message_ref_with_identity (mail->ref, safi_message_get_identity (arrival->message));
  arrival->flags = mail->flags;
  g_ptr_array_add (look->arrivals, arrival);
  return TRUE;
}

/* A message counts if it was judged in the inbox and left there, by Safibox and by the person. */
static gboolean
find_rows (Look *look, GError **error)
{
  for (guint i = look->arrivals->len; i > 0; i--) {
    Arrival *arrival = look->arrivals->pdata[i - 1];
    g_autoptr (GError) local = NULL;

    arrival->row = safi_store_find_judged (look->session->store, look->account,
                                           safi_message_ref_get_identity (arrival->ref), &local);
    if (arrival->row == NULL && !g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (arrival->row == NULL ||
        !g_str_equal (safi_message_ref_get_folder (arrival->row->ref), INBOX) ||
        arrival->row->fate == SAFI_FATE_MOVING || arrival->row->fate == SAFI_FATE_MOVED)
      g_ptr_array_remove_index (look->arrivals, i - 1);
  }
  return TRUE;
}

static gboolean
still_there_cb (const SafiMail *mail, gpointer user_data, GError **error)
{
  Look *look = user_data;
  guint32 uid = safi_message_ref_get_uid (mail->ref);

  for (guint i = look->arrivals->len; i > 0; i--) {
    Arrival *arrival = look->arrivals->pdata[i - 1];

    if (safi_message_ref_get_uid (arrival->row->ref) == uid)
      g_ptr_array_remove_index (look->arrivals, i - 1);
  }
  return TRUE;
}

/* What is in the inbox too was copied, not moved. Where the inbox began anew nothing can be told.
 */
static gboolean
drop_copies (Look *look, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 uidvalidity = look->session->inbox.uidvalidity;

  for (guint i = look->arrivals->len; i > 0; i--) {
    Arrival *arrival = look->arrivals->pdata[i - 1];
    guint32 uid = safi_message_ref_get_uid (arrival->row->ref);

    if (safi_message_ref_get_uidvalidity (arrival->row->ref) == uidvalidity)
      g_array_append_val (uids, uid);
    else
      g_ptr_array_remove_index (look->arrivals, i - 1);
  }
  return uids->len == 0 ||
         safi_mail_source_fetch (look->session->source, INBOX, uidvalidity, uids, SAFI_VIEW_HEADER,
                                 still_there_cb, look, cancellable, error);
}

static gboolean
read_arrivals (Look *look, SafiListing *listing, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) uids = choose (look, listing, error);
  guint skipped = 0;

  return uids != NULL &&
         safi_fetch (look->session, look->junk, listing->mark.uidvalidity, uids, SAFI_VIEW_LIVE,
                     arrival_cb, look, &skipped, cancellable, error) &&
         find_rows (look, error) && drop_copies (look, cancellable, error);
}

/* The row tells where the message is now, and that nothing is left to be done about it. Where
 * another program left its keyword, nobody can tell whether a person or that program moved it. */
static gboolean
teach_arrival (Look *look, Arrival *arrival, GError **error)
{
  SafiStore *store = look->session->store;
  const gboolean is_word = (arrival->flags & SAFI_FLAG_JUNK_WORD) == 0;
  gboolean is_taught = TRUE;
  SafiJudged fields = *arrival->row;

  fields.ref = arrival->ref;
  fields.flags = arrival->flags;
  fields.fate = SAFI_FATE_STAYED;
  if (!is_word && !safi_hints_has_room (look->session, SAFI_CLASS_JUNK, &is_taught, error))
    return FALSE;
  return safi_store_put_judged (store, &fields, error) >= 0 &&
         safi_store_set_fate (store, fields.id, SAFI_FATE_STAYED, error) &&
         (!is_taught ||
          safi_filter_teach (look->session->filter, arrival->message, SAFI_CLASS_JUNK,
                             is_word ? SAFI_STRENGTH_STRONG : SAFI_STRENGTH_MEDIUM, error));
}

static gboolean
finish (SafiSession *session, gboolean is_well, GError **error)
{
  safi_fail_point ("elsewhere.before-commit");
  if (!is_well)
    safi_store_rollback (session->store);
  else if (safi_store_commit (session->store, error))
    return TRUE;
  safi_filter_reload (session->filter, NULL);
  return FALSE;
}

static gboolean
teach_arrivals (Look *look, GError **error)
{
  for (guint i = 0; i < look->arrivals->len; i++)
    if (!teach_arrival (look, look->arrivals->pdata[i], error))
      return FALSE;
  return TRUE;
}

static void
tell (SafiSession *session, gint64 id)
{
  g_autoptr (SafiJudged) row = safi_store_get_judged (session->store, id, NULL);

  if (row != NULL)
    safi_session_emit_row (session, row);
}

static gboolean
look_at_junk (Look *look, GCancellable *cancellable, GError **error)
{
  gboolean is_first;
  g_autoptr (SafiListing) listing = list_arrivals (look, &is_first, cancellable, error);

  if (listing == NULL || (!is_first && !read_arrivals (look, listing, cancellable, error)) ||
      !safi_store_begin (look->session->store, error))
    return FALSE;
  if (!finish (look->session,
               teach_arrivals (look, error) && write_state (look, &listing->mark, is_first, error),
               error))
    return FALSE;
  for (guint i = 0; i < look->arrivals->len; i++)
    tell (look->session, ((Arrival *) look->arrivals->pdata[i])->row->id);
  return TRUE;
}

gboolean
safi_elsewhere_settle (SafiSession *session, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) arrivals = g_ptr_array_new_with_free_func (free_arrival);
  g_autoptr (GError) local = NULL;
  Look look = {
    .session = session,
    .account = safi_account_get_id (session->account),
    .junk = safi_session_find_junk (session, cancellable, &local),
    .now = safi_clock_wall (session->clock),
    .arrivals = arrivals,
  };

  if (g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NO_JUNK_FOLDER))
    return TRUE;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return read_state (&look, error) &&
         (!is_time (&look) || look_at_junk (&look, cancellable, error));
}

gboolean
safi_elsewhere_note_return (SafiSession *session,
                            SafiMessageRef *ref,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GPtrArray) arrivals = g_ptr_array_new_with_free_func (free_arrival);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  const char *account = safi_account_get_id (session->account);
  const char *identity = safi_message_ref_get_identity (ref);
  Look look = { .session = session, .account = account, .arrivals = arrivals };
  guint32 uid = safi_message_ref_get_uid (ref);
  gboolean is_well = TRUE;

  g_array_append_val (uids, uid);
  if (!safi_mail_source_fetch (session->source, safi_message_ref_get_folder (ref),
                               safi_message_ref_get_uidvalidity (ref), uids, SAFI_VIEW_LIVE,
                               arrival_cb, &look, cancellable, error) ||
      !safi_store_begin (session->store, error))
    return FALSE;
  for (guint i = 0; i < arrivals->len && is_well; i++) {
    Arrival *arrival = arrivals->pdata[i];

    if (g_str_equal (safi_message_ref_get_identity (arrival->ref), identity))
      is_well = safi_filter_teach (session->filter, arrival->message, SAFI_CLASS_GOOD,
                                   SAFI_STRENGTH_STRONG, error);
  }
  return finish (session, is_well && safi_store_keep (session->store, account, identity, error),
                 error);
}
