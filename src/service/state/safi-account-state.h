/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/mailbox/safi-account.h"
#include "core/mailbox/safi-policy.h"
#include "core/mailbox/safi-watch-week.h"

G_BEGIN_DECLS

typedef enum {
  SAFI_ACTIVITY_IDLE, /* watching: waits for the next check */
  SAFI_ACTIVITY_CHECKING,
  SAFI_ACTIVITY_LEARNING, /* from mail that is there already */
  SAFI_ACTIVITY_MOVING,   /* moving or moving back */
  SAFI_ACTIVITY_PAUSED,
  SAFI_ACTIVITY_OFFLINE, /* tries again by itself */
  SAFI_ACTIVITY_PROBLEM, /* a person must act: see the error */
} SafiActivity;

typedef struct {
  guint judged; /* in the time asked about */
  guint junk;
  guint unsure; /* not answered yet */
  guint moved;
  guint would_move;    /* held back, by watch only or because they are very many … */
  gboolean is_stopped; /* … more in a day than Safibox moves unasked */
} SafiCounts;

typedef struct {
  gint64 asked; /* seconds UTC: when it last learned from mail that was there; 0 = never */
  guint good;   /* messages taught */
  guint junk;
  guint enough;  /* so many of each are enough to judge by */
  guint one_in;  /* of good mail fewer than 1 in so many is taken for junk; 0 = not yet known */
  guint sampled; /* moved messages drawn by chance that the person answered about */
  guint sampled_good;  /* of these, they are good: the only estimate without bias */
  gboolean is_put_off; /* the day's limit stopped it; it goes on by itself once it may */
} SafiLearning;

/* How far back the first check of a mailbox looks. */
typedef enum {
  SAFI_REACH_UNASKED, /* as NEWEST, if all would be much */
  SAFI_REACH_NEWEST,  /* SAFI_REACH_DAYS_FEW or SAFI_REACH_MESSAGES_FEW, whichever is less */
  SAFI_REACH_DAYS,    /* so many */
  SAFI_REACH_ALL,
} SafiReachChoice;

/* What is spared of a line that costs money. */
typedef struct {
  SafiAllowance allowance; /* what the day's limit leaves */
  guint newest;            /* messages that the first check looks at, if it left out older ones */
  guint64 newest_octets;   /* about what they use */
  guint older;             /* messages that the first check left out; 0 = none */
  guint64 older_octets;    /* about what looking at them would use */
  gboolean is_asked;       /* the person has not said yet what is to become of them */
} SafiSaving;

/* How an account is doing: an item of safi_engine_get_accounts, main thread only. Every change is
 * told by notify of the property named in brackets. */
#define SAFI_TYPE_ACCOUNT_STATE (safi_account_state_get_type ())
G_DECLARE_FINAL_TYPE (SafiAccountState, safi_account_state, SAFI, ACCOUNT_STATE, GObject)

SafiAccount *
safi_account_state_get_account (SafiAccountState *self); /* (transfer none) [account] */
SafiActivity safi_account_state_get_activity (SafiAccountState *self); /* [activity] */
guint safi_account_state_get_done (SafiAccountState *self);            /* messages [progress] */
guint
safi_account_state_get_total (SafiAccountState *self); /* messages, 0 = not known [progress] */
gint64 safi_account_state_get_last_check (
    SafiAccountState *self); /* seconds UTC, 0 = never [last-check] */
const GError *safi_account_state_get_problem (SafiAccountState *self);    /* (nullable) [problem] */
const SafiPolicy *safi_account_state_get_policy (SafiAccountState *self); /* [policy] */
/* What was asked for last, even if the account's thread is still busy with something else: what
 * changes a part of the policy begins with this one, so that no change undoes another. */
const SafiPolicy *safi_account_state_get_wished_policy (SafiAccountState *self);
const SafiCounts *safi_account_state_get_counts (
    SafiAccountState *self); /* last 7 days; unsure and would_move: all [counts] */
const SafiLearning *safi_account_state_get_learning (SafiAccountState *self); /* [counts] */
const SafiSaving *safi_account_state_get_saving (SafiAccountState *self);     /* [saving] */
/* What watching found in the week before the person is asked whether junk may be moved. */
const SafiWatching *safi_account_state_get_watching (SafiAccountState *self); /* [watching] */
/* Octets received for the check or the learning under way. */
guint64 safi_account_state_get_octets (SafiAccountState *self); /* [progress] */

G_END_DECLS
