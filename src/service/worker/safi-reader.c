/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/worker/safi-reader.h"

#include "core/base/safi-error.h"
#include "filter/safi-filter.h"
#include "service/worker/safi-job-thread.h"
#include "store/accounts/safi-data-use.h"
#include "store/accounts/safi-store-history.h"
#include "store/messages/safi-journal.h"
#include "store/senders/safi-store-contacts.h"
#include "store/senders/safi-store-senders.h"

struct _SafiReader {
  SafiJobThread *thread;
  char *directory;
  SafiClock *clock;
  SafiContacts *contacts; /* (nullable): of an engine that owns the store */
  int n_taught;           /* atomic: counts what the main thread told */

  /* the thread's own */
  SafiStore *store;    /* (nullable) */
  GHashTable *filters; /* (element-type utf8 SafiFilter): by account id, "" for none */
  int n_seen;          /* n_taught when the filters were loaded */
};

typedef struct {
  SafiJudgedQuery query;
  char *account; /* (nullable) */
  char *search;  /* (nullable) */
  gint64 id;
  GBytes *octets; /* (nullable) */
  SafiForm form;  /* of @octets */
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_free (question->account);
  g_free (question->search);
  g_clear_pointer (&question->octets, g_bytes_unref);
  g_free (question);
}

void
safi_judgement_free (SafiJudgement *judgement)
{
  if (judgement == NULL)
    return;
  safi_message_unref (judgement->message);
  safi_verdict_unref (judgement->verdict);
  g_clear_pointer (&judgement->auth, safi_auth_result_unref);
  g_free (judgement);
}

/* TRUE without a store, too, if there is none yet. */
static gboolean
open_store (SafiReader *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (self->directory == NULL)
    return TRUE;
  if (self->store == NULL)
    self->store =
        safi_store_open_read_only (self->directory, self->clock, safi_filter_lookup, &local);
  if (local == NULL || g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Ends @task with @result, or with @error if there is none. Takes both. */
static void
end_task (GTask *task, gpointer result, GDestroyNotify free_result, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, free_result);
}

static void
list_judged (GTask *task, GCancellable *cancellable, gpointer thread_data)
{
  SafiReader *self = thread_data;
  Question *question = g_task_get_task_data (task);
  GPtrArray *rows = NULL;
  GError *error = NULL;

  if (open_store (self, &error))
    rows = self->store != NULL
               ? safi_store_list_judged (self->store, &question->query, &error)
               : g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);
  end_task (task, rows, (GDestroyNotify) g_ptr_array_unref, error);
}

static void
get_judged (GTask *task, GCancellable *cancellable, gpointer thread_data)
{
  SafiReader *self = thread_data;
  Question *question = g_task_get_task_data (task);
  SafiJudged *row = NULL;
  GError *error = NULL;

  if (open_store (self, &error) && self->store != NULL)
    row = safi_store_get_judged (self->store, question->id, &error);
  else if (error == NULL)
    g_set_error_literal (&error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "there is no store yet");
  end_task (task, row, (GDestroyNotify) safi_judged_unref, error);
}

static void
list_actions (GTask *task, GCancellable *cancellable, gpointer thread_data)
{
  SafiReader *self = thread_data;
  Question *question = g_task_get_task_data (task);
  GPtrArray *actions = NULL;
  GError *error = NULL;

  if (open_store (self, &error))
    actions =
        self->store != NULL
            ? safi_journal_list (self->store, question->account, question->query.limit, &error)
            : g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  end_task (task, actions, (GDestroyNotify) g_ptr_array_unref, error);
}

static void
list_data_use (GTask *task, GCancellable *cancellable, gpointer thread_data)
{
  SafiReader *self = thread_data;
  GPtrArray *rows = NULL;
  GError *error = NULL;

  if (open_store (self, &error))
    rows = self->store != NULL
               ? safi_store_list_data_use (self->store, safi_clock_wall (self->clock), &error)
               : g_ptr_array_new_with_free_func ((GDestroyNotify) safi_data_use_free);
  end_task (task, rows, (GDestroyNotify) g_ptr_array_unref, error);
}

