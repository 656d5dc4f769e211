/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-engine-private.h"

/* Everything here is answered by the reader's thread. Returns: (transfer full) (nullable): NULL if
 * the engine does not run; then the task has ended already. */
static GTask *
new_task (SafiEngine *self,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data,
          gpointer tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  if (self->reader != NULL)
    return task;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the engine is stopped");
  g_object_unref (task);
  return NULL;
}

void
safi_engine_judge_async (SafiEngine *self,
                         const char *account,
                         GBytes *octets,
                         SafiForm form,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = new_task (self, cancellable, callback, user_data, safi_engine_judge_async);

  if (task != NULL)
    safi_reader_judge (self->reader, task, account, octets, form);
}

SafiVerdict *
safi_engine_judge_finish (SafiEngine *self,
                          GAsyncResult *result,
                          SafiMessage **ret_message,
                          SafiAuthResult **ret_auth,
                          GError **error)
{
  SafiJudgement *judgement = g_task_propagate_pointer (G_TASK (result), error);
  SafiVerdict *verdict;

  if (judgement == NULL)
    return NULL;
  if (ret_message != NULL)
    *ret_message = safi_message_ref (judgement->message);
  if (ret_auth != NULL)
    *ret_auth = g_steal_pointer (&judgement->auth);
  verdict = safi_verdict_ref (judgement->verdict);
  safi_judgement_free (judgement);
  return verdict;
}

void
safi_engine_list_judged_async (SafiEngine *self,
                               const SafiJudgedQuery *query,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = new_task (self, cancellable, callback, user_data, safi_engine_list_judged_async);

  if (task != NULL)
    safi_reader_list_judged (self->reader, task, query);
}

GPtrArray *
safi_engine_list_judged_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
safi_engine_get_judged_async (SafiEngine *self,
                              gint64 id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = new_task (self, cancellable, callback, user_data, safi_engine_get_judged_async);

  if (task != NULL)
    safi_reader_get_judged (self->reader, task, id);
}

SafiJudged *
safi_engine_get_judged_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
safi_engine_list_actions_async (SafiEngine *self,
                                const char *account,
                                guint limit,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = new_task (self, cancellable, callback, user_data, safi_engine_list_actions_async);

  if (task != NULL)
    safi_reader_list_actions (self->reader, task, account, limit);
}

GPtrArray *
safi_engine_list_actions_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
safi_engine_list_data_use_async (SafiEngine *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = new_task (self, cancellable, callback, user_data, safi_engine_list_data_use_async);

  if (task != NULL)
    safi_reader_list_data_use (self->reader, task);
}

GPtrArray *
safi_engine_list_data_use_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
safi_engine_list_contacts_async (SafiEngine *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = new_task (self, cancellable, callback, user_data, safi_engine_list_contacts_async);

  if (task != NULL)
    safi_reader_list_contacts (self->reader, task);
}

GPtrArray *
safi_engine_list_contacts_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
safi_engine_read_history_async (SafiEngine *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = new_task (self, cancellable, callback, user_data, safi_engine_read_history_async);

  if (task != NULL)
    safi_reader_read_history (self->reader, task);
}

gboolean
safi_engine_read_history_finish (SafiEngine *self,
                                 GAsyncResult *result,
                                 SafiHistory *ret_history,
                                 GError **error)
{
  g_autofree SafiHistory *history = g_task_propagate_pointer (G_TASK (result), error);

  if (history == NULL)
    return FALSE;
  *ret_history = *history;
  return TRUE;
}

void
safi_engine_list_sender_rules_async (SafiEngine *self,
                                     const char *account,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task =
      new_task (self, cancellable, callback, user_data, safi_engine_list_sender_rules_async);

  if (task != NULL)
    safi_reader_list_sender_rules (self->reader, task, account);
}

GPtrArray *
safi_engine_list_sender_rules_finish (SafiEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
