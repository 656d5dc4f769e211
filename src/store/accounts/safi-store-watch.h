/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-watch-week.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* The week in which an account is only watched (SafiPolicy.watch_only): a note of the account, with
 * what was held back since it began. A policy that moves ends it (safi_store_set_policy). */

/* Begins a week; what was judged until now is not of it. */
gboolean safi_store_begin_watch_week (SafiStore *self, const char *account, GError **error);

/* Time has passed, at most; begins a week where there is none. Written down when a minute or more
 * has passed. */
gboolean safi_store_pass_watch_week (SafiStore *self, const char *account, GError **error);

/* Ends it: nothing is counted any more. */
gboolean safi_store_end_watch_week (SafiStore *self, const char *account, GError **error);

/* What the week found so far; all 0 where there is none. Reading only. */
gboolean safi_store_read_watching (SafiStore *self,
                                   const char *account,
                                   SafiWatching *ret_watching,
                                   GError **error);

G_END_DECLS
