/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/worker/safi-jobs.h"

#include <string.h>

#include "account/safi-provider.h"
#include "account/safi-secrets.h"
#include "core/base/safi-error.h"
#include "service/mailbox/safi-fetch.h"
#include "service/mailbox/safi-mover.h"
#include "service/worker/safi-practice.h"

/* What is looked at to see that no flag changes. */
#define LISTED_MAX 20   /* the newest messages of the inbox */
#define LOOKED_AT_MAX 3 /* of them: on a slow line a person waits for each */

/* Names of notes: there, if … */
#define NOTE_NOT_KEPT "keyring-unused" /* the keyring was never given the account's secret */
#define NOTE_STAYED "keyring-refused"  /* it did not let go of one when the account was to go */

#define HOST_MAX 253 /* octets, RFC 1035 */
#define USER_MAX 512 /* octets */

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

static gboolean
is_clean (const char *text, gsize max)
{
  if (text == NULL || *text == '\0' || strlen (text) > max || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return FALSE;
  return TRUE;
}

static gboolean
check_account (SafiAccount *account, GError **error)
{
  const char *host = safi_account_get_host (account);
  const char *fault = NULL;

  if (!safi_address_is_plausible (safi_account_get_address (account)))
    fault = "not an e-mail address";
  else if (!is_clean (host, HOST_MAX) || strchr (host, ' ') != NULL)
    fault = "not a host name";
  else if (!is_clean (safi_account_get_user (account), USER_MAX))
    fault = "not a sign-in name";
  else if (safi_account_get_port (account) == 0)
    fault = "not a port";
  else if (safi_account_get_security (account) == SAFI_SECURITY_NONE && !is_loopback (host))
    fault = "no encryption is for this computer only";
  if (fault == NULL)
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, fault);
  return FALSE;
}

static gboolean
check_is_new (SafiSession *session, GError **error)
{
  g_autoptr (GPtrArray) accounts = safi_store_list_accounts (session->store, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++) {
    SafiAccount *other = accounts->pdata[i];

    if (g_ascii_strcasecmp (safi_account_get_address (other),
                            safi_account_get_address (session->account)) == 0 &&
        safi_account_get_kind (other) == safi_account_get_kind (session->account)) {
      g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "this mailbox is linked already");
      return FALSE;
    }
  }
  return accounts != NULL;
}

static gboolean
ignore_cb (const SafiMail *mail, gpointer user_data, GError **error)
{
  return TRUE;
}

/* Flags that were there before and are others now; what went or came meanwhile does not count. */
static gboolean
differs (SafiListing *before, SafiListing *after)
{
  for (guint i = 0, j = 0; i < before->messages->len && j < after->messages->len;) {
    SafiListed *old = &g_array_index (before->messages, SafiListed, i);
    SafiListed *now = &g_array_index (after->messages, SafiListed, j);

    if (old->uid == now->uid && old->flags != now->flags)
      return TRUE;
    i += old->uid <= now->uid;
    j += now->uid <= old->uid;
  }
  return FALSE;
}

/* Only what is not marked yet can show that looking marks it. */
static int
compare_telling (gconstpointer a, gconstpointer b)
{
  const SafiListed *left = a, *right = b;
  const int seen = (left->flags & SAFI_FLAG_SEEN) - (right->flags & SAFI_FLAG_SEEN);

  return seen != 0 ? seen : (left->size > right->size) - (left->size < right->size);
}

/* Unread ones, and of them the smallest. Returns: (transfer full) (element-type guint32): UIDs. */
static GArray *
choose_looked_at (SafiListing *listing)
{
  g_autoptr (GArray) listed = g_array_copy (listing->messages);
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_sort (listed, compare_telling);
  for (guint i = 0; i < MIN (listed->len, LOOKED_AT_MAX); i++)
    g_array_append_val (uids, g_array_index (listed, SafiListed, i).uid);
  return uids;
}

/* Looking at mail must not mark it as read: proven on this very server before it is trusted. */
static gboolean
test_looking (SafiSession *session, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiListing) before = NULL;
  g_autoptr (SafiListing) after = NULL;
  g_autoptr (GArray) uids = NULL;
  const SafiRecent recent = { .newest = LISTED_MAX };
  SafiSurvey survey;
  SafiMark mark;
  guint skipped = 0;

  if (!safi_mail_source_survey (session->source, "INBOX", &recent, &survey, cancellable, error))
    return FALSE;
  mark = (SafiMark){ survey.mark.uidvalidity, survey.from };
  before = safi_mail_source_list_since (session->source, "INBOX", &mark, cancellable, error);
  if (before == NULL)
    return FALSE;
  uids = choose_looked_at (before);
  if (uids->len == 0)
    return TRUE;
  if (!safi_fetch (session, "INBOX", mark.uidvalidity, uids, SAFI_VIEW_BACKLOG, ignore_cb, NULL,
                   &skipped, cancellable, error))
    return FALSE;
  after = safi_mail_source_list_since (session->source, "INBOX", &mark, cancellable, error);
  if (after == NULL || !differs (before, after))
    return after != NULL;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_PROTOCOL, "looking at mail changed its flags");
  return FALSE;
}

