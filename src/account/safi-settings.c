/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/safi-settings.h"

#include <string.h>

#include "account/safi-server-probe.h"
#include "account/safi-settings-private.h"
#include "core/base/safi-error.h"

typedef enum {
  WAITING,
  FAILED,
  FOUND,
} State;

typedef struct {
  char *host;
  guint16 port;
  SafiSecurity security;
  State state;
} Candidate;

/* What is looked for in one go. */
typedef enum {
  ROUND_ANNOUNCED,
  ROUND_TLS,
  ROUND_STARTTLS,
  N_ROUNDS
} Round;

typedef struct {
  char *address;
  char *domain; /* A-labels */
  SafiSearch search;
  Round round;
  GPtrArray *announced[2]; /* (element-type Candidate): imaps, imap; NULL until answered */
  GPtrArray *candidates;   /* (nullable) (element-type Candidate): of the round, best first */
  GCancellable *deadline;  /* of the round; also by the person */
  GSource *alarm;          /* (nullable) */
  gulong cancelled_id;
  gboolean was_reached; /* somebody answered, if only that there is no such name */
  gboolean is_over;
} Search;

/* Of a thread. */
typedef struct {
  const Candidate *candidate; /* lives as long as the search */
  const SafiSearch *search;
  guint index;
  Round round;
} Probe;

static void
free_candidate (Candidate *candidate)
{
  g_free (candidate->host);
  g_free (candidate);
}

static GPtrArray *
make_candidates (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) free_candidate);
}

static void
add_candidate (GPtrArray *candidates, const char *host, guint16 port, SafiSecurity security)
{
  Candidate *candidate = g_new0 (Candidate, 1);

  candidate->host = g_strdup (host);
  candidate->port = port;
  candidate->security = security;
  g_ptr_array_add (candidates, candidate);
}

static void
end_round (Search *search)
{
  if (search->alarm != NULL)
    g_source_destroy (search->alarm);
  g_clear_pointer (&search->alarm, g_source_unref);
  g_cancellable_cancel (search->deadline);
}

static void
free_search (Search *search)
{
  end_round (search);
  g_clear_object (&search->deadline);
  g_clear_object (&search->search.database);
  g_clear_pointer (&search->search.contacts, safi_contacts_unref);
  for (guint i = 0; i < G_N_ELEMENTS (search->announced); i++)
    g_clear_pointer (&search->announced[i], g_ptr_array_unref);
  g_clear_pointer (&search->candidates, g_ptr_array_unref);
  g_free (search->address);
  g_free (search->domain);
  g_free (search);
}

static gboolean
alarm_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* From now on everything has @seconds. */
static void
begin_round (GTask *task, Search *search)
{
  end_round (search);
  g_clear_object (&search->deadline);
  search->deadline = g_cancellable_new ();
  search->alarm = g_timeout_source_new_seconds (search->search.seconds);
  g_source_set_callback (search->alarm, alarm_cb, g_object_ref (search->deadline), g_object_unref);
  g_source_attach (search->alarm, g_task_get_context (task));
}

static SafiSettings *
make_settings (Search *search, const Candidate *candidate)
{
  SafiSettings *settings = safi_settings_new_found (
      search->round == ROUND_ANNOUNCED ? SAFI_SETTINGS_ANNOUNCED : SAFI_SETTINGS_GUESSED,
      candidate->host, search->domain, search->address);

  settings->port = candidate->port;
  settings->security = candidate->security;
  return settings;
}

/* The search ends once; threads that are still under way are told to stop and hold the task. */
static void
end_search (GTask *task, SafiSettings *settings)
{
  Search *search = g_task_get_task_data (task);

  search->is_over = TRUE;
  end_round (search);
  if (search->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), search->cancelled_id);
  search->cancelled_id = 0;
  if (settings != NULL)
    g_task_return_pointer (task, settings, (GDestroyNotify) safi_settings_free);
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, SAFI_ERROR,
                             search->was_reached ? SAFI_ERROR_NOT_FOUND : SAFI_ERROR_OFFLINE,
                             "no server was found");
}

static void begin_probes (GTask *task, Search *search);

