/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/worker/safi-account-worker.h"

#include "account/safi-secrets.h"
#include "core/base/safi-error.h"
#include "service/learning/safi-seed.h"
#include "service/scan/safi-scan.h"
#include "service/worker/safi-job-thread.h"

struct _SafiAccountWorker {
  SafiJobThread *thread;
  GCancellable *checks;   /* cancels the checks that were asked for until now */
  GCancellable *learning; /* cancels the learning that was asked for until now */
  GCancellable *leave;    /* lets the estimates that were asked for until now end early */

  /* the thread's own */
  SafiSession *session;
  GQueue queue;    /* (element-type Work): the first one is under way */
  GSource *source; /* (nullable): the next step of the work under way */
  GSource *pause;  /* (nullable): before it is waited for mail */
};

/* After the last job, so that jobs which follow each other do not each end a wait: milliseconds. */
#define PAUSE 2000

/* What goes on in batches: a check, or learning. */
typedef struct {
  GTask *task;
  GCancellable *cancellable; /* (transfer none): lives as long as the task */
  SafiScan *scan;            /* one of the two is set */
  SafiSeed *seed;
} Work;

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
  g_clear_object (&request->leave);
  safi_secret_free (request->secret);
  g_free (request->directory);
  g_free (request->sender);
  g_free (request->folder);
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
  safi_session_note_data_use (session);
  safi_session_keep_manners (session);
}

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static gboolean
pause_over_cb (gpointer user_data)
{
  SafiAccountWorker *self = user_data;

  drop_source (&self->pause);
  if (self->queue.length == 0)
    safi_session_wait (self->session);
  return G_SOURCE_REMOVE;
}

static void
plan_to_wait (SafiAccountWorker *self)
{
  drop_source (&self->pause);
  if (!self->session->wants_news || self->session->is_waiting)
    return;
  self->pause = g_timeout_source_new (PAUSE);
  g_source_set_priority (self->pause, G_PRIORITY_LOW);
  g_source_set_callback (self->pause, pause_over_cb, self, NULL);
  g_source_attach (self->pause, g_main_context_get_thread_default ());
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
  plan_to_wait (self);
  if (result != NULL)
    g_task_return_pointer (task, result, request->free_result);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
free_work (Work *work)
{
  g_clear_pointer (&work->scan, safi_scan_free);
  g_clear_pointer (&work->seed, safi_seed_free);
  g_object_unref (work->task);
  g_free (work);
}

static void
return_report (Work *work)
{
  gpointer report = work->scan != NULL
                        ? g_memdup2 (safi_scan_get_report (work->scan), sizeof (SafiCheckReport))
                        : g_memdup2 (safi_seed_get_report (work->seed), sizeof (SafiLearnReport));

  g_task_return_pointer (work->task, report, g_free);
}

static void
note_queue (SafiAccountWorker *self)
{
  Work *work = g_queue_peek_head (&self->queue);

  self->session->n_checks = self->queue.length;
  self->session->is_learning = work != NULL && work->seed != NULL;
}

/* Ends the work under way with @error, or with its report. */
static void
end_work (SafiAccountWorker *self, GError *error)
{
  Work *work = g_queue_pop_head (&self->queue);

  note_queue (self);
  note_outcome (self->session, error);
  safi_session_emit_counts (self->session);
  safi_session_emit_activity (self->session);
  plan_to_wait (self);
  if (error != NULL)
    g_task_return_error (work->task, error);
  else
    return_report (work);
  free_work (work);
}

static gboolean
step_cb (gpointer user_data)
{
  SafiAccountWorker *self = user_data;
  Work *work = g_queue_peek_head (&self->queue);
  g_autoptr (GError) error = NULL;
  SafiScanStep step = work->scan != NULL ? safi_scan_step (work->scan, work->cancellable, &error)
                                         : safi_seed_step (work->seed, work->cancellable, &error);

  g_clear_pointer (&self->source, g_source_unref);
  if (step == SAFI_SCAN_DONE || step == SAFI_SCAN_FAILED)
    end_work (self, g_steal_pointer (&error));
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

/* Takes what @scan or @seed holds. */
static void
add_work (SafiAccountWorker *self,
          GTask *task,
          GCancellable *cancellable,
          SafiScan *scan,
          SafiSeed *seed)
{
  Work *work = g_new0 (Work, 1);

  work->task = g_object_ref (task);
  work->cancellable = cancellable;
  work->scan = scan;
  work->seed = seed;
  g_queue_push_tail (&self->queue, work);
  note_queue (self);
  safi_session_emit_activity (self->session);
  if (self->source == NULL)
    schedule_step (self, FALSE);
}

static void
begin_check (GTask *task, GCancellable *cancellable, gpointer thread_data)
{
  SafiAccountWorker *self = thread_data;
  Errand *errand = g_object_get_data (G_OBJECT (task), "safi-errand");

  add_work (self, task, cancellable, safi_scan_new (self->session, errand->mode), NULL);
}

static void
begin_learning (GTask *task, GCancellable *cancellable, gpointer thread_data)
{
  SafiAccountWorker *self = thread_data;

  add_work (self, task, cancellable, NULL, safi_seed_new (self->session));
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

  drop_source (&self->source);
  while (self->queue.length > 0)
    end_work (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "it is stopped"));
  drop_source (&self->pause);
  safi_session_leave (self->session);
}

SafiAccountWorker *
safi_account_worker_new (const char *directory,
                         SafiClock *clock,
                         GTlsDatabase *database,
                         SafiAuthenticator *authenticator,
                         SafiContacts *contacts,
                         SafiAccount *account,
                         SafiEventFunc emit,
                         gpointer emit_data)
{
  SafiAccountWorker *self = g_new0 (SafiAccountWorker, 1);

  self->session =
      safi_session_new (directory, clock, database, authenticator, account, emit, emit_data);
  if (contacts != NULL)
    safi_session_set_contacts (self->session, contacts);
  self->checks = g_cancellable_new ();
  self->learning = g_cancellable_new ();
  self->leave = g_cancellable_new ();
  g_queue_init (&self->queue);
  self->thread = safi_job_thread_new ("account", enter, leave, self);
  return self;
}

void
safi_account_worker_free (SafiAccountWorker *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->session->waiting);
  safi_job_thread_free (self->thread);
  safi_session_free (self->session);
  g_object_unref (self->checks);
  g_object_unref (self->learning);
  g_object_unref (self->leave);
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

/* What is asked for from now on is not cancelled. */
static void
cancel (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_object_unref (*cancellable);
  *cancellable = g_cancellable_new ();
}

void
safi_account_worker_cancel_checks (SafiAccountWorker *self)
{
  cancel (&self->checks);
}

void
safi_account_worker_learn (SafiAccountWorker *self, GTask *task)
{
  safi_job_thread_post (self->thread, task, self->learning, begin_learning);
}

void
safi_account_worker_cancel_learning (SafiAccountWorker *self)
{
  cancel (&self->learning);
}

void
safi_account_worker_estimate (SafiAccountWorker *self, GTask *task, SafiSessionJob job)
{
  SafiRequest *request = g_task_get_task_data (task);

  request->leave = g_object_ref (self->leave);
  safi_account_worker_post (self, task, job);
}

void
safi_account_worker_leave_estimates (SafiAccountWorker *self)
{
  cancel (&self->leave);
}
