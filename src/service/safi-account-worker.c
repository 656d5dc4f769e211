/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/safi-account-worker.h"

#include "account/safi-secrets.h"
#include "core/safi-error.h"
#include "service/safi-job-thread.h"
#include "service/safi-scan.h"

struct _SafiAccountWorker {
  SafiJobThread *thread;
  GCancellable *checks; /* cancels the checks that were asked for until now */

  /* the thread's own */
  SafiSession *session;
  GQueue queue;    /* (element-type Check): the first one is under way */
  GSource *source; /* (nullable): the next step of the check under way */
};

typedef struct {
  GTask *task;
  GCancellable *cancellable; /* (transfer none): lives as long as the task */
  SafiCheckMode mode;
  SafiScan *scan;
} Check;

/* On a task until its job has run. */
typedef struct {
  SafiAccountWorker *worker;
  SafiSessionJob job;
  SafiCheckMode mode;
} Errand;

static void schedule_step (SafiAccountWorker *self, gboolean wait);

SafiRequest *
safi_request_new (void)
{
  return g_new0 (SafiRequest, 1);
}

void
safi_request_free (SafiRequest *request)
{
  if (request == NULL)
    return;
  g_clear_pointer (&request->octets, g_bytes_unref);
  safi_secret_free (request->secret);
  g_free (request->directory);
  g_free (request);
}

/* A problem stays told until the account has worked again. */
static void
note_outcome (SafiSession *session, const GError *error)
{
  if (error == NULL && session->is_connected)
    g_clear_error (&session->problem);
  if (error != NULL && safi_session_is_problem (error)) {
    g_clear_error (&session->problem);
    session->problem = g_error_copy (error);
    safi_session_disconnect (session);
  }
  session->is_connected = FALSE;
}

static void
run_errand (GTask *task, GCancellable *cancellable, gpointer thread_data)
{
  SafiAccountWorker *self = thread_data;
  Errand *errand = g_object_get_data (G_OBJECT (task), "safi-errand");
  SafiRequest *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer result;

  result = errand->job (self->session, request, cancellable, &error);
  self->session->is_moving = FALSE;
  note_outcome (self->session, error);
  safi_session_emit_counts (self->session);
  safi_session_emit_activity (self->session);
  if (result != NULL)
    g_task_return_pointer (task, result, request->free_result);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
free_check (Check *check)
{
  safi_scan_free (check->scan);
  g_object_unref (check->task);
  g_free (check);
}

/* Ends the check under way with @error, or with its report. */
static void
end_check (SafiAccountWorker *self, GError *error)
{
  Check *check = g_queue_pop_head (&self->queue);
  const SafiCheckReport *report = safi_scan_get_report (check->scan);

  self->session->n_checks = self->queue.length;
  note_outcome (self->session, error);
  safi_session_emit_counts (self->session);
  safi_session_emit_activity (self->session);
  if (error != NULL)
    g_task_return_error (check->task, error);
  else
    g_task_return_pointer (check->task, g_memdup2 (report, sizeof *report), g_free);
  free_check (check);
}

static gboolean
step_cb (gpointer user_data)
{
  SafiAccountWorker *self = user_data;
  Check *check = g_queue_peek_head (&self->queue);
  g_autoptr (GError) error = NULL;
  SafiScanStep step = safi_scan_step (check->scan, check->cancellable, &error);

  g_clear_pointer (&self->source, g_source_unref);
  if (step == SAFI_SCAN_DONE || step == SAFI_SCAN_FAILED)
    end_check (self, g_steal_pointer (&error));
  if (self->queue.length > 0)
    schedule_step (self, step == SAFI_SCAN_WAIT);
  return G_SOURCE_REMOVE;
}

/* Lower than a person's job, which is posted with G_PRIORITY_DEFAULT. */
static void
schedule_step (SafiAccountWorker *self, gboolean wait)
{
  self->source = wait ? g_timeout_source_new (SAFI_SCAN_WAIT_MS) : g_idle_source_new ();
  g_source_set_priority (self->source, G_PRIORITY_LOW);
  g_source_set_callback (self->source, step_cb, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

static void
begin_check (GTask *task, GCancellable *cancellable, gpointer thread_data)
{
  SafiAccountWorker *self = thread_data;
  Errand *errand = g_object_get_data (G_OBJECT (task), "safi-errand");
  Check *check = g_new0 (Check, 1);

  check->task = g_object_ref (task);
  check->cancellable = cancellable;
  check->mode = errand->mode;
  check->scan = safi_scan_new (self->session, errand->mode);
  g_queue_push_tail (&self->queue, check);
  self->session->n_checks = self->queue.length;
  safi_session_emit_activity (self->session);
  if (self->source == NULL)
    schedule_step (self, FALSE);
}

static void
enter (gpointer thread_data)
{
  SafiAccountWorker *self = thread_data;

  safi_session_enter (self->session);
  safi_session_emit_counts (self->session);
}

static void
leave (gpointer thread_data)
{
  SafiAccountWorker *self = thread_data;

  if (self->source != NULL) {
    g_source_destroy (self->source);
    g_clear_pointer (&self->source, g_source_unref);
  }
  while (self->queue.length > 0)
    end_check (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "it is stopped"));
  safi_session_leave (self->session);
}

SafiAccountWorker *
safi_account_worker_new (const char *directory,
                         SafiClock *clock,
                         GTlsDatabase *database,
                         SafiAccount *account,
                         SafiEventFunc emit,
                         gpointer emit_data)
{
  SafiAccountWorker *self = g_new0 (SafiAccountWorker, 1);

  self->session = safi_session_new (directory, clock, database, account, emit, emit_data);
  self->checks = g_cancellable_new ();
  g_queue_init (&self->queue);
  self->thread = safi_job_thread_new ("account", enter, leave, self);
  return self;
}

void
safi_account_worker_free (SafiAccountWorker *self)
{
  if (self == NULL)
    return;
  safi_job_thread_free (self->thread);
  safi_session_free (self->session);
  g_object_unref (self->checks);
  g_free (self);
}

static void
attach_errand (SafiAccountWorker *self, GTask *task, SafiSessionJob job, SafiCheckMode mode)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->worker = self;
  errand->job = job;
  errand->mode = mode;
  g_object_set_data_full (G_OBJECT (task), "safi-errand", errand, g_free);
}

void
safi_account_worker_post (SafiAccountWorker *self, GTask *task, SafiSessionJob job)
{
  attach_errand (self, task, job, SAFI_CHECK_AS_POLICY);
  safi_job_thread_post (self->thread, task, NULL, run_errand);
}

void
safi_account_worker_check (SafiAccountWorker *self, GTask *task, SafiCheckMode mode)
{
  attach_errand (self, task, NULL, mode);
  safi_job_thread_post (self->thread, task, self->checks, begin_check);
}

void
safi_account_worker_cancel_checks (SafiAccountWorker *self)
{
  g_cancellable_cancel (self->checks);
  g_object_unref (self->checks);
  self->checks = g_cancellable_new ();
}
