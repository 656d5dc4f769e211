/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-sender-rule.h"
#include "service/session/safi-session.h"
#include "service/state/safi-report.h"

G_BEGIN_DECLS

/* An account's thread: does the jobs that the engine posts, and checks in between. A person's job
 * goes before the next batch of a check. Made, used and freed on the main thread. */
typedef struct _SafiAccountWorker SafiAccountWorker;

/* What a job is asked. Each job uses some of it; the strings and references are its own. */
typedef struct {
  gint64 id;
  SafiClass taught_class;
  GBytes *octets;      /* (nullable) */
  GCancellable *leave; /* (nullable): the job ends between two folders, and stays connected */
  char *secret;        /* (nullable): wiped when freed */
  gboolean keep_secret;
  SafiPolicy policy; /* in, or out: what a new account was given */
  char *directory;   /* (nullable) */
  char *sender;      /* (nullable) */
  char *folder;      /* (nullable): how a new folder is named */
  SafiSenderRule rule;
  gboolean wants_news;
  gboolean may_ask; /* for news, every few minutes */
  SafiReachChoice reach;
  guint days;                 /* with SAFI_REACH_DAYS */
  SafiDigestWriter writer;    /* of a weekly letter */
  GDestroyNotify free_result; /* (nullable) */
} SafiRequest;

SafiRequest *safi_request_new (void);
void safi_request_free (SafiRequest *request);

/* Runs on the account's thread. Returns: (transfer full): the task's result, which is never NULL
 * without @error. */
typedef gpointer (*SafiSessionJob) (SafiSession *session,
                                    SafiRequest *request,
                                    GCancellable *cancellable,
                                    GError **error);

/* @authenticator: (nullable): outlives the worker. @contacts: (nullable). */
SafiAccountWorker *safi_account_worker_new (const char *directory,
                                            SafiClock *clock,
                                            GTlsDatabase *database,
                                            SafiAuthenticator *authenticator,
                                            SafiContacts *contacts,
                                            SafiAccount *account,
                                            SafiEventFunc emit,
                                            gpointer emit_data);
/* Cancels what is under way and joins the thread. */
void safi_account_worker_free (SafiAccountWorker *self);

/* Takes @task, whose task data is a SafiRequest. */
void safi_account_worker_post (SafiAccountWorker *self, GTask *task, SafiSessionJob job);

/* Takes @task; its result is a SafiCheckReport. Checks of one account go one after the other. */
void safi_account_worker_check (SafiAccountWorker *self, GTask *task, SafiCheckMode mode);
void safi_account_worker_cancel_checks (SafiAccountWorker *self);

/* Takes @task; its result is a SafiLearnReport. Waits for the checks that were asked for before. */
void safi_account_worker_learn (SafiAccountWorker *self, GTask *task);
void safi_account_worker_cancel_learning (SafiAccountWorker *self);

/* Takes @task, whose data is a SafiRequest; @job heeds its leave. */
void safi_account_worker_estimate (SafiAccountWorker *self, GTask *task, SafiSessionJob job);
void safi_account_worker_leave_estimates (SafiAccountWorker *self);

G_END_DECLS
