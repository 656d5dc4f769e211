/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-watch.h"

#include "core/base/safi-error-wait.h"
#include "core/mailbox/safi-pause.h"
#include "service/engine/safi-engine-private.h"
#include "service/engine/safi-surroundings.h"

/* After sleep or a network change accounts wait up to so many seconds, not all at once. */
#define SPREAD 3.0
/* The clock on the wall may be set, and time goes on while the computer sleeps: so the end of a
 * pause is looked for so often, seconds. */
#define PAUSE_LOOK 30

struct _SafiWatch {
  SafiEngine *engine;
  SafiClock *clock;
  GCancellable *cancellable;
  gboolean is_active;
  GHashTable *timers;   /* (element-type utf8 guint): source id by account */
  GHashTable *failures; /* (element-type utf8 guint): in a row, by host */
  GHashTable *begun;    /* (element-type utf8 gint64): when the last check began, by account */
  SafiSurroundings *surroundings; /* (nullable): while it is active */
};

typedef struct {
  SafiWatch *watch;
  char *account;
} Timer;

static void
free_timer (gpointer data)
{
  Timer *timer = data;

  g_free (timer->account);
  g_free (timer);
}

double
safi_watch_get_wait (guint n_failures, double random)
{
  double wait = n_failures > 10 ? SAFI_WATCH_WAIT_MAX : (double) (1u << (n_failures - 1));

  return MIN (wait, SAFI_WATCH_WAIT_MAX) * (0.5 + random);
}

double
safi_watch_get_busy_wait (guint n_failures, guint said, double random)
{
  double wait = said;

  for (guint i = 1; said == 0 && i < n_failures && wait < SAFI_ERROR_WAIT_MAX; i++)
    wait = MAX (wait, SAFI_WATCH_BUSY) * 2;
  if (said == 0)
    wait = CLAMP (wait, SAFI_WATCH_BUSY, SAFI_ERROR_WAIT_MAX);
  return wait * (1 + random / 2);
}

static double
get_wait_after (const GError *error, guint n_failures)
{
  if (g_error_matches (error, SAFI_ERROR, SAFI_ERROR_SERVER_BUSY))
    return safi_watch_get_busy_wait (n_failures, safi_error_get_wait (error), g_random_double ());
  return safi_watch_get_wait (n_failures, g_random_double ());
}

static const char *
get_host (SafiAccountState *state)
{
  const char *host = safi_account_get_host (safi_account_state_get_account (state));

  return host != NULL ? host : "";
}

static guint
get_failures (SafiWatch *self, SafiAccountState *state)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->failures, get_host (state)));
}

/* The least minutes between checks that nothing calls for; 0 = as the policy says. */
static guint
get_least (SafiWatch *self, SafiAccountState *state)
{
  if (self->surroundings != NULL && safi_surroundings_lack_power (self->surroundings))
    return SAFI_WATCH_POWER_MINUTES;
  return safi_account_state_get_policy (state)->spares_data ||
                 (self->surroundings != NULL && safi_surroundings_are_metered (self->surroundings))
             ? SAFI_WATCH_SPARING_MINUTES
             : 0;
}

/* Seconds between checks that nothing calls for. */
static double
get_regular (SafiWatch *self, SafiAccountState *state)
{
  const guint minutes = MAX (1, safi_account_state_get_policy (state)->check_minutes);

  return 60.0 * MAX (minutes, get_least (self, state));
}

/* The sign-in failed. Who tries that again and again is locked out; all else that a person must act
 * on may also pass by itself: a clock that was not set yet, a hotel's page before the network, a
 * full disk. */
static gboolean
needs_secret (const GError *error)
{
  return error->domain == SAFI_ERROR && error->code >= SAFI_ERROR_WRONG_PASSWORD &&
         error->code <= SAFI_ERROR_NO_PASSWORD;
}

/* Counts how the host did, and returns the seconds until the account's next check; negative: not
 * before a person has acted. */
static double
choose_wait (SafiWatch *self, SafiAccountState *state, const GError *error)
{
  guint n_failures = get_failures (self, state);
  double regular = get_regular (self, state);

  if (error == NULL || !safi_session_is_problem (error)) {
    g_hash_table_remove (self->failures, get_host (state));
    return regular;
  }
  if (safi_error_get_remedy (error) == SAFI_REMEDY_TRY_LATER) {
    g_hash_table_insert (self->failures, g_strdup (get_host (state)),
                         GUINT_TO_POINTER (n_failures + 1));
    return get_wait_after (error, n_failures + 1);
  }
  return needs_secret (error) ? -1 : regular;
}

static void next_step (SafiWatch *self, SafiAccountState *state);

