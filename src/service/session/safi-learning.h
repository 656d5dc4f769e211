/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "filter/safi-filter.h"
#include "service/state/safi-account-state.h"

G_BEGIN_DECLS

/* How far an account's learning is, as its @filter has it in memory. */
void safi_learning_read (SafiStore *store,
                         const char *account,
                         SafiFilter *filter,
                         SafiLearning *ret_learning);

/* A note that holds seconds UTC. Returns: 0 if there is none. */
gint64 safi_learning_read_time (SafiStore *store, const char *account, const char *note);

G_END_DECLS
