/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/state/safi-account-state.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* How far back the first check of a mailbox looks. It is counted before anything is listed or
 * fetched, and only the newest messages are looked at by themselves if all would use much. Choice
 * and counts are a note, so that they outlive a restart. */

#define SAFI_REACH_DAYS_FEW 30
#define SAFI_REACH_MESSAGES_FEW 500
#define SAFI_REACH_DAYS_MAX 36500
#define SAFI_REACH_OCTETS_MUCH G_GUINT64_CONSTANT (5000000) /* from here on it is asked */
/* What a message of the backlog uses, measured: docs/benchmarks.md. */
#define SAFI_REACH_OCTETS_COMPRESSED 1600
#define SAFI_REACH_OCTETS_PLAIN 4800

/* A plain value; all 0 before the first check. */
typedef struct {
  SafiReachChoice choice;
  guint days;          /* with SAFI_REACH_DAYS */
  gboolean is_open;    /* the choice is new: the next check goes that far back */
  guint32 uidvalidity; /* of what follows */
  guint32 from;        /* UID: older ones are left out; 0 = not counted yet */
  guint messages;      /* that were there */
  guint older;         /* of these, how many are left out */
  guint octets_each;   /* about what one of them uses */
} SafiReach;

SafiReach safi_reach_read (SafiStore *store, const char *account);
gboolean
safi_reach_write (SafiStore *store, const char *account, const SafiReach *self, GError **error);
/* What the faces are told of it. */
void safi_reach_tell (const SafiReach *self, SafiSaving *saving);

/* Remembers a person's choice; @days with SAFI_REACH_DAYS. */
gboolean safi_reach_choose (SafiStore *store,
                            const char *account,
                            SafiReachChoice choice,
                            guint days,
                            GError **error);

G_END_DECLS
