/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Checks that nobody asks for: at start, when a server tells of new mail, every
 * policy.check_minutes, when the network is back and after the computer slept; after a failure with
 * back-off, one for each host. Where data cost money or power is short, servers that tell nothing
 * unasked are asked less often. Main thread only. */
typedef struct _SafiWatch SafiWatch;

/* @engine: (transfer none): owns the watch. */
SafiWatch *safi_watch_new (SafiEngine *engine, SafiClock *clock);
void safi_watch_free (SafiWatch *self);

void safi_watch_set_active (SafiWatch *self, gboolean is_active);
/* The account is new, its policy changed, or its problem is solved: plans its next check. */
void safi_watch_plan (SafiWatch *self, const char *account, gboolean now);
/* Something changed in the mailbox. However often that is said, checks keep SAFI_WATCH_APART. */
void safi_watch_check_soon (SafiWatch *self, const char *account);
#define SAFI_WATCH_APART 10 /* seconds */
/* A job that somebody else began found the server out of reach: does not wait for the regular
 * check. */
void safi_watch_retry (SafiWatch *self, const char *account, const GError *error);
void safi_watch_forget (SafiWatch *self, const char *account);

/* The least minutes between regular checks where data cost money, and where power is short. */
#define SAFI_WATCH_SPARING_MINUTES 15
#define SAFI_WATCH_POWER_MINUTES 30

/* Seconds to wait after @n_failures failures (from 1) in a row: 1 s doubling to 10 min, spread by
 * half in both directions. @random: 0..1. */
#define SAFI_WATCH_WAIT_MAX 600
double safi_watch_get_wait (guint n_failures, double random);

/* The same if the server was busy: what it @said, in seconds, else 5 min doubling to an hour; never
 * sooner, at most half as long again. */
#define SAFI_WATCH_BUSY 300
double safi_watch_get_busy_wait (guint n_failures, guint said, double random);

G_END_DECLS