static gboolean
timer_cb (gpointer user_data)
{
  Timer *timer = user_data;
  SafiWatch *self = timer->watch;
  SafiAccountState *state = safi_engine_find_account (self->engine, timer->account);

  g_hash_table_remove (self->timers, timer->account);
  if (state != NULL)
    next_step (self, state);
  return G_SOURCE_REMOVE;
}

static void
stop_timer (SafiWatch *self, const char *account)
{
  guint id = GPOINTER_TO_UINT (g_hash_table_lookup (self->timers, account));

  if (id == 0)
    return;
  g_source_remove (id);
  g_hash_table_remove (self->timers, account);
}

static void
start_timer (SafiWatch *self, const char *account, double seconds)
{
  Timer *timer = g_new0 (Timer, 1);
  guint id;

  stop_timer (self, account);
  timer->watch = self;
  timer->account = g_strdup (account);
  id = g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) (seconds * 1000), timer_cb, timer,
                           free_timer);
  g_hash_table_insert (self->timers, g_strdup (account), GUINT_TO_POINTER (id));
}

/* A pause that ends by itself is looked at now and then, and ended. */
static void
wait_for_end_of_pause (SafiWatch *self, SafiAccountState *state)
{
  const char *account = safi_account_get_id (safi_account_state_get_account (state));
  SafiPolicy policy = *safi_account_state_get_wished_policy (state);
  gint64 now = safi_clock_wall (self->clock);

  if (policy.paused_until == 0)
    return;
  start_timer (self, account, (double) CLAMP (policy.paused_until - now, 1, PAUSE_LOOK));
  if (!safi_pause_is_over (&policy, now))
    return;
  policy.paused = FALSE;
  policy.paused_until = 0;
  safi_engine_set_policy_async (self->engine, account, &policy, NULL, NULL, NULL);
}

typedef struct {
  SafiWatch *watch;
  GCancellable *cancellable; /* cancelled when the watch is gone */
  char *account;
} Pending;

/* After a check, because that has the first claim on the day's data. */
static void
go_on_learning (SafiWatch *self, SafiAccountState *state, const SafiCheckReport *report)
{
  if (safi_account_state_get_learning (state)->is_put_off && !report->is_limited &&
      safi_account_state_get_activity (state) == SAFI_ACTIVITY_IDLE)
    safi_engine_learn_async (self->engine,
                             safi_account_get_id (safi_account_state_get_account (state)), NULL,
                             NULL, NULL);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pending *pending = user_data;
  SafiWatch *self = pending->watch;
  g_autofree char *account = pending->account;
  g_autoptr (GCancellable) cancellable = pending->cancellable;
  SafiCheckReport report = { 0 };
  g_autoptr (GError) error = NULL;
  SafiAccountState *state;
  double wait;

  g_free (pending);
  safi_engine_check_finish (SAFI_ENGINE (source), result, &report, &error);
  if (g_cancellable_is_cancelled (cancellable))
    return;
  state = safi_engine_find_account (self->engine, account);
  if (state == NULL || !self->is_active)
    return;
  if (error == NULL && !report.is_limited && safi_account_state_get_policy (state)->digest &&
      self->engine->digest_writer != NULL)
    safi_engine_write_digest_async (self->engine, account, NULL, NULL, NULL);
  if (error == NULL)
    go_on_learning (self, state, &report);
  if (report.junk + report.unsure + report.moved > 0)
    safi_engine_emit_batch (self->engine, account, &report);
  wait = choose_wait (self, state, error);
  if (safi_account_state_get_policy (state)->paused)
    wait_for_end_of_pause (self, state);
  else if (wait >= 0)
    start_timer (self, account, wait);
}

static void
note_begun (SafiWatch *self, const char *account)
{
  gint64 now = safi_clock_monotonic (self->clock);

  g_hash_table_insert (self->begun, g_strdup (account), g_memdup2 (&now, sizeof now));
}

static void
begin_check (SafiWatch *self, SafiAccountState *state)
{
  const char *account = safi_account_get_id (safi_account_state_get_account (state));
  Pending *pending;

  if (!self->is_active || safi_account_state_get_policy (state)->paused)
    return;
  if (safi_account_state_get_activity (state) == SAFI_ACTIVITY_CHECKING) {
    start_timer (self, account, 60);
    return;
  }
  note_begun (self, account);
  pending = g_new0 (Pending, 1);
  pending->watch = self;
  pending->cancellable = g_object_ref (self->cancellable);
  pending->account = g_strdup (account);
  safi_engine_check_async (self->engine, account, SAFI_CHECK_AS_POLICY, NULL, checked_cb, pending);
}

static void
next_step (SafiWatch *self, SafiAccountState *state)
{
  if (safi_account_state_get_policy (state)->paused)
    wait_for_end_of_pause (self, state);
  else
    begin_check (self, state);
}