/* What no account's thread has kept yet: this thread may wait for the others, the main one not. */
static void
keep_contacts (SafiReader *self)
{
  g_autoptr (SafiStore) store = NULL;

  if (self->contacts == NULL)
    return;
  store = safi_store_open (self->directory, self->clock, safi_filter_lookup, NULL);
  if (store != NULL)
    safi_store_keep_contacts (store, self->contacts);
}

static void
list_contacts (GTask *task, GCancellable *cancellable, gpointer thread_data)
{
  SafiReader *self = thread_data;
  GPtrArray *rows = NULL;
  GError *error = NULL;

  keep_contacts (self);
  if (open_store (self, &error))
    rows = self->store != NULL
               ? safi_store_list_contacts (self->store, &error)
               : g_ptr_array_new_with_free_func ((GDestroyNotify) safi_contact_free);
  end_task (task, rows, (GDestroyNotify) g_ptr_array_unref, error);
}

static void
read_history (GTask *task, GCancellable *cancellable, gpointer thread_data)
{
  SafiReader *self = thread_data;
  gint64 now = safi_clock_wall (self->clock);
  SafiHistory history = safi_history_begin (now);
  GError *error = NULL;

  if (open_store (self, &error) && self->store != NULL)
    safi_store_read_history (self->store, now, &history, &error);
  end_task (task, error == NULL ? g_memdup2 (&history, sizeof history) : NULL, g_free, error);
}

static void
list_sender_rules (GTask *task, GCancellable *cancellable, gpointer thread_data)
{
  SafiReader *self = thread_data;
  Question *question = g_task_get_task_data (task);
  GPtrArray *rules = NULL;
  GError *error = NULL;

  if (open_store (self, &error))
    rules = self->store != NULL
                ? safi_store_list_sender_rules (self->store, question->account, &error)
                : g_ptr_array_new_with_free_func ((GDestroyNotify) safi_said_rule_free);
  end_task (task, rules, (GDestroyNotify) g_ptr_array_unref, error);
}

/* Returns: (transfer full): with the account's model and thresholds. */
static SafiFilter *
load_filter (SafiReader *self, const char *id, GError **error)
{
  g_autoptr (SafiAccount) account = NULL;
  g_autoptr (SafiFilter) filter = NULL;
  SafiPolicy policy;

  if (self->store == NULL || *id == '\0')
    return safi_filter_new (NULL, NULL, error);
  account = safi_store_get_account (self->store, id, error);
  if (account == NULL || !safi_store_get_policy (self->store, id, &policy, error))
    return NULL;
  filter = safi_filter_new (self->store, account, error);
  if (filter != NULL)
    safi_filter_set_policy (filter, &policy);
  return g_steal_pointer (&filter);
}

static SafiFilter *
get_filter (SafiReader *self, const char *id, GError **error)
{
  int n_taught = g_atomic_int_get (&self->n_taught);
  SafiFilter *filter;

  if (n_taught != self->n_seen)
    g_hash_table_remove_all (self->filters);
  self->n_seen = n_taught;
  filter = g_hash_table_lookup (self->filters, id);
  if (filter != NULL)
    return filter;
  filter = load_filter (self, id, error);
  if (filter != NULL)
    g_hash_table_insert (self->filters, g_strdup (id), filter);
  return filter;
}

static SafiMessage *
read_octets (Question *question, SafiView view, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (question->octets, &length);
  SafiCall call;

  switch (question->form) {
  case SAFI_FORM_TEXT:
    return safi_message_new_from_text (data, (gssize) length);
  case SAFI_FORM_CALL:
    return safi_call_read (data, length, &call, error) ? safi_message_new_from_call (call) : NULL;
  case SAFI_FORM_MAIL:
  default:
    return safi_view_read (question->octets, view);
  }
}

/* Through the same views as mail that is fetched, so that one message has one answer. */
static SafiJudgement *
make_judgement (SafiFilter *filter,
                Question *question,
                SafiView view,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (SafiMessage) message = read_octets (question, view, error);
  g_autoptr (SafiVerdict) verdict =
      message != NULL ? safi_filter_judge (filter, message, cancellable, error) : NULL;
  SafiAuthResult *auth;
  SafiJudgement *judgement;

  if (verdict == NULL)
    return NULL;
  if (view != SAFI_VIEW_PARTS && question->form == SAFI_FORM_MAIL &&
      safi_filter_wants_more (filter, message, verdict))
    return make_judgement (filter, question, SAFI_VIEW_PARTS, cancellable, error);
  if (!safi_filter_read_auth (filter, message, &auth, error))
    return NULL;
  judgement = g_new0 (SafiJudgement, 1);
  judgement->auth = auth;
  judgement->message = g_steal_pointer (&message);
  judgement->verdict = g_steal_pointer (&verdict);
  return judgement;
}

