/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/mailbox/safi-keywords.h"

#include "core/base/safi-error.h"
#include "core/base/safi-fail-point.h"

/* The run whose keywords may not all be set yet. */
#define NOTE_KEYWORDS "keywords-run"

static const char *
get_account (SafiSession *session)
{
  return safi_account_get_id (session->account);
}

/* The keywords that a message shall have in its new place: $Junk after a move to Junk; after an
 * undo those it had before it was moved. Nothing is lost if a server does not keep them. */
static gboolean
set_keywords (SafiSession *session, SafiAction *action, GCancellable *cancellable, GError **error)
{
  const SafiActionFields *fields = safi_action_get_fields (action);
  SafiMessageRef *from = safi_action_get_from (action);
  g_autoptr (SafiMessageRef) ref = safi_message_ref_new (
      get_account (session), safi_action_get_to_folder (action), fields->place.uidvalidity,
      fields->place.uid, safi_message_ref_get_identity (from));
  static const SafiFlags keywords[] = { SAFI_FLAG_JUNK, SAFI_FLAG_NOT_JUNK };
  SafiFlags wanted = SAFI_FLAG_JUNK;
  SafiFlags present = fields->flags;

  if (fields->place.uid == 0)
    return TRUE;
  if (g_strcmp0 (safi_action_get_reason (action), SAFI_MOVE_MARKED) == 0)
    present |= SAFI_FLAG_JUNK;
  if (fields->undoes != 0) {
    g_autoptr (SafiAction) original = safi_journal_get (session->store, fields->undoes, error);

    if (original == NULL)
      return FALSE;
    wanted = safi_action_get_fields (original)->flags;
    present = SAFI_FLAG_JUNK;
  }
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (((wanted ^ present) & keywords[i]) != 0 &&
        !safi_mail_source_set_keyword (session->source, ref, keywords[i],
                                       (wanted & keywords[i]) != 0, cancellable, error))
      return FALSE;
  return TRUE;
}

/* Only an error of the connection counts: it will be tried again after the next connection.
 * Consumes @failure. */
static gboolean
may_go_on (GError *failure, GError **error)
{
  SafiRemedy remedy = safi_error_get_remedy (failure);

  if (remedy == SAFI_REMEDY_NONE || remedy == SAFI_REMEDY_TRY_LATER) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  g_error_free (failure);
  return TRUE;
}

static gboolean
set_each (SafiSession *session, GPtrArray *actions, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < actions->len; i++) {
    GError *local = NULL;

    if (safi_action_get_fields (actions->pdata[i])->state == SAFI_MOVE_DONE &&
        !set_keywords (session, actions->pdata[i], cancellable, &local) &&
        !may_go_on (local, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
clear_note (SafiSession *session, GError **error)
{
  safi_fail_point ("mover.after-keywords");
  return safi_store_set_note (session->store, get_account (session), NOTE_KEYWORDS, "", error);
}

gboolean
safi_keywords_expect (SafiSession *session, gint64 run, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, run);

  return safi_store_set_note (session->store, get_account (session), NOTE_KEYWORDS, text, error);
}

gboolean
safi_keywords_set (SafiSession *session,
                   GPtrArray *actions,
                   GCancellable *cancellable,
                   GError **error)
{
  return set_each (session, actions, cancellable, error) && clear_note (session, error);
}

gboolean
safi_keywords_finish (SafiSession *session, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text =
      safi_store_get_note (session->store, get_account (session), NOTE_KEYWORDS, &local);
  g_autoptr (GPtrArray) actions = NULL;

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (text == NULL || *text == '\0')
    return TRUE;
  actions = safi_journal_list_run (session->store, g_ascii_strtoll (text, NULL, 10), error);
  return actions != NULL && set_each (session, actions, cancellable, error) &&
         clear_note (session, error);
}

gboolean
safi_keywords_drop_claim (SafiSession *session,
                          SafiAction *action,
                          GCancellable *cancellable,
                          GError **error)
{
  const SafiActionFields *fields = safi_action_get_fields (action);
  GError *local = NULL;

  return fields->undoes != 0 || (fields->flags & SAFI_FLAG_JUNK) != 0 ||
         safi_mail_source_set_keyword (session->source, safi_action_get_from (action),
                                       SAFI_FLAG_JUNK, FALSE, cancellable, &local) ||
         may_go_on (local, error);
}
