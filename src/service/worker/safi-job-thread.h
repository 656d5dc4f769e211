/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A thread with a GMainContext of its own that does one job after the other: the context is the
 * queue and its priorities are the policy. Made, used and freed on the main thread. */
typedef struct _SafiJobThread SafiJobThread;

/* Runs on the thread and ends with one of g_task_return_* (or hands @task on to somebody who will).
 * @cancellable is cancelled by the task's own, by the thread's end, and by whatever else the job
 * was posted with; it lives as long as @task. */
typedef void (*SafiJobFunc) (GTask *task, GCancellable *cancellable, gpointer thread_data);

/* @enter and @leave run on the thread before the first and after the last job. */
SafiJobThread *safi_job_thread_new (const char *name,
                                    void (*enter) (gpointer thread_data),
                                    void (*leave) (gpointer thread_data),
                                    gpointer thread_data);

/* Takes @task. A result survives a late cancel. @also: (nullable): cancels the job, too. */
void safi_job_thread_post (SafiJobThread *self, GTask *task, GCancellable *also, SafiJobFunc func);

/* Cancels every job, waits until the thread has ended. */
void safi_job_thread_free (SafiJobThread *self);

G_END_DECLS
