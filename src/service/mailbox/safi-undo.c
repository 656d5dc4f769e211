/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/mailbox/safi-undo.h"

#include <string.h>

#include "core/base/safi-error.h"
#include "service/mailbox/safi-mover.h"

static SafiMessageRef *
find_in (SafiSession *session,
         const char *folder,
         const char *identity,
         gint64 since,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GArray) found =
      safi_mail_source_find (session->source, folder, identity, since, cancellable, error);
  guint32 uidvalidity;

  if (found == NULL || found->len == 0 ||
      !safi_mover_read_uidvalidity (session, folder, &uidvalidity, cancellable, error))
    return NULL;
  return safi_message_ref_new (safi_account_get_id (session->account), folder, uidvalidity,
                               g_array_index (found, SafiListed, found->len - 1).uid, identity);
}

/* A folder that cannot be looked into (it is gone, it holds no mail) is no reason to stop. */
static gboolean
is_of_the_folder (const GError *error)
{
  SafiRemedy remedy = safi_error_get_remedy (error);

  return remedy == SAFI_REMEDY_LIST_AGAIN || remedy == SAFI_REMEDY_SKIP_MESSAGE ||
         g_error_matches (error, SAFI_ERROR, SAFI_ERROR_NOT_PERMITTED);
}

SafiMessageRef *
safi_undo_find (SafiSession *session,
                const char *identity,
                const char *first,
                gint64 since,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GPtrArray *folders;

  /* The folder may be newer than the list. */
  g_clear_pointer (&session->folders, g_ptr_array_unref);
  folders = safi_session_list_folders (session, cancellable, error);
  if (folders == NULL)
    return NULL;
  g_ptr_array_add (names, (gpointer) first);
  for (guint i = 0; i < folders->len; i++) {
    SafiFolder *folder = folders->pdata[i];

    if (!g_str_equal (folder->name, first))
      g_ptr_array_add (names, folder->name);
  }
  for (guint i = 0; i < names->len; i++) {
    g_autoptr (GError) local = NULL;
    SafiMessageRef *ref = find_in (session, names->pdata[i], identity, since, cancellable, &local);

    if (ref != NULL)
      return ref;
    if (local != NULL && !is_of_the_folder (local)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  }
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_MESSAGE_GONE, "it is in no folder");
  return NULL;
}

static gboolean
is_in (SafiMessageRef *ref, const char *folder)
{
  return g_str_equal (safi_message_ref_get_folder (ref), folder);
}

static gboolean
drop_and_keep (SafiSession *session, SafiAction *action, GError **error)
{
  const char *account = safi_account_get_id (session->account);
  const char *identity = safi_message_ref_get_identity (safi_action_get_from (action));
  g_autoptr (SafiJudged) row = NULL;

  if (!safi_journal_drop (session->store, safi_action_get_fields (action)->id, error) ||
      !safi_store_keep (session->store, account, identity, error))
    return FALSE;
  row = safi_store_find_judged (session->store, account, identity, NULL);
  return row == NULL || safi_store_set_fate (session->store, row->id, SAFI_FATE_STAYED, error);
}

gboolean
safi_undo_planned (SafiSession *session, SafiAction *action, SafiMessageRef *ref, GError **error)
{
  const guint32 uid = safi_message_ref_get_uid (ref);
  const SafiPlace place = { safi_message_ref_get_uidvalidity (ref), uid, uid };

  if (is_in (ref, safi_action_get_to_folder (action)))
    return safi_journal_advance (session->store, safi_action_get_fields (action)->id,
                                 SAFI_MOVE_DONE, &place, "seen-in-target", error);
  if (!safi_store_begin (session->store, error))
    return FALSE;
  if (drop_and_keep (session, action, error))
    return safi_store_commit (session->store, error);
  safi_store_rollback (session->store);
  return FALSE;
}

