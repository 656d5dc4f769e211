/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-undoing.h"

static void
moved_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (safi_engine_undo_finish (SAFI_ENGINE (source), result, &error) < 0)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* Of what is untaught, the move is left. */
static void
move_back (GTask *task, SafiJudged *judged)
{
  const SafiAnswered *message = g_task_get_task_data (task);

  if (message->is_moved && judged->action != 0 && judged->fate == SAFI_FATE_MOVED)
    safi_engine_undo_async (g_task_get_source_object (task), judged->action, NULL, moved_back_cb,
                            g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
untaught_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (SafiJudged) judged =
      safi_engine_unanswer_finish (SAFI_ENGINE (source), result, &error);

  if (judged == NULL)
    g_task_return_error (task, error);
  else
    move_back (task, judged);
}

static void
put_into_junk_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SafiAnswered *message = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SafiJudged) judged = safi_engine_answer_finish (SAFI_ENGINE (source), result, &error);

  if (judged == NULL) {
    g_task_return_error (task, error);
    return;
  }
  message->is_moved = FALSE;
  safi_engine_unanswer_async (SAFI_ENGINE (source), judged->id, NULL, untaught_cb,
                              g_object_ref (task));
}

static void
said_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (SafiJudged) judged = safi_engine_answer_finish (SAFI_ENGINE (source), result, &error);

  if (judged == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* A message that "not junk" has brought back goes to Junk again: it is answered "junk", and that
 * answer is taken back, too. */
static void
got_judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SafiEngine *engine = SAFI_ENGINE (source);
  const SafiAnswered *message = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SafiJudged) judged = safi_engine_get_judged_finish (engine, result, &error);

  if (judged == NULL)
    g_task_return_error (task, error);
  else if (message->class_before != SAFI_ANSWERED_NOTHING)
    safi_engine_answer_async (engine, judged->id, (SafiClass) message->class_before, NULL,
                              said_again_cb, g_object_ref (task));
  else if (message->is_moved && judged->is_taught && judged->taught_class == SAFI_CLASS_GOOD &&
           judged->fate == SAFI_FATE_MOVED_BACK)
    safi_engine_answer_async (engine, judged->id, SAFI_CLASS_JUNK, NULL, put_into_junk_cb,
                              g_object_ref (task));
  else if (judged->is_taught)
    safi_engine_unanswer_async (engine, judged->id, NULL, untaught_cb, g_object_ref (task));
  else
    move_back (task, judged);
}

void
safi_undoing_async (SafiEngine *engine,
                    const SafiAnswered *message,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (engine, NULL, callback, user_data);

  g_task_set_task_data (task, g_memdup2 (message, sizeof *message), g_free);
  safi_engine_get_judged_async (engine, message->id, NULL, got_judged_cb, g_object_ref (task));
}

gboolean
safi_undoing_finish (SafiEngine *engine, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