/* Tells the account's thread whether it is to wait for mail between checks. */
static void
tell_wish (SafiWatch *self, SafiAccountState *state)
{
  safi_engine_want_news (self->engine, safi_account_get_id (safi_account_state_get_account (state)),
                         self->is_active && !safi_account_state_get_policy (state)->paused,
                         get_least (self, state) == 0);
}

void
safi_watch_plan (SafiWatch *self, const char *account, gboolean now)
{
  SafiAccountState *state = safi_engine_find_account (self->engine, account);

  stop_timer (self, account);
  if (!self->is_active || state == NULL)
    return;
  tell_wish (self, state);
  if (safi_account_state_get_policy (state)->paused)
    wait_for_end_of_pause (self, state);
  else
    start_timer (self, account, now ? g_random_double () * SPREAD / 10 : get_regular (self, state));
}

void
safi_watch_check_soon (SafiWatch *self, const char *account)
{
  SafiAccountState *state = safi_engine_find_account (self->engine, account);
  const gint64 *begun = g_hash_table_lookup (self->begun, account);
  double since = begun != NULL
                     ? (double) (safi_clock_monotonic (self->clock) - *begun) / G_USEC_PER_SEC
                     : SAFI_WATCH_APART;

  if (self->is_active && state != NULL && !safi_account_state_get_policy (state)->paused)
    start_timer (self, account, CLAMP (SAFI_WATCH_APART - since, 0, SAFI_WATCH_APART));
}

void
safi_watch_retry (SafiWatch *self, const char *account, const GError *error)
{
  SafiAccountState *state = safi_engine_find_account (self->engine, account);

  if (self->is_active && state != NULL && !safi_account_state_get_policy (state)->paused)
    start_timer (self, account, get_wait_after (error, MAX (1, get_failures (self, state))));
}

void
safi_watch_forget (SafiWatch *self, const char *account)
{
  stop_timer (self, account);
  g_hash_table_remove (self->begun, account);
}

/* The network is another one, so no connection can be trusted. All accounts soon, one after the
 * other, whatever they were waiting for. */
static void
check_all_soon (SafiWatch *self)
{
  GListModel *accounts = safi_engine_get_accounts (self->engine);

  g_hash_table_remove_all (self->failures);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    const GError *problem = safi_account_state_get_problem (state);
    const char *account = safi_account_get_id (safi_account_state_get_account (state));

    safi_engine_hang_up (self->engine, account);
    tell_wish (self, state);
    if (!safi_account_state_get_policy (state)->paused &&
        (problem == NULL || !needs_secret (problem)))
      start_timer (self, account, g_random_double () * SPREAD);
  }
}

static void
hang_up_all (SafiWatch *self)
{
  GListModel *accounts = safi_engine_get_accounts (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    safi_engine_hang_up (self->engine,
                         safi_account_get_id (safi_account_state_get_account (state)));
  }
}

static void
tell_all (SafiWatch *self)
{
  GListModel *accounts = safi_engine_get_accounts (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    tell_wish (self, state);
  }
}

static void
surroundings_changed_cb (SafiSurroundingsChange change, gpointer user_data)
{
  switch (change) {
  case SAFI_SURROUNDINGS_CUT_OFF:
    hang_up_all (user_data);
    break;
  case SAFI_SURROUNDINGS_OTHER:
    check_all_soon (user_data);
    break;
  case SAFI_SURROUNDINGS_COST:
    tell_all (user_data);
    break;
  }
}

static void
stop (SafiWatch *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->timers);
  while (g_hash_table_iter_next (&iter, NULL, &id))
    g_source_remove (GPOINTER_TO_UINT (id));
  g_hash_table_remove_all (self->timers);
  g_clear_pointer (&self->surroundings, safi_surroundings_free);
}

void
safi_watch_set_active (SafiWatch *self, gboolean is_active)
{
  GListModel *accounts = safi_engine_get_accounts (self->engine);

  if (self->is_active == is_active)
    return;
  self->is_active = is_active;
  if (!is_active) {
    stop (self);
    tell_all (self);
    return;
  }
  self->surroundings = safi_surroundings_new (self->clock, surroundings_changed_cb, self);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    safi_watch_plan (self, safi_account_get_id (safi_account_state_get_account (state)), TRUE);
  }
}

SafiWatch *
safi_watch_new (SafiEngine *engine, SafiClock *clock)
{
  SafiWatch *self = g_new0 (SafiWatch, 1);

  self->engine = engine;
  self->clock = clock;
  self->cancellable = g_cancellable_new ();
  self->timers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->begun = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
safi_watch_free (SafiWatch *self)
{
  if (self == NULL)
    return;
  stop (self);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->timers);
  g_hash_table_unref (self->failures);
  g_hash_table_unref (self->begun);
  g_free (self);
}
