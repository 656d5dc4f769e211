/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/state/safi-account-state-private.h"

#include <string.h>

#include "filter/model/safi-cut.h"

struct _SafiAccountState {
  GObject parent;

  SafiAccount *account;
  SafiActivity activity;
  guint done;
  guint total;
  guint64 octets;
  gint64 last_check;
  GError *problem;
  SafiPolicy policy;
  SafiPolicy wished; /* while n_wishes is not 0 */
  guint n_wishes;
  SafiCounts counts;
  SafiLearning learning;
  SafiSaving saving;
  SafiWatching watching;
};

G_DEFINE_FINAL_TYPE (SafiAccountState, safi_account_state, G_TYPE_OBJECT)

enum {
  PROP_ACCOUNT = 1,
  PROP_ACTIVITY,
  PROP_PROGRESS,
  PROP_LAST_CHECK,
  PROP_PROBLEM,
  PROP_POLICY,
  PROP_COUNTS,
  PROP_SAVING,
  PROP_WATCHING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
safi_account_state_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SafiAccountState *self = SAFI_ACCOUNT_STATE (object);

  switch (id) {
  case PROP_ACCOUNT:
    g_value_set_boxed (value, self->account);
    break;
  case PROP_ACTIVITY:
    g_value_set_int (value, (int) self->activity);
    break;
  case PROP_PROGRESS:
    g_value_set_double (value, self->total > 0 ? (double) self->done / self->total : 0);
    break;
  case PROP_LAST_CHECK:
    g_value_set_int64 (value, self->last_check);
    break;
  case PROP_PROBLEM:
    g_value_set_boxed (value, self->problem);
    break;
  case PROP_POLICY:
    g_value_set_pointer (value, &self->policy);
    break;
  case PROP_COUNTS:
    g_value_set_pointer (value, &self->counts);
    break;
  case PROP_SAVING:
    g_value_set_pointer (value, &self->saving);
    break;
  case PROP_WATCHING:
    g_value_set_pointer (value, &self->watching);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
safi_account_state_finalize (GObject *object)
{
  SafiAccountState *self = SAFI_ACCOUNT_STATE (object);

  safi_account_unref (self->account);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (safi_account_state_parent_class)->finalize (object);
}

static void
safi_account_state_class_init (SafiAccountStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = safi_account_state_get_property;
  object_class->finalize = safi_account_state_finalize;
  properties[PROP_ACCOUNT] = g_param_spec_boxed ("account", NULL, NULL, SAFI_TYPE_ACCOUNT, flags);
  /* A SafiActivity. */
  properties[PROP_ACTIVITY] =
      g_param_spec_int ("activity", NULL, NULL, 0, SAFI_ACTIVITY_PROBLEM, 0, flags);
  /* The share of messages looked at, 0..1. */
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_LAST_CHECK] =
      g_param_spec_int64 ("last-check", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR, flags);
  /* A const SafiPolicy, SafiCounts, SafiSaving and SafiWatching, borrowed. */
  properties[PROP_POLICY] = g_param_spec_pointer ("policy", NULL, NULL, flags);
  properties[PROP_COUNTS] = g_param_spec_pointer ("counts", NULL, NULL, flags);
  properties[PROP_SAVING] = g_param_spec_pointer ("saving", NULL, NULL, flags);
  properties[PROP_WATCHING] = g_param_spec_pointer ("watching", NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
safi_account_state_init (SafiAccountState *self)
{
  self->policy = safi_policy_default ();
  self->learning.enough = SAFI_CUT_ENOUGH;
}

SafiAccountState *
safi_account_state_new (SafiAccount *account, const SafiPolicy *policy)
{
  SafiAccountState *self = g_object_new (SAFI_TYPE_ACCOUNT_STATE, NULL);

  self->account = safi_account_ref (account);
  self->policy = *policy;
  self->activity = policy->paused ? SAFI_ACTIVITY_PAUSED : SAFI_ACTIVITY_IDLE;
  return self;
}

static void
notify (SafiAccountState *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
safi_account_state_set_activity (SafiAccountState *self, SafiActivity activity)
{
  if (self->activity == activity)
    return;
  self->activity = activity;
  notify (self, PROP_ACTIVITY);
}

void
safi_account_state_set_progress (SafiAccountState *self, guint done, guint total, guint64 octets)
{
  if (self->done == done && self->total == total && self->octets == octets)
    return;
  self->done = done;
  self->total = total;
  self->octets = octets;
  notify (self, PROP_PROGRESS);
}

void
safi_account_state_set_last_check (SafiAccountState *self, gint64 last_check)
{
  if (self->last_check == last_check)
    return;
  self->last_check = last_check;
  notify (self, PROP_LAST_CHECK);
}

void
safi_account_state_set_problem (SafiAccountState *self, const GError *problem)
{
  if (problem == NULL ? self->problem == NULL
                      : g_error_matches (self->problem, problem->domain, problem->code))
    return;
  g_clear_error (&self->problem);
  self->problem = problem != NULL ? g_error_copy (problem) : NULL;
  notify (self, PROP_PROBLEM);
}

void
safi_account_state_set_policy (SafiAccountState *self, const SafiPolicy *policy)
{
  self->policy = *policy;
  notify (self, PROP_POLICY);
}

void
safi_account_state_begin_wish (SafiAccountState *self, const SafiPolicy *policy)
{
  self->wished = *policy;
  self->n_wishes++;
}

void
safi_account_state_end_wish (SafiAccountState *self)
{
  self->n_wishes--;
}

void
safi_account_state_set_counts (SafiAccountState *self,
                               const SafiCounts *counts,
                               const SafiLearning *learning)
{
  if (memcmp (&self->counts, counts, sizeof *counts) == 0 &&
      memcmp (&self->learning, learning, sizeof *learning) == 0)
    return;
  self->counts = *counts;
  self->learning = *learning;
  notify (self, PROP_COUNTS);
}

void
safi_account_state_set_saving (SafiAccountState *self, const SafiSaving *saving)
{
  if (memcmp (&self->saving, saving, sizeof *saving) == 0)
    return;
  self->saving = *saving;
  notify (self, PROP_SAVING);
}

void
safi_account_state_set_watching (SafiAccountState *self, const SafiWatching *watching)
{
  if (memcmp (&self->watching, watching, sizeof *watching) == 0)
    return;
  self->watching = *watching;
  notify (self, PROP_WATCHING);
}

SafiAccount *
safi_account_state_get_account (SafiAccountState *self)
{
  return self->account;
}

SafiActivity
safi_account_state_get_activity (SafiAccountState *self)
{
  return self->activity;
}

guint
safi_account_state_get_done (SafiAccountState *self)
{
  return self->done;
}

guint
safi_account_state_get_total (SafiAccountState *self)
{
  return self->total;
}

guint64
safi_account_state_get_octets (SafiAccountState *self)
{
  return self->octets;
}

gint64
safi_account_state_get_last_check (SafiAccountState *self)
{
  return self->last_check;
}

const GError *
safi_account_state_get_problem (SafiAccountState *self)
{
  return self->problem;
}

const SafiPolicy *
safi_account_state_get_policy (SafiAccountState *self)
{
  return &self->policy;
}

const SafiPolicy *
safi_account_state_get_wished_policy (SafiAccountState *self)
{
  return self->n_wishes > 0 ? &self->wished : &self->policy;
}

const SafiCounts *
safi_account_state_get_counts (SafiAccountState *self)
{
  return &self->counts;
}

const SafiLearning *
safi_account_state_get_learning (SafiAccountState *self)
{
  return &self->learning;
}

const SafiSaving *
safi_account_state_get_saving (SafiAccountState *self)
{
  return &self->saving;
}

const SafiWatching *
safi_account_state_get_watching (SafiAccountState *self)
{
  return &self->watching;
}
