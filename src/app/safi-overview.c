/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-overview.h"

typedef struct {
  guint checking;
  guint problems;
  guint first_problem; /* place of the mailbox */
  guint offline;
  guint paused;
} Activities;

static void
add_activity (Activities *activities, SafiActivity activity, guint place)
{
  switch (activity) {
  case SAFI_ACTIVITY_CHECKING:
  case SAFI_ACTIVITY_LEARNING:
  case SAFI_ACTIVITY_MOVING:
    activities->checking++;
    break;
  case SAFI_ACTIVITY_PROBLEM:
    if (activities->problems++ == 0)
      activities->first_problem = place;
    break;
  case SAFI_ACTIVITY_OFFLINE:
    activities->offline++;
    break;
  case SAFI_ACTIVITY_PAUSED:
    activities->paused++;
    break;
  case SAFI_ACTIVITY_IDLE:
  default:
    break;
  }
}

static void
add_saving (SafiOverview *self, SafiAccountState *state, guint place)
{
  const SafiAllowance allowance = safi_account_state_get_saving (state)->allowance;

  if (allowance <= self->allowance)
    return;
  self->allowance = allowance;
  self->day_megabytes = safi_account_state_get_policy (state)->day_megabytes;
  self->limited = place;
}

static void
add_state (SafiOverview *self, SafiAccountState *state)
{
  const SafiCounts *counts = safi_account_state_get_counts (state);

  self->unsure += counts->unsure;
  self->would_move += counts->would_move;
  self->judged += counts->judged;
  self->junk += counts->junk;
  self->moved += counts->moved;
  self->last_check = MAX (self->last_check, safi_account_state_get_last_check (state));
  if (safi_account_state_get_activity (state) != SAFI_ACTIVITY_CHECKING &&
      safi_account_state_get_activity (state) != SAFI_ACTIVITY_LEARNING)
    return;
  self->done += safi_account_state_get_done (state);
  self->total += safi_account_state_get_total (state);
}

static SafiMood
choose_mood (const SafiOverview *self, const Activities *activities)
{
  if (self->n_accounts == 0)
    return SAFI_MOOD_EMPTY;
  if (activities->problems > 0)
    return SAFI_MOOD_PROBLEM;
  if (activities->checking > 0)
    return SAFI_MOOD_CHECKING;
  if (self->unsure > 0)
    return SAFI_MOOD_UNSURE;
  if (activities->paused == self->n_accounts)
    return SAFI_MOOD_PAUSED;
  if (activities->offline > 0)
    return SAFI_MOOD_OFFLINE;
  if (self->allowance != SAFI_ALLOWANCE_FULL)
    return SAFI_MOOD_LIMITED;
  return SAFI_MOOD_QUIET;
}

SafiOverview
safi_overview_of (GListModel *accounts)
{
  SafiOverview self = { .n_accounts = g_list_model_get_n_items (accounts) };
  Activities activities = { 0 };

  for (guint i = 0; i < self.n_accounts; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    add_activity (&activities, safi_account_state_get_activity (state), i);
    add_state (&self, state);
    add_saving (&self, state, i);
  }
  self.problem = activities.first_problem;
  self.mood = choose_mood (&self, &activities);
  return self;
}