/* The move back of @action from where it is now. */
static SafiAction *
make_undo (SafiAction *action, SafiMessageRef *from)
{
  const SafiActionFields *fields = safi_action_get_fields (action);
  SafiActionFields undo = {
    .undoes = fields->id,
    .flags = fields->flags,
    .internal_date = fields->internal_date,
    .size = fields->size,
  };

  return safi_action_new (from, safi_message_ref_get_folder (safi_action_get_from (action)), NULL,
                          &undo);
}

static SafiMessageRef *
get_place (SafiSession *session, SafiAction *action)
{
  const SafiActionFields *fields = safi_action_get_fields (action);

  return safi_message_ref_new (safi_account_get_id (session->account),
                               safi_action_get_to_folder (action), fields->place.uidvalidity,
                               fields->place.uid,
                               safi_message_ref_get_identity (safi_action_get_from (action)));
}

/* Returns: (transfer full) (element-type SafiAction): those that can be taken back; NULL with
 * @error. */
static GPtrArray *
choose (SafiSession *session, GPtrArray *actions, GError **error)
{
  g_autoptr (GPtrArray) chosen =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);

  for (guint i = 0; i < actions->len; i++) {
    const SafiActionFields *fields = safi_action_get_fields (actions->pdata[i]);
    gint64 undo;

    if (fields->state != SAFI_MOVE_DONE || fields->undoes != 0)
      continue;
    if (!safi_journal_get_undone_by (session->store, fields->id, &undo, error))
      return NULL;
    if (undo == 0)
      g_ptr_array_add (chosen, safi_action_ref (actions->pdata[i]));
  }
  return g_steal_pointer (&chosen);
}

static void
tell_row (SafiSession *session, SafiAction *action)
{
  g_autoptr (SafiJudged) row =
      safi_store_find_judged (session->store, safi_account_get_id (session->account),
                              safi_message_ref_get_identity (safi_action_get_from (action)), NULL);

  if (row != NULL)
    safi_session_emit_row (session, row);
}

/* Gives up @action, which stands at PLANNED. Returns: (transfer full): what is still to be taken
 * back of it; NULL without @error if it is nothing. */
static SafiAction *
settle_planned (SafiSession *session,
                SafiAction *action,
                guint *ret_back,
                GCancellable *cancellable,
                GError **error)
{
  SafiMessageRef *from = safi_action_get_from (action);
  const SafiActionFields *fields = safi_action_get_fields (action);
  g_autoptr (SafiMessageRef) ref = safi_undo_find (session, safi_message_ref_get_identity (from),
                                                   safi_message_ref_get_folder (from),
                                                   fields->internal_date, cancellable, error);

  if (ref == NULL || !safi_undo_planned (session, action, ref, error))
    return NULL;
  if (is_in (ref, safi_action_get_to_folder (action)))
    return safi_journal_get (session->store, fields->id, error);
  tell_row (session, action);
  (*ret_back)++;
  return NULL;
}

/* Returns: (transfer full) (element-type SafiAction): @actions, without those that were only
 * planned. What is nowhere is left to the next look at the journal. */
static GPtrArray *
settle_all_planned (SafiSession *session,
                    GPtrArray *actions,
                    guint *ret_back,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) settled =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);

  for (guint i = 0; i < actions->len; i++) {
    const SafiActionFields *fields = safi_action_get_fields (actions->pdata[i]);
    g_autoptr (GError) local = NULL;
    SafiAction *now;

    if (fields->state != SAFI_MOVE_PLANNED || fields->undoes != 0)
      now = safi_action_ref (actions->pdata[i]);
    else
      now = settle_planned (session, actions->pdata[i], ret_back, cancellable, &local);
    if (now != NULL)
      g_ptr_array_add (settled, now);
    else if (local != NULL && !g_error_matches (local, SAFI_ERROR, SAFI_ERROR_MESSAGE_GONE)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  }
  return g_steal_pointer (&settled);
}

