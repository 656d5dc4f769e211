/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/learning/safi-seed-batch.h"

#include "core/base/safi-error.h"
#include "core/base/safi-fail-point.h"
#include "service/mailbox/safi-fetch.h"
#include "store/accounts/safi-letters.h"
#include "store/accounts/safi-store-learning.h"
#include "store/messages/safi-store-judged.h"
#include "store/training/safi-training.h"

/* A fetched message. */
typedef struct {
  SafiMessage *message;
  guint32 uid;
  SafiFlags flags;
  gint64 date; /* seconds UTC */
} Mail;

static const char *
get_account (SafiSession *session)
{
  return safi_account_get_id (session->account);
}

static void
free_mail (gpointer data)
{
  Mail *mail = data;

  safi_message_unref (mail->message);
  g_free (mail);
}

static gboolean
keep_cb (const SafiMail *fetched, gpointer user_data, GError **error)
{
  Mail *mail = g_new0 (Mail, 1);

  mail->message = safi_message_new_seen (fetched->octets, fetched->size, fetched->unseen);
  mail->uid = safi_message_ref_get_uid (fetched->ref);
  mail->flags = fetched->flags;
  mail->date = fetched->internal_date;
  g_ptr_array_add (user_data, mail);
  return TRUE;
}

/* Returns: (transfer full) (element-type guint32): UIDs of the next batch of @listed. */
static GArray *
take_uids (GArray *listed, guint *next)
{
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (guint32));

  while (*next < listed->len && uids->len < SAFI_SEED_BATCH)
    g_array_append_val (uids, g_array_index (listed, SafiListed, (*next)++).uid);
  return uids;
}

/* Returns: (transfer full) (element-type Mail): NULL with @error. */
static GPtrArray *
fetch (SafiSession *session,
       const SafiSeedList *list,
       GArray *uids,
       SafiView view,
       guint *skipped,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GPtrArray) mails = g_ptr_array_new_with_free_func (free_mail);

  if (!safi_fetch (session, list->folder, list->uidvalidity, uids, view, keep_cb, mails, skipped,
                   cancellable, error))
    return NULL;
  return g_steal_pointer (&mails);
}

/* Those that are gone or cannot be read count as read, too: they are not asked for again. */
static gboolean
mark_learned (SafiSession *session, const SafiSeedList *list, GArray *uids, GError **error)
{
  for (guint i = 0; i < uids->len; i++)
    if (!safi_store_add_learned (session->store, get_account (session), list->folder,
                                 list->uidvalidity, g_array_index (uids, guint32, i), error))
      return FALSE;
  return TRUE;
}

/* Ends the transaction as @done says; after a failure the model is what the store says again. */
static gboolean
finish (SafiSession *session, gboolean done, GError **error)
{
  if (!done)
    safi_store_rollback (session->store);
  if (done && safi_store_commit (session->store, error))
    return TRUE;
  safi_filter_reload (session->filter, NULL);
  return FALSE;
}

static gboolean
add_recipients (SafiSession *session, Mail *mail, GError **error)
{
  const char *own = safi_account_get_address (session->account);
  GPtrArray *fields[] = { safi_message_get_addresses (mail->message, "To"),
                          safi_message_get_addresses (mail->message, "Cc") };

  if (fields[0]->len + fields[1]->len > SAFI_SEED_RECIPIENTS_MAX)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    for (guint k = 0; k < fields[i]->len; k++) {
      const SafiAddress *address = fields[i]->pdata[k];

      if (*address->address != '\0' && g_ascii_strcasecmp (address->address, own) != 0 &&
          !safi_store_add_correspondent (session->store, get_account (session), address->address,
                                         mail->date, error))
        return FALSE;
    }
  return TRUE;
}

/* So that what comes back as undeliverable can be told from what others sent under this name. */
static gboolean
add_sent (SafiSession *session, Mail *mail, GError **error)
{
  const char *message_id = safi_message_get_message_id (mail->message);

  return *message_id == '\0' ||
         safi_store_add_sent (session->store, get_account (session), message_id, mail->date, error);
}