/* The best that answers wins; a worse one waits until all before it have failed. */
static void
judge_round (GTask *task, Search *search)
{
  for (guint i = 0; i < search->candidates->len; i++) {
    const Candidate *candidate = search->candidates->pdata[i];

    if (candidate->state == WAITING)
      return;
    if (candidate->state == FOUND) {
      end_search (task, make_settings (search, candidate));
      return;
    }
  }
  search->round++;
  if (search->round == N_ROUNDS || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    end_search (task, NULL);
  else
    begin_probes (task, search);
}

static void
probe_in_thread (GTask *inner, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Probe *probe = task_data;
  GError *error = NULL;

  if (safi_server_probe (probe->candidate->host, probe->candidate->port, probe->candidate->security,
                         probe->search->database, probe->search->seconds, cancellable, &error))
    g_task_return_boolean (inner, TRUE);
  else
    g_task_return_error (inner, error);
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  const Probe *probe = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean is_found = g_task_propagate_boolean (G_TASK (result), &error);
  Candidate *candidate;

  if (search->is_over || probe->round != search->round)
    return;
  candidate = search->candidates->pdata[probe->index];
  candidate->state = is_found ? FOUND : FAILED;
  search->was_reached |= !g_error_matches (error, SAFI_ERROR, SAFI_ERROR_OFFLINE) &&
                         !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  judge_round (task, search);
}

static void
begin_probe (GTask *task, Search *search, guint index)
{
  g_autoptr (GTask) inner = g_task_new (NULL, search->deadline, probed_cb, g_object_ref (task));
  Probe *probe = g_new0 (Probe, 1);

  probe->candidate = search->candidates->pdata[index];
  probe->search = &search->search;
  probe->index = index;
  probe->round = search->round;
  safi_contacts_add_named (search->search.contacts, SAFI_CONTACT_SEARCH, probe->candidate->host,
                           probe->candidate->port);
  g_task_set_task_data (inner, probe, g_free);
  g_task_run_in_thread (inner, probe_in_thread);
}

static void
add_guesses (Search *search)
{
  static const char *const prefixes[] = { "imap.", "mail.", "" };
  gboolean at_once = search->round == ROUND_TLS;

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++) {
    g_autofree char *host = g_strconcat (prefixes[i], search->domain, NULL);

    add_candidate (search->candidates, host,
                   at_once ? search->search.tls_port : search->search.starttls_port,
                   at_once ? SAFI_SECURITY_TLS : SAFI_SECURITY_STARTTLS);
  }
}

static void
begin_probes (GTask *task, Search *search)
{
  begin_round (task, search);
  g_clear_pointer (&search->candidates, g_ptr_array_unref);
  search->candidates = make_candidates ();
  if (search->round == ROUND_ANNOUNCED) {
    for (guint i = 0; i < G_N_ELEMENTS (search->announced); i++)
      g_ptr_array_extend_and_steal (search->candidates, g_steal_pointer (&search->announced[i]));
  } else {
    add_guesses (search);
  }
  for (guint i = 0; i < search->candidates->len; i++)
    begin_probe (task, search, i);
  if (search->candidates->len == 0)
    judge_round (task, search);
}

/* RFC 6186 section 3.2; "." says that there is none. */
static GPtrArray *
read_targets (GList *targets, SafiSecurity security)
{
  GPtrArray *candidates = make_candidates ();

  for (GList *at = targets; at != NULL && candidates->len < SAFI_SETTINGS_TARGETS_MAX;
       at = at->next) {
    const char *host = g_srv_target_get_hostname (at->data);
    guint16 port = g_srv_target_get_port (at->data);

    if (*host != '\0' && !g_str_equal (host, ".") && port != 0)
      add_candidate (candidates, host, port, security);
  }
  return candidates;
}

static void
take_targets (GTask *task, GResolver *resolver, GAsyncResult *result, SafiSecurity security)
{
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *targets = g_resolver_lookup_service_finish (resolver, result, &error);

  search->announced[security] = read_targets (targets, security);
  search->was_reached |=
      error == NULL || g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);
  g_resolver_free_targets (targets);
  if (search->announced[SAFI_SECURITY_TLS] != NULL &&
      search->announced[SAFI_SECURITY_STARTTLS] != NULL)
    begin_probes (task, search);
}

static void
imaps_looked_up_cb (GObject *resolver, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  take_targets (task, G_RESOLVER (resolver), result, SAFI_SECURITY_TLS);
}

static void
imap_looked_up_cb (GObject *resolver, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  take_targets (task, G_RESOLVER (resolver), result, SAFI_SECURITY_STARTTLS);
}

/* The person's word ends what is under way, whichever round it is. */
static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Search *search = user_data;

  g_cancellable_cancel (search->deadline);
}

static void
look_up_services (GTask *task, Search *search)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  begin_round (task, search);
  safi_contacts_add (search->search.contacts, SAFI_CONTACT_NAMES, search->domain, 0);
  g_resolver_lookup_service_async (resolver, "imaps", "tcp", search->domain, search->deadline,
                                   imaps_looked_up_cb, g_object_ref (task));
  g_resolver_lookup_service_async (resolver, "imap", "tcp", search->domain, search->deadline,
                                   imap_looked_up_cb, g_object_ref (task));
}

static Search *
make_search (const char *address, const SafiSearch *how)
{
  Search *search = g_new0 (Search, 1);

  search->address = g_strdup (address);
  search->domain = g_hostname_to_ascii (strrchr (address, '@') + 1);
  search->search = *how;
  if (how->database != NULL)
    g_object_ref (how->database);
  if (how->contacts != NULL)
    safi_contacts_ref (how->contacts);
  return search;
}

void
safi_settings_find_async (const char *address,
                          const SafiSearch *how,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const SafiProvider *provider = safi_provider_lookup (address);
  Search *search = make_search (address, how);

  g_task_set_source_tag (task, safi_settings_find_async);
  g_task_set_task_data (task, search, (GDestroyNotify) free_search);
  if (provider != NULL || search->domain == NULL) {
    search->was_reached = TRUE;
    end_search (task, provider != NULL ? safi_settings_new_known (provider, address) : NULL);
    return;
  }
  look_up_services (task, search);
  if (cancellable != NULL)
    search->cancelled_id =
        g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), search, NULL);
}

SafiSettings *
safi_settings_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
