/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/authentication/safi-authenticator.h"

struct _SafiAuthenticator {
  SafiClock *clock;
  char *server;             /* (nullable) */
  SafiContacts *contacts;   /* (nullable) */
  GNetworkMonitor *monitor; /* (nullable) */
  gulong handlers[2];
  GMutex lock;         /* guards the three below */
  GThread *thread;     /* (nullable): not started yet */
  SafiAuthBatch *busy; /* (nullable): the one that is being done */
  gboolean is_stopped;
  GAsyncQueue *queue; /* (element-type Errand) */

  /* atomic */
  gint is_there;   /* the network is */
  gint is_sparing; /* it costs money */
  gint n_changes;  /* of the network, until now */
  gint is_unheard; /* no DNS server answered the last time */
};

typedef struct {
  SafiAuthBatch *batch; /* NULL: the thread ends */
  gint64 deadline;      /* microseconds, monotonic */
} Errand;

/* The thread's own. */
typedef struct {
  SafiAuthenticator *of;
  SafiDnsLoop *loop;
  gint n_changes; /* that the loop knows of */
} Work;

static void
free_errand (gpointer data)
{
  Errand *errand = data;

  safi_auth_batch_unref (errand->batch);
  g_free (errand);
}

/* Behind a page to sign in at, and where only some names can be reached, every answer may be a
 * wrong one. */
static gboolean
can_reach (GNetworkMonitor *monitor)
{
  const GNetworkConnectivity connectivity = g_network_monitor_get_connectivity (monitor);

  return g_network_monitor_get_network_available (monitor) &&
         connectivity != G_NETWORK_CONNECTIVITY_LIMITED &&
         connectivity != G_NETWORK_CONNECTIVITY_PORTAL;
}

static void
read_network (SafiAuthenticator *self)
{
  g_atomic_int_set (&self->is_there, can_reach (self->monitor));
  g_atomic_int_set (&self->is_sparing, g_network_monitor_get_network_metered (self->monitor));
}

static void
network_changed_cb (SafiAuthenticator *self)
{
  read_network (self);
  g_atomic_int_set (&self->is_unheard, FALSE);
  g_atomic_int_inc (&self->n_changes);
}

SafiAuthenticator *
safi_authenticator_new (SafiClock *clock, const char *server, GNetworkMonitor *monitor)
{
  SafiAuthenticator *self = g_new0 (SafiAuthenticator, 1);

  self->clock = clock;
  self->server = g_strdup (server);
  self->queue = g_async_queue_new_full (free_errand);
  g_mutex_init (&self->lock);
  self->is_there = TRUE;
  if (monitor == NULL)
    return self;
  self->monitor = g_object_ref (monitor);
  self->handlers[0] =
      g_signal_connect_swapped (monitor, "network-changed", G_CALLBACK (network_changed_cb), self);
  self->handlers[1] = g_signal_connect_swapped (monitor, "notify", G_CALLBACK (read_network), self);
  read_network (self);
  return self;
}

static SafiDnsClient *
make_client (SafiAuthenticator *self)
{
  SafiDnsClient *client = NULL;

  if (self->server == NULL || *self->server != '\0')
    client = safi_dns_client_new (self->server, NULL);
  if (client != NULL && self->contacts != NULL)
    safi_dns_client_set_contacts (client, self->contacts);
  return client;
}

/* A new network may have other servers, that know better or lie otherwise. */
static void
note_changes (Work *work)
{
  const gint n_changes = g_atomic_int_get (&work->of->n_changes);

  if (n_changes != work->n_changes)
    safi_dns_loop_forget (work->loop);
  work->n_changes = n_changes;
}

/* Whole seconds, so that it ends in time. */
static guint
get_seconds_left (SafiAuthenticator *self, gint64 deadline)
{
  const gint64 left = deadline - g_get_monotonic_time ();

  return g_atomic_int_get (&self->is_there) && left > 0 ? (guint) (left / G_USEC_PER_SEC) : 0;
}

