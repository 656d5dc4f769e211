/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-history.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* Counts what came in each of @tallies, of all accounts, and fills in their counts: one query, and
 * none of the messages is read into memory. Their times may overlap. */
#define SAFI_TALLIES_MAX 16
gboolean
safi_store_count_tallies (SafiStore *self, SafiTally *tallies, guint n_tallies, GError **error);

/* Its SQL. Returns: (transfer full). */
char *safi_store_history_write_query (guint n_tallies);

/* @now: seconds UTC. */
gboolean
safi_store_read_history (SafiStore *self, gint64 now, SafiHistory *ret_history, GError **error);

G_END_DECLS
