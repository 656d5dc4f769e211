/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/worker/safi-job-thread.h"

#define N_LINKS 3

struct _SafiJobThread {
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GCancellable *cancellable; /* of the thread's life */
  void (*enter) (gpointer thread_data);
  void (*leave) (gpointer thread_data);
  gpointer thread_data;
};

/* Hangs on its task, so that the cancellable lives as long. */
typedef struct {
  SafiJobThread *thread; /* alive until every posted job has run */
  GTask *task;           /* (transfer none) once the job has begun */
  SafiJobFunc func;
  GCancellable *cancellable;
  GCancellable *causes[N_LINKS]; /* (nullable) */
  gulong handlers[N_LINKS];
} Job;

static void
cause_cancelled_cb (GCancellable *cause, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  for (guint i = 0; i < N_LINKS; i++) {
    g_cancellable_disconnect (job->causes[i], job->handlers[i]);
    g_clear_object (&job->causes[i]);
  }
  g_object_unref (job->cancellable);
  g_free (job);
}

static void
add_cause (Job *job, guint i, GCancellable *cause)
{
  if (cause == NULL)
    return;
  job->causes[i] = g_object_ref (cause);
  job->handlers[i] = g_cancellable_connect (cause, G_CALLBACK (cause_cancelled_cb),
                                            g_object_ref (job->cancellable), g_object_unref);
}

static gboolean
run_job_cb (gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&job->task);
  g_autoptr (GError) error = NULL;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    job->func (task, job->cancellable, job->thread->thread_data);
  return G_SOURCE_REMOVE;
}

static gpointer
run_thread (gpointer data)
{
  SafiJobThread *self = data;

  g_main_context_push_thread_default (self->context);
  self->enter (self->thread_data);
  g_main_loop_run (self->loop);
  self->leave (self->thread_data);
  /* Jobs that came too late are told that they are cancelled. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

SafiJobThread *
safi_job_thread_new (const char *name,
                     void (*enter) (gpointer thread_data),
                     void (*leave) (gpointer thread_data),
                     gpointer thread_data)
{
  SafiJobThread *self = g_new0 (SafiJobThread, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->cancellable = g_cancellable_new ();
  self->enter = enter;
  self->leave = leave;
  self->thread_data = thread_data;
  self->thread = g_thread_new (name, run_thread, self);
  return self;
}

void
safi_job_thread_post (SafiJobThread *self, GTask *task, GCancellable *also, SafiJobFunc func)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Job *job = g_new0 (Job, 1);

  job->thread = self;
  job->task = task;
  job->func = func;
  job->cancellable = g_cancellable_new ();
  add_cause (job, 0, g_task_get_cancellable (task));
  add_cause (job, 1, self->cancellable);
  add_cause (job, 2, also);
  g_task_set_check_cancellable (task, FALSE);
  g_object_set_data_full (G_OBJECT (task), "safi-job", job, free_job);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, run_job_cb, job, NULL);
  g_source_attach (source, self->context);
}

void
safi_job_thread_free (SafiJobThread *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_cancellable_cancel (self->cancellable);
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
  g_free (self);
}