static gboolean
add_correspondents (SafiSession *session, GPtrArray *mails, GError **error)
{
  for (guint i = 0; i < mails->len; i++)
    if (!add_recipients (session, mails->pdata[i], error) ||
        !add_sent (session, mails->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
safi_seed_read_sent (SafiSession *session,
                     SafiSeedPlan *plan,
                     guint *next,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GArray) uids = take_uids (plan->sent.todo, next);
  guint skipped = 0;
  g_autoptr (GPtrArray) mails =
      fetch (session, &plan->sent, uids, SAFI_VIEW_HEADER, &skipped, cancellable, error);

  safi_fail_point ("seed.before-sent");
  return mails != NULL && safi_store_begin (session->store, error) &&
         finish (session,
                 add_correspondents (session, mails, error) &&
                     mark_learned (session, &plan->sent, uids, error),
                 error);
}

/* @sender: (nullable). */
static gboolean
add_if_correspondent (SafiSession *session,
                      SafiSeedPlan *plan,
                      const SafiListed *listed,
                      const char *sender,
                      GError **error)
{
  gboolean is_one = FALSE;

  if (sender != NULL &&
      !safi_store_is_correspondent (session->store, get_account (session), sender, &is_one, error))
    return FALSE;
  if (is_one)
    safi_seed_plan_add_good (plan, listed);
  return TRUE;
}

/* Where the message was judged before, its sender is known already. Adds the others to @unknown. */
static gboolean
add_known_senders (SafiSession *session,
                   SafiSeedPlan *plan,
                   guint *next,
                   GArray *unknown,
                   GError **error)
{
  while (*next < plan->maybe->len && unknown->len < SAFI_SEED_BATCH) {
    const SafiListed *listed = &g_array_index (plan->maybe, SafiListed, (*next)++);
    SafiKnownPlace *place = g_hash_table_lookup (plan->places, GUINT_TO_POINTER (listed->uid));

    if (place == NULL || *place->sender == '\0')
      g_array_append_val (unknown, listed->uid);
    else if (!add_if_correspondent (session, plan, listed, place->sender, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
safi_seed_read_senders (SafiSession *session,
                        SafiSeedPlan *plan,
                        guint *next,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GArray) unknown = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) mails = NULL;
  guint skipped = 0;

  if (!add_known_senders (session, plan, next, unknown, error))
    return FALSE;
  mails = fetch (session, &plan->good, unknown, SAFI_VIEW_HEADER, &skipped, cancellable, error);
  for (guint i = 0; mails != NULL && i < mails->len; i++) {
    Mail *mail = mails->pdata[i];
    const SafiAddress *from = safi_message_get_from (mail->message);
    SafiListed listed = {
      .uid = mail->uid,
      .flags = mail->flags,
      .internal_date = mail->date,
      .size = safi_message_get_full_size (mail->message),
    };

    if (!add_if_correspondent (session, plan, &listed, from != NULL ? from->address : NULL, error))
      return FALSE;
  }
  return mails != NULL;
}

/* What the lists could not tell, because the message was at another place when it was judged.
 * Returns: FALSE with @error. */
static gboolean
check_row (SafiSession *session,
           Mail *mail,
           SafiClass taught_class,
           gboolean *ret_is_lesson,
           GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SafiJudged) row = safi_store_find_judged (
      session->store, get_account (session), safi_message_get_identity (mail->message), &local);

  if (row == NULL && !g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  *ret_is_lesson = row == NULL || taught_class == SAFI_CLASS_GOOD ||
                   safi_seed_is_word_of_person (row->fate, row->flags, mail->flags);
  return TRUE;
}

/* To have read a message and left it is little: where the checks alone call it junk, it says
 * nothing. */
static gboolean
check_good (SafiSession *session,
            Mail *mail,
            gboolean *ret_is_lesson,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (SafiVerdict) verdict = NULL;

  if ((mail->flags & (SAFI_FLAG_ANSWERED | SAFI_FLAG_FLAGGED)) != 0)
    return TRUE;
  verdict = safi_filter_judge (session->filter, mail->message, cancellable, error);
  if (verdict == NULL)
    return FALSE;
  *ret_is_lesson = safi_filter_without_model (verdict) < safi_filter_get_cut (session->filter);
  return TRUE;
}

static gboolean
is_lesson (SafiSession *session,
           Mail *mail,
           SafiClass taught_class,
           gboolean *ret_is_lesson,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SafiTaught) taught = safi_training_get (
      session->store, get_account (session), safi_message_get_identity (mail->message), &local);
  gboolean is_own;

  *ret_is_lesson = FALSE;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (taught != NULL && taught->lesson->strength == SAFI_STRENGTH_STRONG)
    return TRUE;
  if (!safi_letters_is_own (session->store, get_account (session),
                            safi_message_get_identity (mail->message), &is_own, error))
    return FALSE;
  if (is_own)
    return TRUE;
  if (!check_row (session, mail, taught_class, ret_is_lesson, error))
    return FALSE;
  return !*ret_is_lesson || taught_class == SAFI_CLASS_JUNK ||
         check_good (session, mail, ret_is_lesson, cancellable, error);
}

static gboolean
teach_mails (SafiSession *session,
             GPtrArray *mails,
             SafiClass taught_class,
             guint *ret_taught,
             GCancellable *cancellable,
             GError **error)
{
  for (guint i = 0; i < mails->len; i++) {
    Mail *mail = mails->pdata[i];
    gboolean is_one = FALSE;

    if (!is_lesson (session, mail, taught_class, &is_one, cancellable, error))
      return FALSE;
    if (!is_one)
      continue;
    if (!safi_filter_teach (session->filter, mail->message, taught_class, SAFI_STRENGTH_STRONG,
                            error))
      return FALSE;
    *ret_taught += 1;
  }
  return TRUE;
}

static gboolean
note_passes (SafiSession *session, guint left, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%u", left);

  return safi_store_set_note (session->store, get_account (session), SAFI_SEED_NOTE_PASSES,
                              left > 0 ? text : NULL, error);
}

gboolean
safi_seed_teach (SafiSession *session,
                 SafiSeedList *list,
                 SafiClass taught_class,
                 guint *next,
                 guint *taught,
                 guint *skipped,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GArray) uids = take_uids (list->todo, next);
  guint unreadable = 0;
  g_autoptr (GPtrArray) mails =
      fetch (session, list, uids, SAFI_VIEW_LIVE, &unreadable, cancellable, error);
  guint n_taught = 0;

  safi_fail_point ("seed.before-batch");
  if (mails == NULL || !safi_store_begin (session->store, error) ||
      !finish (session,
               teach_mails (session, mails, taught_class, &n_taught, cancellable, error) &&
                   mark_learned (session, list, uids, error) &&
                   (n_taught == 0 || note_passes (session, SAFI_SEED_PASSES - 1, error)),
               error))
    return FALSE;
  *taught += n_taught;
  *skipped += uids->len - n_taught;
  return TRUE;
}

gboolean
safi_seed_rehearse (SafiSession *session,
                    guint *ret_left,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text =
      safi_store_get_note (session->store, get_account (session), SAFI_SEED_NOTE_PASSES, &local);
  const guint left = text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  *ret_left = left > 0 ? left - 1 : 0;
  return left == 0 || (safi_store_begin (session->store, error) &&
                       finish (session,
                               note_passes (session, left - 1, error) &&
                                   safi_filter_rehearse (session->filter, cancellable, error),
                               error));
}
