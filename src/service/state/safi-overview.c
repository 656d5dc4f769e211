/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/state/safi-overview.h"

static void
add_activity (SafiOverview *self, SafiActivity activity, guint place)
{
  switch (activity) {
  case SAFI_ACTIVITY_CHECKING:
  case SAFI_ACTIVITY_MOVING:
    self->facts.checking++;
    break;
  case SAFI_ACTIVITY_LEARNING:
    self->facts.learning++;
    break;
  case SAFI_ACTIVITY_PROBLEM:
    if (self->facts.problems++ == 0)
      self->problem = place;
    break;
  case SAFI_ACTIVITY_OFFLINE:
    self->facts.offline++;
    break;
  case SAFI_ACTIVITY_PAUSED:
    self->facts.paused++;
    break;
  case SAFI_ACTIVITY_IDLE:
  default:
    break;
  }
}

static void
add_counts (SafiOverview *self, const SafiCounts *counts)
{
  self->facts.unsure += counts->unsure;
  self->would_move += counts->would_move;
  self->is_stopped |= counts->is_stopped;
  self->judged += counts->judged;
  self->junk += counts->junk;
  self->moved += counts->moved;
}

/* The first end counts; one without an end does not hide another's. */
static void
add_pause (SafiOverview *self, const SafiPolicy *policy)
{
  if (!policy->paused)
    return;
  self->has_pause = TRUE;
  if (policy->paused_until != 0 &&
      (self->paused_until == 0 || policy->paused_until < self->paused_until))
    self->paused_until = policy->paused_until;
}

static void
add_saving (SafiOverview *self, SafiAccountState *state, guint place)
{
  const SafiAllowance allowance = safi_account_state_get_saving (state)->allowance;

  self->facts.limited += allowance != SAFI_ALLOWANCE_FULL;
  if (allowance <= self->allowance)
    return;
  self->allowance = allowance;
  self->day_megabytes = safi_account_state_get_policy (state)->day_megabytes;
  self->limited = place;
}

static void
sum_up (SafiWatching *sum, const SafiWatching *watching)
{
  sum->day = MAX (sum->day, watching->day);
  sum->is_over |= watching->is_over;
  sum->today += watching->today;
  sum->yesterday += watching->yesterday;
  sum->week += watching->week;
  sum->corrected += watching->corrected;
}

static void
add_watching (SafiOverview *self, SafiAccountState *state)
{
  const SafiWatching *watching = safi_account_state_get_watching (state);

  if (watching->day == 0 ||
      safi_account_get_kind (safi_account_state_get_account (state)) != SAFI_ACCOUNT_IMAP)
    return;
  self->n_watched++;
  sum_up (&self->watched, watching);
  self->n_watch_over += watching->is_over;
  if (watching->is_over)
    sum_up (&self->watched_over, watching);
}

static void
add_state (SafiOverview *self, SafiAccountState *state, guint place)
{
  SafiActivity activity = safi_account_state_get_activity (state);

  add_activity (self, activity, place);
  add_counts (self, safi_account_state_get_counts (state));
  add_pause (self, safi_account_state_get_policy (state));
  add_saving (self, state, place);
  add_watching (self, state);
  self->last_check = MAX (self->last_check, safi_account_state_get_last_check (state));
  if (activity != SAFI_ACTIVITY_CHECKING && activity != SAFI_ACTIVITY_LEARNING)
    return;
  self->done += safi_account_state_get_done (state);
  self->total += safi_account_state_get_total (state);
}

SafiOverview
safi_overview_of (GListModel *accounts, gboolean is_metered)
{
  SafiOverview self = { 0 };

  self.facts.n_accounts = g_list_model_get_n_items (accounts);
  self.facts.is_metered = is_metered;
  for (guint i = 0; i < self.facts.n_accounts; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    add_state (&self, state, i);
  }
  self.mood = safi_mood_choose (&self.facts);
  return self;
}
