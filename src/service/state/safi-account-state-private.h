/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/state/safi-account-state.h"

G_BEGIN_DECLS

/* What the engine tells an account's state; main thread only. Each notifies once, if it changes. */

SafiAccountState *safi_account_state_new (SafiAccount *account, const SafiPolicy *policy);
void safi_account_state_set_activity (SafiAccountState *self, SafiActivity activity);
void
safi_account_state_set_progress (SafiAccountState *self, guint done, guint total, guint64 octets);
void safi_account_state_set_last_check (SafiAccountState *self, gint64 last_check);
/* @problem: (nullable): copied. */
void safi_account_state_set_problem (SafiAccountState *self, const GError *problem);
void safi_account_state_set_policy (SafiAccountState *self, const SafiPolicy *policy);
/* A policy is on its way to the account's thread, until the wish ends, done or not. */
void safi_account_state_begin_wish (SafiAccountState *self, const SafiPolicy *policy);
void safi_account_state_end_wish (SafiAccountState *self);
void safi_account_state_set_counts (SafiAccountState *self,
                                    const SafiCounts *counts,
                                    const SafiLearning *learning);
void safi_account_state_set_saving (SafiAccountState *self, const SafiSaving *saving);
void safi_account_state_set_watching (SafiAccountState *self, const SafiWatching *watching);

G_END_DECLS