/* Plans and carries out the moves from where Safibox put the messages. */
static gboolean
move_known (SafiSession *session,
            GPtrArray *chosen,
            guint *ret_back,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) undos = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  g_autoptr (GPtrArray) planned = NULL;
  g_autoptr (GError) local = NULL;

  for (guint i = 0; i < chosen->len; i++) {
    g_autoptr (SafiMessageRef) place = get_place (session, chosen->pdata[i]);

    if (safi_message_ref_get_uid (place) != 0)
      g_ptr_array_add (undos, make_undo (chosen->pdata[i], place));
  }
  planned = safi_mover_plan (session, undos, NULL, 0, TRUE, error);
  if (planned == NULL)
    return FALSE;
  if (safi_mover_run (session, planned, ret_back, cancellable, &local) ||
      safi_error_get_remedy (local) == SAFI_REMEDY_LIST_AGAIN)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The person or another device has moved it back already: nothing is left but to remember it. */
static gboolean
note_back (SafiSession *session, SafiMessageRef *ref, GError **error)
{
  const char *account = safi_account_get_id (session->account);
  const char *identity = safi_message_ref_get_identity (ref);
  g_autoptr (SafiJudged) row = safi_store_find_judged (session->store, account, identity, NULL);
  SafiJudged fields;

  if (!safi_store_keep (session->store, account, identity, error))
    return FALSE;
  if (row == NULL)
    return TRUE;
  fields = *row;
  fields.ref = ref;
  return safi_store_put_judged (session->store, &fields, error) >= 0 &&
         safi_store_set_fate (session->store, row->id, SAFI_FATE_MOVED_BACK, error);
}

/* Moves back a message that was not where Safibox had put it. */
static gboolean
move_sought (SafiSession *session,
             SafiAction *action,
             guint *ret_back,
             GCancellable *cancellable,
             GError **error)
{
  const SafiActionFields *fields = safi_action_get_fields (action);
  SafiMessageRef *origin = safi_action_get_from (action);
  g_autoptr (GPtrArray) undos = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  g_autoptr (GPtrArray) planned = NULL;
  g_autoptr (SafiMessageRef) ref = safi_undo_find (session, safi_message_ref_get_identity (origin),
                                                   safi_action_get_to_folder (action),
                                                   fields->internal_date, cancellable, error);

  if (ref == NULL)
    return FALSE;
  if (g_str_equal (safi_message_ref_get_folder (ref), safi_message_ref_get_folder (origin))) {
    (*ret_back)++;
    return note_back (session, ref, error);
  }
  g_ptr_array_add (undos, make_undo (action, ref));
  planned = safi_mover_plan (session, undos, NULL, 0, TRUE, error);
  return planned != NULL && safi_mover_run (session, planned, ret_back, cancellable, error);
}

int
safi_undo (SafiSession *session, GPtrArray *actions, GCancellable *cancellable, GError **error)
{
  guint n_back = 0;
  guint n_gone = 0;
  g_autoptr (GPtrArray) settled =
      settle_all_planned (session, actions, &n_back, cancellable, error);
  g_autoptr (GPtrArray) chosen = settled != NULL ? choose (session, settled, error) : NULL;
  g_autoptr (GPtrArray) missing = NULL;

  if (chosen == NULL || !move_known (session, chosen, &n_back, cancellable, error))
    return -1;
  missing = choose (session, chosen, error);
  for (guint i = 0; missing != NULL && i < missing->len; i++) {
    g_autoptr (GError) local = NULL;

    if (move_sought (session, missing->pdata[i], &n_back, cancellable, &local))
      continue;
    if (!g_error_matches (local, SAFI_ERROR, SAFI_ERROR_MESSAGE_GONE)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return -1;
    }
    n_gone++;
  }
  if (missing != NULL && (n_gone == 0 || n_back > 0))
    return (int) n_back;
  if (missing != NULL)
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_MESSAGE_GONE, "nothing could be found");
  return -1;
}
