/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/worker/safi-digest.h"

#include "core/base/safi-error.h"
#include "core/base/safi-fail-point.h"
#include "core/message/safi-message.h"
#include "core/message/safi-own-mail.h"
#include "service/mailbox/safi-mover.h"
#include "store/accounts/safi-letters.h"

#define INBOX "INBOX"

static const char *
get_id (SafiSession *session)
{
  return safi_account_get_id (session->account);
}

/* What a server refuses today it would refuse with every check: the next letter is tried in a week,
 * and the mailbox goes on without. */
static gboolean
is_refused (const GError *error)
{
  return g_error_matches (error, SAFI_ERROR, SAFI_ERROR_QUOTA) ||
         g_error_matches (error, SAFI_ERROR, SAFI_ERROR_NOT_PERMITTED) ||
         g_error_matches (error, SAFI_ERROR, SAFI_ERROR_MESSAGE_TOO_LARGE) ||
         g_error_matches (error, SAFI_ERROR, SAFI_ERROR_FOLDER_GONE);
}

static gboolean
send_letter (SafiSession *session,
             SafiLetter *letter,
             gboolean *ret_is_done,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!safi_letters_advance (session->store, letter->id, SAFI_LETTER_SENT, error))
    return FALSE;
  safi_fail_point ("digest.before-append");
  if (!safi_mail_source_append (session->source, INBOX, letter->octets, NULL, cancellable,
                                &local)) {
    if (is_refused (local))
      return safi_letters_advance (session->store, letter->id, SAFI_LETTER_GONE, error);
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  safi_fail_point ("digest.after-append");
  *ret_is_done = TRUE;
  return safi_letters_advance (session->store, letter->id, SAFI_LETTER_DONE, error);
}

/* Where a letter can be that was put into the inbox: the person may have thrown it away since. */
static gboolean
may_hold (const SafiFolder *folder)
{
  return folder->role == SAFI_FOLDER_INBOX || folder->role == SAFI_FOLDER_JUNK ||
         folder->role == SAFI_FOLDER_TRASH || folder->role == SAFI_FOLDER_ARCHIVE;
}

static gboolean
look_for (SafiSession *session,
          SafiLetter *letter,
          gboolean *ret_is_there,
          GCancellable *cancellable,
          GError **error)
{
  GPtrArray *folders = safi_session_list_folders (session, cancellable, error);

  *ret_is_there = FALSE;
  for (guint i = 0; folders != NULL && i < folders->len && !*ret_is_there; i++) {
    const SafiFolder *folder = folders->pdata[i];
    g_autoptr (GArray) found = NULL;

    if (!may_hold (folder))
      continue;
    found = safi_mail_source_find (session->source, folder->name, letter->identity, letter->written,
                                   cancellable, error);
    if (found == NULL)
      return FALSE;
    *ret_is_there = found->len > 0;
  }
  return folders != NULL;
}

static gboolean
is_settling (SafiSession *session, const SafiLetter *letter)
{
  const gint64 since = safi_clock_wall (session->clock) - letter->sent;

  return letter->state == SAFI_LETTER_SENT && since >= 0 && since < SAFI_DIGEST_SETTLE;
}

/* @ret_is_done: whether the letter is there. */
static gboolean
finish_letter (SafiSession *session,
               SafiLetter *letter,
               gboolean *ret_is_done,
               GCancellable *cancellable,
               GError **error)
{
  gboolean is_there = FALSE;

  *ret_is_done = FALSE;
  if (is_settling (session, letter))
    return TRUE;
  if (!safi_mover_connect (session, cancellable, error))
    return FALSE;
  if (letter->state == SAFI_LETTER_SENT &&
      !look_for (session, letter, &is_there, cancellable, error))
    return FALSE;
  if (!is_there && letter->tries >= SAFI_DIGEST_TRIES_MAX)
    return safi_letters_advance (session->store, letter->id, SAFI_LETTER_GONE, error);
  if (!is_there)
    return send_letter (session, letter, ret_is_done, cancellable, error);
  *ret_is_done = TRUE;
  return safi_letters_advance (session->store, letter->id, SAFI_LETTER_DONE, error);
}

/* A clock that went back a little writes none: the last letter is of the future then. One of a far
 * future was written by a clock that was ahead, and must not silence all others until then. */
static gboolean
find_due (SafiSession *session, gboolean *ret_is_due, GError **error)
{
  const gint64 now = safi_clock_wall (session->clock);
  SafiAllowance allowance;
  gint64 last;

  *ret_is_due = FALSE;
  if (!session->policy.digest || !safi_clock_is_plausible (session->clock))
    return TRUE;
  if (!safi_letters_get_last (session->store, get_id (session), now + SAFI_DIGEST_PERIOD, &last,
                              error) ||
      !safi_session_read_allowance (session, &allowance, error))
    return FALSE;
  *ret_is_due = now - last >= SAFI_DIGEST_PERIOD && allowance != SAFI_ALLOWANCE_NONE;
  return TRUE;
}

/* Returns: (transfer full) (element-type SafiJudged): NULL with @error. */
static GPtrArray *
list_moved (SafiSession *session, GError **error)
{
  const SafiJudgedQuery query = {
    .account = get_id (session),
    .filter = SAFI_JUDGED_MOVED,
    .limit = SAFI_DIGEST_ROWS_MAX,
    .moved_since = safi_clock_wall (session->clock) - SAFI_DIGEST_PERIOD,
  };

  return safi_store_list_judged (session->store, &query, error);
}

/* Writes it down; from then on it is finished whatever happens. */
static gboolean
plan_letter (SafiSession *session, GPtrArray *rows, SafiDigestWriter writer, GError **error)
{
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *id = g_strconcat ("weekly-", unique, NULL);
  g_autofree char *subject = NULL;
  g_autofree char *text = NULL;
  g_autofree char *identity = NULL;
  g_autoptr (GBytes) octets = NULL;

  writer (rows, &subject, &text);
  octets = safi_own_mail_new (safi_account_get_address (session->account), subject, text, id,
                              safi_clock_wall (session->clock));
  if (octets == NULL) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "a letter that is too long");
    return FALSE;
  }
  identity = safi_message_identity_from_header (g_bytes_get_data (octets, NULL),
                                                g_bytes_get_size (octets));
  return safi_letters_plan (session->store, get_id (session), identity, octets, error);
}

static gboolean
write_if_due (SafiSession *session,
              SafiDigestWriter writer,
              gboolean *ret_is_written,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (SafiLetter) letter = NULL;
  gboolean is_due;

  if (!find_due (session, &is_due, error))
    return FALSE;
  if (!is_due)
    return TRUE;
  rows = list_moved (session, error);
  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    return TRUE;
  /* A server that cannot be reached gets next time's news, not this time's. */
  if (!safi_mover_connect (session, cancellable, error) ||
      !plan_letter (session, rows, writer, error))
    return FALSE;
  safi_fail_point ("digest.after-plan");
  return safi_letters_get_open (session->store, get_id (session), &letter, error) &&
         letter != NULL && finish_letter (session, letter, ret_is_written, cancellable, error);
}

gpointer
safi_job_write_digest (SafiSession *session,
                       SafiRequest *request,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SafiLetter) open = NULL;
  gboolean is_written = FALSE;

  if (!safi_session_check_store (session, error) ||
      !safi_letters_get_open (session->store, get_id (session), &open, error))
    return NULL;
  if (open != NULL ? !finish_letter (session, open, &is_written, cancellable, error)
                   : !write_if_due (session, request->writer, &is_written, cancellable, error))
    return NULL;
  return g_memdup2 (&is_written, sizeof is_written);
}
