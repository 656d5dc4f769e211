/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-loop.h"

#include "auth/dns/safi-dns-budget.h"

struct _SafiDnsLoop {
  SafiDnsClient *client; /* (nullable) */
  SafiDnsCache *cache;
  SafiResolver *resolver; /* over the cache, with what is known of the servers */
  SafiDnsTrust trust;
  char *label;      /* for the question whom to trust */
  guint n_failures; /* rounds, one after the other */
};

/* One job of a run. */
typedef struct {
  const SafiDnsJob *job;
  SafiDnsBudget *budget;
  gboolean is_done;
} Task;

SafiDnsLoop *
safi_dns_loop_new (SafiClock *clock, SafiDnsClient *client)
{
  SafiDnsLoop *self = g_new0 (SafiDnsLoop, 1);

  self->client = client;
  self->cache = safi_dns_cache_new (clock);
  self->resolver = safi_dns_trust_apply (&self->trust, SAFI_RESOLVER (self->cache));
  self->label = safi_dns_trust_make_label ();
  return self;
}

void
safi_dns_loop_free (SafiDnsLoop *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->resolver);
  g_object_unref (self->cache);
  safi_dns_client_free (self->client);
  g_free (self->label);
  g_free (self);
}

const SafiDnsTrust *
safi_dns_loop_get_trust (SafiDnsLoop *self)
{
  return &self->trust;
}

void
safi_dns_loop_forget (SafiDnsLoop *self)
{
  safi_dns_cache_forget (self->cache);
  if (self->client != NULL)
    safi_dns_client_reset (self->client);
  g_free (self->label);
  self->label = safi_dns_trust_make_label ();
  self->trust = (SafiDnsTrust){ .state = SAFI_DNS_TRUST_OPEN };
  self->n_failures = 0;
}

static void
free_task (gpointer data)
{
  g_object_unref (((Task *) data)->budget);
  g_free (data);
}

static GPtrArray *
make_tasks (SafiDnsLoop *self, const SafiDnsJob *jobs, guint n_jobs)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func (free_task);

  for (guint i = 0; i < n_jobs; i++) {
    Task *task = g_new0 (Task, 1);

    task->job = &jobs[i];
    task->budget = safi_dns_budget_new (self->resolver, SAFI_DNS_LOOP_QUESTIONS_MAX);
    g_ptr_array_add (tasks, task);
  }
  return tasks;
}

/* Runs what is not done. Returns TRUE if all is; else @lists (element-type GPtrArray) gets what
 * each one left open. */
static gboolean
run_tasks (SafiDnsLoop *self, GPtrArray *tasks, GPtrArray *lists)
{
  gboolean is_done = TRUE;

  if (self->trust.state == SAFI_DNS_TRUST_OPEN || self->trust.state == SAFI_DNS_TRUST_UNKNOWN)
    self->trust = safi_dns_trust_examine (SAFI_RESOLVER (self->cache), self->label);
  g_ptr_array_add (lists, safi_dns_cache_take_open (self->cache));
  for (guint i = 0; i < tasks->len; i++) {
    Task *task = tasks->pdata[i];

    if (task->is_done)
      continue;
    task->job->run (SAFI_RESOLVER (task->budget), task->job->user_data);
    task->is_done = !safi_dns_budget_take_open (task->budget);
    is_done &= task->is_done;
    g_ptr_array_add (lists, safi_dns_cache_take_open (self->cache));
  }
  return is_done;
}

static GPtrArray *
new_lists (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

static void
finish_tasks (SafiDnsLoop *self, GPtrArray *tasks)
{
  g_autoptr (GPtrArray) lists = new_lists ();

  for (guint i = 0; i < tasks->len; i++)
    safi_dns_budget_close (((Task *) tasks->pdata[i])->budget);
  run_tasks (self, tasks, lists);
}

/* The first question of each, then the second of each: where one message asks much that nobody
 * answers, the others do not wait for it. Returns: (transfer container): each question once. */
static GPtrArray *
merge (GPtrArray *lists)
{
  GPtrArray *merged = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (safi_dns_question_hash, safi_dns_question_equal);
  gboolean has_more = TRUE;

  for (guint i = 0; has_more; i++) {
    has_more = FALSE;
    for (guint j = 0; j < lists->len; j++) {
      const GPtrArray *list = lists->pdata[j];

      if (i < list->len && g_hash_table_add (seen, list->pdata[i]))
        g_ptr_array_add (merged, list->pdata[i]);
      has_more |= i + 1 < list->len;
    }
  }
  return merged;
}

static gboolean
was_answered (SafiDnsLoop *self, GPtrArray *questions)
{
  for (guint i = 0; i < questions->len; i++) {
    const SafiDnsQuestion *question = questions->pdata[i];
    g_autoptr (SafiDnsAnswer) answer =
        safi_resolver_look_up (SAFI_RESOLVER (self->cache), question->name, question->type);

    if (answer->outcome != SAFI_DNS_TEMPERROR)
      return TRUE;
  }
  return questions->len == 0;
}

static gboolean
ask_open (SafiDnsLoop *self,
          GPtrArray *lists,
          guint seconds,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GPtrArray) open = merge (lists);

  if (!safi_dns_client_ask (self->client, open, seconds, self->cache, cancellable, error))
    return FALSE;
  self->n_failures = was_answered (self, open) ? 0 : self->n_failures + 1;
  if (self->n_failures >= SAFI_DNS_LOOP_FAILURES_MAX) {
    safi_dns_client_reset (self->client);
    self->n_failures = 0;
  }
  return TRUE;
}

/* Rounded up: the last round may take that much longer. */
static guint
get_seconds_left (gint64 deadline)
{
  const gint64 left = deadline - g_get_monotonic_time ();

  return left > 0 ? (guint) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

gboolean
safi_dns_loop_run (SafiDnsLoop *self,
                   const SafiDnsJob *jobs,
                   guint n_jobs,
                   guint seconds,
                   GCancellable *cancellable,
                   GError **error)
{
  const gint64 deadline = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  g_autoptr (GPtrArray) tasks = make_tasks (self, jobs, n_jobs);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  for (;;) {
    g_autoptr (GPtrArray) lists = new_lists ();
    const guint left = get_seconds_left (deadline);

    if (run_tasks (self, tasks, lists))
      return TRUE;
    if (left == 0 || self->client == NULL) {
      finish_tasks (self, tasks);
      return TRUE;
    }
    if (!ask_open (self, lists, left, cancellable, error))
      return FALSE;
  }
}