/* What a person said of senders and of data for one mailbox holds for the next. */
static gboolean
inherit_wishes (SafiSession *session, SafiPolicy *policy, GError **error)
{
  g_autoptr (GPtrArray) accounts = safi_store_list_accounts (session->store, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++) {
    SafiPolicy other;

    if (!safi_store_get_policy (session->store, safi_account_get_id (accounts->pdata[i]), &other,
                                error))
      return FALSE;
    policy->look_ups &= other.look_ups;
    policy->spares_data |= other.spares_data;
    policy->day_megabytes = other.day_megabytes;
    policy->waits_at_limit = other.waits_at_limit;
    g_strlcpy (policy->forwarders, other.forwarders, sizeof policy->forwarders);
    g_strlcpy (policy->certifiers, other.certifiers, sizeof policy->certifiers);
    g_strlcpy (policy->dns_lists, other.dns_lists, sizeof policy->dns_lists);
  }
  return accounts != NULL;
}

static gboolean
note (SafiSession *session, const char *name, gboolean is_so, GError **error)
{
  return safi_store_set_note (session->store, safi_account_get_id (session->account), name,
                              is_so ? "1" : NULL, error);
}

static gboolean
is_noted (SafiSession *session, const char *name)
{
  g_autofree char *text =
      safi_store_get_note (session->store, safi_account_get_id (session->account), name, NULL);

  return text != NULL;
}

static gboolean
save_account (SafiSession *session, const SafiPolicy *policy, gboolean keeps_secret, GError **error)
{
  if (!safi_store_begin (session->store, error))
    return FALSE;
  if (!safi_store_save_account (session->store, session->account, error) ||
      !safi_store_set_policy (session->store, safi_account_get_id (session->account), policy,
                              error) ||
      !note (session, NOTE_NOT_KEPT, !keeps_secret, error)) {
    safi_store_rollback (session->store);
    return FALSE;
  }
  if (!safi_store_commit (session->store, error))
    return FALSE;
  session->policy = *policy;
  session->is_known = TRUE;
  return TRUE;
}

gpointer
safi_job_add_account (SafiSession *session,
                      SafiRequest *request,
                      GCancellable *cancellable,
                      GError **error)
{
  SafiPolicy policy = safi_policy_default ();

  if (!safi_session_check_store (session, error) || !check_account (session->account, error) ||
      !check_is_new (session, error))
    return NULL;
  safi_session_set_secret (session, request->secret);
  if (!safi_mover_connect (session, cancellable, error) ||
      safi_session_list_folders (session, cancellable, error) == NULL ||
      !test_looking (session, cancellable, error) || !inherit_wishes (session, &policy, error))
    return NULL;
  /* The session's, which may be a newer one than was asked to keep. */
  if (request->keep_secret &&
      !safi_secrets_store (session->account, session->secret, cancellable, error))
    return NULL;
  if (!save_account (session, &policy, request->keep_secret, error)) {
    if (request->keep_secret)
      safi_secrets_remove (session->account, NULL, NULL);
    return NULL;
  }
  if (request->keep_secret)
    g_clear_pointer (&session->secret, safi_secret_free);
  request->policy = policy;
  return session;
}

gpointer
safi_job_add_practice (SafiSession *session,
                       SafiRequest *request,
                       GCancellable *cancellable,
                       GError **error)
{
  SafiPolicy policy = safi_policy_default ();
  g_autoptr (SafiAccount) known = NULL;

  if (!safi_session_check_store (session, error) ||
      !safi_practice_fill (safi_account_get_directory (session->account), cancellable, error))
    return NULL;
  known = safi_store_get_account (session->store, safi_account_get_id (session->account), NULL);
  policy.watch_only = FALSE;
  if (known == NULL &&
      (!inherit_wishes (session, &policy, error) || !save_account (session, &policy, FALSE, error)))
    return NULL;
  request->policy = session->policy;
  return safi_account_ref (session->account);
}

