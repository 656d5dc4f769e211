/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/engine/safi-engine.h"
#include "service/engine/safi-watch.h"
#include "service/state/safi-account-state-private.h"
#include "service/worker/safi-account-worker.h"
#include "service/worker/safi-jobs.h"
#include "service/worker/safi-reader.h"

G_BEGIN_DECLS

struct _SafiEngine {
  GObject parent;

  char *directory;
  SafiClock *clock;
  GTlsDatabase *database;   /* (nullable) */
  char *dns_server;         /* (nullable) */
  GNetworkMonitor *monitor; /* (nullable) */
  SafiAuthenticator
      *authenticator;     /* (nullable): outlives all workers; made with the first start */
  SafiContacts *contacts; /* what was not kept yet */
  GListStore *accounts;   /* (element-type SafiAccountState) */
  GHashTable *workers;    /* (element-type utf8 SafiAccountWorker): by account id */
  GPtrArray *newcomers;   /* of safi-engine-accounts.c; not owned */
  SafiWatch *watch;
  SafiDigestWriter digest_writer; /* (nullable): without one no letter is written */

  /* while it runs */
  gboolean is_running;
  gboolean is_read_only;
  SafiStoreClaim *claim; /* (nullable) */
  SafiStore *store;      /* (nullable): the main thread's, for single rows by their key */
  SafiReader *reader;
};

/* Makes a task for a job of the engine; what it needs goes into its request. */
GTask *safi_engine_new_task (SafiEngine *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data,
                             gpointer tag,
                             SafiRequest *request);

/* Posts @task (transfer full) to the account's thread, or ends it: SAFI_ERROR_NOT_FOUND. */
void safi_engine_post (SafiEngine *self, GTask *task, const char *account, SafiSessionJob job);

/* The same for a job after which the account's next check is planned anew. Takes @task, which
 * returns a boolean. */
void safi_engine_post_change (SafiEngine *self,
                              const char *account,
                              SafiRequest *request,
                              SafiSessionJob job,
                              GTask *task);

/* A new thread for @account, not yet one of the engine's accounts. */
SafiAccountWorker *safi_engine_new_worker (SafiEngine *self, SafiAccount *account);
/* From now on it is one. Takes @worker. Returns: (transfer none). */
SafiAccountState *safi_engine_take_account (SafiEngine *self,
                                            SafiAccount *account,
                                            const SafiPolicy *policy,
                                            SafiAccountWorker *worker);
/* Ends the threads of those that are not yet accounts: what they were asked ends cancelled, unless
 * it was done. */
void safi_engine_end_newcomers (SafiEngine *self);
/* Ends its thread and takes it off the list. */
void safi_engine_drop_account (SafiEngine *self, const char *id);

/* The account's connection is of a network that is gone. */
void safi_engine_hang_up (SafiEngine *self, const char *account);

/* Whether it is waited for the account's mail between checks, and may be asked for it. */
void safi_engine_want_news (SafiEngine *self,
                            const char *account,
                            gboolean wants_news,
                            gboolean may_ask);

void safi_engine_emit_notice (SafiEngine *self, const char *word);
void safi_engine_emit_batch (SafiEngine *self, const char *account, const SafiCheckReport *report);

G_END_DECLS
