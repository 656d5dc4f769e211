/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/authentication/safi-auth-batch.h"

typedef struct {
  SafiAuthentication *authentication;
  SafiAuthResult *result; /* (nullable): of the last run */
  gboolean may_ask;
} Entry;

struct _SafiAuthBatch {
  gatomicrefcount references;
  GPtrArray *entries; /* (element-type Entry) */
  GCancellable *cancellable;
  GMutex lock; /* guards is_done */
  GCond done;
  gboolean is_done;
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  safi_authentication_free (entry->authentication);
  g_clear_pointer (&entry->result, safi_auth_result_unref);
  g_free (entry);
}

SafiAuthBatch *
safi_auth_batch_new (void)
{
  SafiAuthBatch *self = g_new0 (SafiAuthBatch, 1);

  g_atomic_ref_count_init (&self->references);
  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->done);
  return self;
}

SafiAuthBatch *
safi_auth_batch_ref (SafiAuthBatch *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
safi_auth_batch_unref (SafiAuthBatch *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->entries);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->done);
  g_free (self);
}

void
safi_auth_batch_add (SafiAuthBatch *self, SafiMessage *message, const SafiAuthRequest *request)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->authentication = safi_authentication_new (message, request);
  entry->may_ask = !request->provider_only;
  g_ptr_array_add (self->entries, entry);
}

guint
safi_auth_batch_get_size (SafiAuthBatch *self)
{
  return self->entries->len;
}

gboolean
safi_auth_batch_may_ask (SafiAuthBatch *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (((Entry *) self->entries->pdata[i])->may_ask)
      return TRUE;
  return FALSE;
}

SafiAuthentication *
safi_auth_batch_get_authentication (SafiAuthBatch *self, guint i)
{
  return ((Entry *) self->entries->pdata[i])->authentication;
}

SafiAuthResult *
safi_auth_batch_get_result (SafiAuthBatch *self, guint i)
{
  return ((Entry *) self->entries->pdata[i])->result;
}

gboolean
safi_auth_batch_wait (SafiAuthBatch *self, guint milliseconds)
{
  const gint64 until = g_get_monotonic_time () + (gint64) milliseconds * G_TIME_SPAN_MILLISECOND;
  gboolean is_done;

  g_mutex_lock (&self->lock);
  while (!self->is_done && g_cond_wait_until (&self->done, &self->lock, until))
    ;
  is_done = self->is_done;
  g_mutex_unlock (&self->lock);
  return is_done;
}

void
safi_auth_batch_cancel (SafiAuthBatch *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
finish (SafiAuthBatch *self)
{
  g_mutex_lock (&self->lock);
  self->is_done = TRUE;
  g_cond_broadcast (&self->done);
  g_mutex_unlock (&self->lock);
}

static void
run_entry (SafiResolver *resolver, gpointer user_data)
{
  Entry *entry = user_data;

  g_clear_pointer (&entry->result, safi_auth_result_unref);
  entry->result = safi_authentication_run (entry->authentication, resolver);
}

static void
run_entries (SafiAuthBatch *self, SafiDnsLoop *loop, guint seconds)
{
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (SafiDnsJob));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->entries->len; i++) {
    const SafiDnsJob job = { run_entry, self->entries->pdata[i] };

    g_array_append_val (jobs, job);
  }
  if (safi_dns_loop_run (loop, (const SafiDnsJob *) jobs->data, jobs->len, seconds,
                         self->cancellable, &error))
    return;
  /* Without any server the cache still knows something. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      safi_dns_loop_run (loop, (const SafiDnsJob *) jobs->data, jobs->len, 0, self->cancellable,
                         NULL))
    return;
  for (guint i = 0; i < self->entries->len; i++)
    g_clear_pointer (&((Entry *) self->entries->pdata[i])->result, safi_auth_result_unref);
}

void
safi_auth_batch_run (SafiAuthBatch *self, SafiDnsLoop *loop, guint seconds)
{
  if (loop != NULL)
    run_entries (self, loop, seconds);
  else
    for (guint i = 0; i < self->entries->len; i++)
      run_entry (NULL, self->entries->pdata[i]);
  finish (self);
}