/* From now on its end is the end of the thread, too. */
static void
take_up (SafiAuthenticator *self, SafiAuthBatch *batch)
{
  g_mutex_lock (&self->lock);
  self->busy = batch;
  if (self->is_stopped)
    safi_auth_batch_cancel (batch);
  g_mutex_unlock (&self->lock);
}

static void
lay_down (SafiAuthenticator *self)
{
  g_mutex_lock (&self->lock);
  self->busy = NULL;
  g_mutex_unlock (&self->lock);
}

static void
do_errand (Work *work, Errand *errand)
{
  const guint seconds = get_seconds_left (work->of, errand->deadline);

  note_changes (work);
  take_up (work->of, errand->batch);
  safi_auth_batch_run (errand->batch, work->loop, seconds);
  lay_down (work->of);
  if (seconds > 0)
    g_atomic_int_set (&work->of->is_unheard,
                      safi_dns_loop_get_trust (work->loop)->state == SAFI_DNS_TRUST_UNKNOWN);
}

static gpointer
run_thread (gpointer data)
{
  SafiAuthenticator *self = data;
  Work work = { .of = self, .loop = safi_dns_loop_new (self->clock, make_client (self)) };
  gboolean is_over = FALSE;

  work.n_changes = g_atomic_int_get (&self->n_changes);
  while (!is_over) {
    Errand *errand = g_async_queue_pop (self->queue);

    is_over = errand->batch == NULL;
    if (!is_over)
      do_errand (&work, errand);
    free_errand (errand);
  }
  safi_dns_loop_free (work.loop);
  return NULL;
}

static void
post (SafiAuthenticator *self, SafiAuthBatch *batch)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->batch = batch != NULL ? safi_auth_batch_ref (batch) : NULL;
  errand->deadline = g_get_monotonic_time () + SAFI_AUTHENTICATOR_SECONDS * G_USEC_PER_SEC;
  g_async_queue_push (self->queue, errand);
}

void
safi_authenticator_stop (SafiAuthenticator *self)
{
  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->is_stopped = TRUE;
  if (self->busy != NULL)
    safi_auth_batch_cancel (self->busy);
  g_mutex_unlock (&self->lock);
  post (self, NULL);
  g_thread_join (g_steal_pointer (&self->thread));
  self->is_stopped = FALSE;
}

void
safi_authenticator_free (SafiAuthenticator *self)
{
  if (self == NULL)
    return;
  safi_authenticator_stop (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->handlers); i++)
    if (self->monitor != NULL)
      g_signal_handler_disconnect (self->monitor, self->handlers[i]);
  g_async_queue_unref (self->queue);
  g_mutex_clear (&self->lock);
  g_clear_object (&self->monitor);
  safi_contacts_unref (self->contacts);
  g_free (self->server);
  g_free (self);
}

void
safi_authenticator_set_contacts (SafiAuthenticator *self, SafiContacts *contacts)
{
  g_return_if_fail (self->contacts == NULL && self->thread == NULL);

  self->contacts = safi_contacts_ref (contacts);
}

gboolean
safi_authenticator_is_sparing (SafiAuthenticator *self)
{
  return g_atomic_int_get (&self->is_sparing);
}

gboolean
safi_authenticator_is_able (SafiAuthenticator *self)
{
  return g_atomic_int_get (&self->is_there) && !g_atomic_int_get (&self->is_unheard);
}

void
safi_authenticator_begin (SafiAuthenticator *self, SafiAuthBatch *batch)
{
  if (!safi_auth_batch_may_ask (batch)) {
    safi_auth_batch_run (batch, NULL, 0);
    return;
  }
  g_mutex_lock (&self->lock);
  if (self->thread == NULL)
    self->thread = g_thread_new ("resolver", run_thread, self);
  g_mutex_unlock (&self->lock);
  post (self, batch);
}
