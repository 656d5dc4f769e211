/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-engine-private.h"

#include "core/base/safi-error.h"

G_DEFINE_FINAL_TYPE (SafiEngine, safi_engine, G_TYPE_OBJECT)

enum {
  JUDGED,
  BATCH,
  PROBLEM,
  NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* An event on its way from an account's thread to the main thread. */
typedef struct {
  SafiEngine *engine;
  SafiEvent *event;
} Delivery;

static void
free_delivery (gpointer data)
{
  Delivery *delivery = data;

  safi_event_free (delivery->event);
  g_object_unref (delivery->engine);
  g_free (delivery);
}

static void
show_activity (SafiEngine *self, SafiAccountState *state, SafiEvent *event)
{
  const GError *before = safi_account_state_get_problem (state);
  gboolean is_new =
      event->problem != NULL &&
      !(before != NULL && g_error_matches (before, event->problem->domain, event->problem->code));
  const gboolean is_cut_off = event->activity == SAFI_ACTIVITY_OFFLINE &&
                              safi_account_state_get_activity (state) != SAFI_ACTIVITY_OFFLINE;
  const gboolean is_solved = event->problem == NULL && before != NULL &&
                             safi_error_get_remedy (before) == SAFI_REMEDY_ASK_PERSON;

  safi_account_state_set_problem (state, event->problem);
  safi_account_state_set_activity (state, event->activity);
  if (is_new)
    g_signal_emit (self, signals[PROBLEM], 0, event->account, event->problem);
  if (is_cut_off)
    safi_watch_retry (self->watch, event->account, event->problem);
  if (is_solved)
    safi_watch_plan (self->watch, event->account, FALSE);
}

static void
show_event (SafiEngine *self, SafiEvent *event)
{
  SafiAccountState *state = safi_engine_find_account (self, event->account);

  if (state == NULL)
    return;
  switch (event->type) {
  case SAFI_EVENT_JUDGED:
    for (guint i = 0; i < event->rows->len; i++)
      g_signal_emit (self, signals[JUDGED], 0, event->rows->pdata[i]);
    break;
  case SAFI_EVENT_ACTIVITY:
    show_activity (self, state, event);
    break;
  case SAFI_EVENT_PROGRESS:
    safi_account_state_set_progress (state, event->done, event->total, event->octets);
    break;
  case SAFI_EVENT_COUNTS:
    safi_account_state_set_last_check (state, event->last_check);
    safi_account_state_set_counts (state, &event->counts, &event->learning);
    safi_account_state_set_saving (state, &event->saving);
    safi_account_state_set_watching (state, &event->watching);
    break;
  case SAFI_EVENT_NEWS:
    safi_watch_check_soon (self->watch, event->account);
    break;
  case SAFI_EVENT_POLICY:
    safi_account_state_set_policy (state, &event->policy);
    if (self->reader != NULL)
      safi_reader_forget_models (self->reader);
    break;
  }
}

static gboolean
deliver_cb (gpointer user_data)
{
  Delivery *delivery = user_data;

  show_event (delivery->engine, delivery->event);
  return G_SOURCE_REMOVE;
}

/* On an account's thread. The priority is that of a task's return, so that what was told before it
 * arrives before it. */
static void
emit_cb (SafiEvent *event, gpointer user_data)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->engine = g_object_ref (user_data);
  delivery->event = event;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, delivery, free_delivery);
  g_source_attach (source, NULL);
}

static void
safi_engine_dispose (GObject *object)
{
  SafiEngine *self = SAFI_ENGINE (object);

  safi_engine_stop (self);
  g_clear_pointer (&self->watch, safi_watch_free);
  G_OBJECT_CLASS (safi_engine_parent_class)->dispose (object);
}

static void
safi_engine_finalize (GObject *object)
{
  SafiEngine *self = SAFI_ENGINE (object);

  g_hash_table_unref (self->workers);
  g_ptr_array_unref (self->newcomers);
  g_object_unref (self->accounts);
  g_clear_object (&self->database);
  g_clear_pointer (&self->authenticator, safi_authenticator_free);
  g_clear_pointer (&self->contacts, safi_contacts_unref);
  g_clear_object (&self->monitor);
  g_free (self->dns_server);
  g_free (self->directory);
  G_OBJECT_CLASS (safi_engine_parent_class)->finalize (object);
}