static void
judge (GTask *task, GCancellable *cancellable, gpointer thread_data)
{
  SafiReader *self = thread_data;
  Question *question = g_task_get_task_data (task);
  SafiJudgement *judgement = NULL;
  SafiFilter *filter = NULL;
  GError *error = NULL;

  if (open_store (self, &error))
    filter = get_filter (self, question->account != NULL ? question->account : "", &error);
  if (filter != NULL)
    judgement = make_judgement (filter, question, SAFI_VIEW_LIVE, cancellable, &error);
  end_task (task, judgement, (GDestroyNotify) safi_judgement_free, error);
}

static void
enter (gpointer thread_data)
{
  SafiReader *self = thread_data;

  self->filters =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) safi_filter_free);
}

static void
leave (gpointer thread_data)
{
  SafiReader *self = thread_data;

  g_clear_pointer (&self->filters, g_hash_table_unref);
  g_clear_pointer (&self->store, safi_store_close);
}

SafiReader *
safi_reader_new (const char *directory, SafiClock *clock, SafiContacts *contacts)
{
  SafiReader *self = g_new0 (SafiReader, 1);

  self->directory = g_strdup (directory);
  self->clock = clock;
  self->contacts = contacts != NULL ? safi_contacts_ref (contacts) : NULL;
  self->thread = safi_job_thread_new ("reader", enter, leave, self);
  return self;
}

void
safi_reader_free (SafiReader *self)
{
  if (self == NULL)
    return;
  safi_job_thread_free (self->thread);
  g_clear_pointer (&self->contacts, safi_contacts_unref);
  g_free (self->directory);
  g_free (self);
}

void
safi_reader_forget_models (SafiReader *self)
{
  g_atomic_int_inc (&self->n_taught);
}

static void
post (SafiReader *self, GTask *task, Question *question, SafiJobFunc func)
{
  g_task_set_task_data (task, question, free_question);
  safi_job_thread_post (self->thread, task, NULL, func);
}

void
safi_reader_list_judged (SafiReader *self, GTask *task, const SafiJudgedQuery *query)
{
  Question *question = g_new0 (Question, 1);

  question->query = *query;
  question->account = g_strdup (query->account);
  question->search = g_strdup (query->search);
  question->query.account = question->account;
  question->query.search = question->search;
  post (self, task, question, list_judged);
}

void
safi_reader_get_judged (SafiReader *self, GTask *task, gint64 id)
{
  Question *question = g_new0 (Question, 1);

  question->id = id;
  post (self, task, question, get_judged);
}

void
safi_reader_list_actions (SafiReader *self, GTask *task, const char *account, guint limit)
{
  Question *question = g_new0 (Question, 1);

  question->account = g_strdup (account);
  question->query.limit = limit;
  post (self, task, question, list_actions);
}

void
safi_reader_list_data_use (SafiReader *self, GTask *task)
{
  post (self, task, g_new0 (Question, 1), list_data_use);
}

void
safi_reader_list_contacts (SafiReader *self, GTask *task)
{
  post (self, task, g_new0 (Question, 1), list_contacts);
}

void
safi_reader_read_history (SafiReader *self, GTask *task)
{
  post (self, task, g_new0 (Question, 1), read_history);
}

void
safi_reader_list_sender_rules (SafiReader *self, GTask *task, const char *account)
{
  Question *question = g_new0 (Question, 1);

  question->account = g_strdup (account);
  post (self, task, question, list_sender_rules);
}

void
safi_reader_judge (SafiReader *self,
                   GTask *task,
                   const char *account,
                   GBytes *octets,
                   SafiForm form)
{
  Question *question = g_new0 (Question, 1);

  question->account = g_strdup (account);
  question->octets = g_bytes_ref (octets);
  question->form = form;
  post (self, task, question, judge);
}
