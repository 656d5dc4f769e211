/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/session/safi-session.h"

#include "core/base/safi-error.h"
#include "service/session/safi-learning.h"
#include "service/session/safi-move-limit.h"
#include "store/accounts/safi-store-watch.h"

#define WEEK (7 * 24 * 60 * 60) /* seconds */

void
safi_event_free (SafiEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->account);
  g_clear_pointer (&event->rows, g_ptr_array_unref);
  g_clear_error (&event->problem);
  g_free (event);
}

static SafiEvent *
make_event (SafiSession *self, SafiEventType type)
{
  SafiEvent *event = g_new0 (SafiEvent, 1);

  event->type = type;
  event->account = g_strdup (safi_account_get_id (self->account));
  return event;
}

void
safi_session_emit_judged (SafiSession *self, GPtrArray *rows)
{
  SafiEvent *event;

  if (rows->len == 0)
    return;
  event = make_event (self, SAFI_EVENT_JUDGED);
  event->rows = g_ptr_array_ref (rows);
  self->emit (event, self->emit_data);
}

void
safi_session_emit_row (SafiSession *self, SafiJudged *row)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);

  g_ptr_array_add (rows, safi_judged_ref (row));
  safi_session_emit_judged (self, rows);
}

void
safi_session_emit_progress (SafiSession *self, guint done, guint total, guint64 octets)
{
  SafiEvent *event = make_event (self, SAFI_EVENT_PROGRESS);

  event->done = done;
  event->total = total;
  event->octets = octets;
  self->emit (event, self->emit_data);
}

void
safi_session_emit_policy (SafiSession *self)
{
  SafiEvent *event = make_event (self, SAFI_EVENT_POLICY);

  event->policy = self->policy;
  self->emit (event, self->emit_data);
}

gboolean
safi_session_is_problem (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  if (error->domain != SAFI_ERROR)
    return TRUE;
  return error->code >= SAFI_ERROR_FOLDER_GONE && error->code <= SAFI_ERROR_NO_KEYRING;
}

static SafiActivity
get_activity (SafiSession *self)
{
  if (self->is_moving)
    return SAFI_ACTIVITY_MOVING;
  if (self->is_learning)
    return SAFI_ACTIVITY_LEARNING;
  if (self->n_checks > 0)
    return SAFI_ACTIVITY_CHECKING;
  if (self->problem != NULL && safi_error_get_remedy (self->problem) != SAFI_REMEDY_TRY_LATER)
    return SAFI_ACTIVITY_PROBLEM;
  if (self->policy.paused)
    return SAFI_ACTIVITY_PAUSED; /* nothing is tried again by itself */
  return self->problem != NULL ? SAFI_ACTIVITY_OFFLINE : SAFI_ACTIVITY_IDLE;
}

void
safi_session_emit_activity (SafiSession *self)
{
  SafiEvent *event = make_event (self, SAFI_EVENT_ACTIVITY);

  event->activity = get_activity (self);
  event->problem = self->problem != NULL ? g_error_copy (self->problem) : NULL;
  self->emit (event, self->emit_data);
}

static guint
count (SafiSession *self, SafiJudgedFilter filter, gint64 since)
{
  SafiJudgedQuery query = {
    .account = safi_account_get_id (self->account),
    .filter = filter,
    .since = since,
  };
  guint number = 0;

  /* A count that cannot be read shows as none; the job that follows says what is wrong. */
  safi_store_count_judged (self->store, &query, &number, NULL);
  return number;
}

/* Time passes with each look. */
static SafiWatching
read_watching (SafiSession *self)
{
  const char *account = safi_account_get_id (self->account);
  SafiWatching watching = { 0 };

  /* As above: what cannot be written or read now is tried again with the next job. */
  if (self->is_known && self->policy.watch_only &&
      safi_store_pass_watch_week (self->store, account, NULL))
    safi_store_read_watching (self->store, account, &watching, NULL);
  return watching;
}

void
safi_session_emit_counts (SafiSession *self)
{
  const char *account = safi_account_get_id (self->account);
  gint64 since = safi_clock_wall (self->clock) - WEEK;
  SafiEvent *event;
  guint needs_you;

  if (self->store == NULL)
    return;
  event = make_event (self, SAFI_EVENT_COUNTS);
  needs_you = count (self, SAFI_JUDGED_NEEDS_YOU, 0);
  event->counts.judged = count (self, SAFI_JUDGED_ALL, since);
  event->counts.junk = count (self, SAFI_JUDGED_JUNK, since);
  event->counts.would_move = count (self, SAFI_JUDGED_WOULD_MOVE, 0);
  event->counts.is_stopped = event->counts.would_move > 0 && safi_move_limit_has_stopped (self);
  event->counts.unsure = needs_you - MIN (needs_you, event->counts.would_move);
  safi_journal_count_since (self->store, account, since, &event->counts.moved, NULL);
  event->last_check = safi_learning_read_time (self->store, account, SAFI_NOTE_CHECKED);
  event->saving = safi_session_get_saving (self);
  event->watching = read_watching (self);
  if (self->filter != NULL)
    safi_learning_read (self->store, account, self->filter, &event->learning);
  self->emit (event, self->emit_data);
}