static void
safi_engine_class_init (SafiEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = safi_engine_dispose;
  object_class->finalize = safi_engine_finalize;
  signals[JUDGED] = g_signal_new ("judged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, SAFI_TYPE_JUDGED);
  signals[BATCH] =
      g_signal_new ("batch", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 5,
                    G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_INT64);
  signals[PROBLEM] = g_signal_new ("problem", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_ERROR);
  signals[NOTICE] = g_signal_new ("notice", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
safi_engine_init (SafiEngine *self)
{
  self->accounts = g_list_store_new (SAFI_TYPE_ACCOUNT_STATE);
  self->workers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) safi_account_worker_free);
  self->newcomers = g_ptr_array_new ();
}

SafiEngine *
safi_engine_new (const char *directory, SafiClock *clock, GTlsDatabase *database)
{
  SafiEngine *self = g_object_new (SAFI_TYPE_ENGINE, NULL);

  self->directory = g_canonicalize_filename (directory, NULL);
  self->clock = clock;
  self->contacts = safi_contacts_new (clock);
  self->database = database != NULL ? g_object_ref (database) : NULL;
  self->watch = safi_watch_new (self, clock);
  self->monitor = g_object_ref (g_network_monitor_get_default ());
  return self;
}

gboolean
safi_engine_set_dns (SafiEngine *self, const char *server, GNetworkMonitor *monitor, GError **error)
{
  g_autoptr (SafiDnsClient) client = NULL;

  g_return_val_if_fail (self->authenticator == NULL, FALSE);

  if (*server != '\0') {
    client = safi_dns_client_new (server, error);
    if (client == NULL)
      return FALSE;
  }
  g_free (self->dns_server);
  self->dns_server = g_strdup (server);
  g_set_object (&self->monitor, monitor);
  return TRUE;
}

void
safi_engine_set_dns_of_test (SafiEngine *self)
{
#ifdef SAFI_FAIL_POINTS
  const char *server = g_getenv ("SAFIBOX_DNS");

  if (server != NULL)
    safi_engine_set_dns (self, server, NULL, NULL);
#endif
}

void
safi_engine_set_watching (SafiEngine *self, gboolean watching)
{
  if (self->is_running && !self->is_read_only)
    safi_watch_set_active (self->watch, watching);
}

GListModel *
safi_engine_get_accounts (SafiEngine *self)
{
  return G_LIST_MODEL (self->accounts);
}

SafiAccountState *
safi_engine_find_account (SafiEngine *self, const char *id)
{
  GListModel *accounts = G_LIST_MODEL (self->accounts);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    if (g_str_equal (safi_account_get_id (safi_account_state_get_account (state)), id))
      return state;
  }
  return NULL;
}

GTask *
safi_engine_new_task (SafiEngine *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data,
                      gpointer tag,
                      SafiRequest *request)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  if (request == NULL)
    request = safi_request_new ();
  g_task_set_task_data (task, request, (GDestroyNotify) safi_request_free);
  return task;
}

void
safi_engine_post (SafiEngine *self, GTask *task, const char *account, SafiSessionJob job)
{
  SafiAccountWorker *worker = g_hash_table_lookup (self->workers, account);

  if (worker != NULL) {
    safi_account_worker_post (worker, task, job);
    return;
  }
  if (self->is_read_only)
    g_task_return_new_error (task, SAFI_ERROR, SAFI_ERROR_STORE_READ_ONLY, "only reading");
  else
    g_task_return_new_error (task, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "no such account");
  g_object_unref (task);
}

SafiAccountWorker *
safi_engine_new_worker (SafiEngine *self, SafiAccount *account)
{
  return safi_account_worker_new (self->directory, self->clock, self->database, self->authenticator,
                                  self->contacts, account, emit_cb, self);
}

SafiAccountState *
safi_engine_take_account (SafiEngine *self,
                          SafiAccount *account,
                          const SafiPolicy *policy,
                          SafiAccountWorker *worker)
{
  g_autoptr (SafiAccountState) state = safi_account_state_new (account, policy);

  if (worker != NULL)
    g_hash_table_insert (self->workers, g_strdup (safi_account_get_id (account)), worker);
  g_list_store_append (self->accounts, state);
  return state;
}

void
safi_engine_drop_account (SafiEngine *self, const char *id)
{
  SafiAccountState *state = safi_engine_find_account (self, id);
  guint position;

  safi_watch_forget (self->watch, id);
  if (state != NULL && g_list_store_find (self->accounts, state, &position))
    g_list_store_remove (self->accounts, position);
  g_hash_table_remove (self->workers, id);
}

void
safi_engine_hang_up (SafiEngine *self, const char *account)
{
  safi_engine_post (self, safi_engine_new_task (self, NULL, NULL, NULL, safi_engine_hang_up, NULL),
                    account, safi_job_hang_up);
}

void
safi_engine_want_news (SafiEngine *self, const char *account, gboolean wants_news, gboolean may_ask)
{
  SafiRequest *request = safi_request_new ();

  request->wants_news = wants_news;
  request->may_ask = may_ask;
  safi_engine_post (self,
                    safi_engine_new_task (self, NULL, NULL, NULL, safi_engine_want_news, request),
                    account, safi_job_want_news);
}

void
safi_engine_emit_batch (SafiEngine *self, const char *account, const SafiCheckReport *report)
{
  g_signal_emit (self, signals[BATCH], 0, account, report->junk, report->unsure, report->moved,
                 report->run);
}

void
safi_engine_emit_notice (SafiEngine *self, const char *word)
{
  g_signal_emit (self, signals[NOTICE], 0, word);
}