gpointer
safi_job_lend_secret (SafiSession *session,
                      SafiRequest *request,
                      GCancellable *cancellable,
                      GError **error)
{
  char *before = g_strdup (session->secret);
  gboolean works;

  safi_session_disconnect (session);
  safi_session_set_secret (session, request->secret);
  works = safi_mover_connect (session, cancellable, error) &&
          (!request->keep_secret ||
           safi_secrets_store (session->account, session->secret, cancellable, error));
  if (!works)
    safi_session_set_secret (session, before);
  safi_secret_free (before);
  return works ? session : NULL;
}

gpointer
safi_job_set_secret (SafiSession *session,
                     SafiRequest *request,
                     GCancellable *cancellable,
                     GError **error)
{
  if (safi_job_lend_secret (session, request, cancellable, error) == NULL)
    return NULL;
  if (request->keep_secret)
    g_clear_pointer (&session->secret, safi_secret_free);
  else if (!safi_secrets_remove (session->account, cancellable, NULL)) /* an older one */
    return session;
  return note (session, NOTE_NOT_KEPT, !request->keep_secret, error) ? session : NULL;
}

gpointer
safi_job_set_batv_key (SafiSession *session,
                       SafiRequest *request,
                       GCancellable *cancellable,
                       GError **error)
{
  const gboolean is_removed = *request->secret == '\0';

  if (!safi_session_check_store (session, error) ||
      !(is_removed ? safi_secrets_remove_batv_key (session->account, cancellable, error)
                   : safi_secrets_store_batv_key (session->account, request->secret, cancellable,
                                                  error)) ||
      !safi_store_set_note (session->store, safi_account_get_id (session->account),
                            SAFI_SESSION_NOTE_BATV, is_removed ? NULL : "1", error))
    return NULL;
  session->is_batv_key_read = FALSE;
  safi_session_load_batv_key (session, cancellable);
  return session;
}

/* A keyring that is locked keeps the account, too, so that the person can open it and try again.
 * Who tries again without was told, and must not be kept from leaving. */
static gboolean
forget_secrets (SafiSession *session, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  const gboolean is_gone = safi_secrets_remove (session->account, cancellable, &local) ||
                           is_noted (session, NOTE_NOT_KEPT);
  const gboolean has_key = is_noted (session, SAFI_SESSION_NOTE_BATV);

  if (is_gone)
    g_clear_error (&local);
  if (is_gone && (!has_key || safi_secrets_remove_batv_key (session->account, cancellable, &local)))
    return TRUE;
  if (is_noted (session, NOTE_STAYED))
    return TRUE;
  note (session, NOTE_STAYED, TRUE, NULL);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gpointer
safi_job_remove_account (SafiSession *session,
                         SafiRequest *request,
                         GCancellable *cancellable,
                         GError **error)
{
  const char *directory = safi_account_get_directory (session->account);
  g_autofree char *own = g_build_filename (session->directory, "practice", NULL);
  g_autoptr (GError) local = NULL;

  if (!safi_session_check_store (session, error))
    return NULL;
  /* A server that cannot be reached must not keep the person from leaving it. */
  if (!safi_mover_connect (session, cancellable, &local) &&
      g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (directory == NULL && !forget_secrets (session, cancellable, error))
    return NULL;
  safi_session_note_data_use (session);
  if (!safi_store_remove_account (session->store, safi_account_get_id (session->account), error))
    return NULL;
  session->is_known = FALSE;
  if (g_strcmp0 (directory, own) == 0)
    safi_practice_remove (directory);
  return session;
}

gpointer
safi_job_set_policy (SafiSession *session,
                     SafiRequest *request,
                     GCancellable *cancellable,
                     GError **error)
{
  if (!safi_session_check_store (session, error) ||
      !safi_store_set_policy (session->store, safi_account_get_id (session->account),
                              &request->policy, error))
    return NULL;
  session->policy = request->policy;
  safi_filter_set_policy (session->filter, &session->policy);
  safi_senders_set_policy (session->senders, &session->policy);
  g_clear_pointer (&session->junk_folder, g_free);
  safi_session_emit_policy (session);
  return session;
}

gpointer
safi_job_hang_up (SafiSession *session,
                  SafiRequest *request,
                  GCancellable *cancellable,
                  GError **error)
{
  safi_session_disconnect (session);
  return session;
}

gpointer
safi_job_want_news (SafiSession *session,
                    SafiRequest *request,
                    GCancellable *cancellable,
                    GError **error)
{
  safi_session_want_news (session, request->wants_news, request->may_ask);
  return session;
}

gpointer
safi_job_settle (SafiSession *session,
                 SafiRequest *request,
                 GCancellable *cancellable,
                 GError **error)
{
  return safi_mover_connect (session, cancellable, error) ? session : NULL;
}
