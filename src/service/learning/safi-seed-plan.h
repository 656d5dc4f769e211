/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"
#include "service/state/safi-report.h"

G_BEGIN_DECLS

/* From which messages to learn, chosen from lists alone: nothing is fetched for it. */

#define SAFI_SEED_MAX 200                 /* messages of each class, and of the Sent folder */
#define SAFI_SEED_RATIO 3                 /* messages of one class for each one of the other */
#define SAFI_SEED_SENDERS_MAX 100         /* headers fetched only to see who wrote */
#define SAFI_SEED_KEPT (3 * 24 * 60 * 60) /* seconds: read and still there so long after */
#define SAFI_SEED_WINDOW 2000             /* UIDs of a folder that are listed first */
#define SAFI_SEED_WINDOW_MAX (64 * 2000)  /* UIDs listed at most */

typedef struct {
  char *folder; /* (nullable): raw name; there is none */
  guint32 uidvalidity;
  GArray *todo; /* (element-type SafiListed), newest first */
  guint n_done; /* learned from before, within SAFI_SEED_MAX */
} SafiSeedList;

typedef struct {
  SafiSeedList sent;
  SafiSeedList junk;
  SafiSeedList good; /* of the inbox */
  GArray *maybe;     /* (element-type SafiListed), newest first: good if a correspondent wrote it */
  GHashTable *places; /* (element-type SafiKnownPlace): by UID of the inbox */
} SafiSeedPlan;

/* Junk that Safibox moved teaches only Safibox itself, unless somebody has opened it in Junk since.
 * @before: its flags when it was moved; @now: as they are. */
gboolean safi_seed_is_word_of_person (SafiFate fate, SafiFlags before, SafiFlags now);

/* @leave: (nullable): ends it between two folders, without harm to the connection.
 * Returns: (transfer full): NULL with @error. */
SafiSeedPlan *safi_seed_plan_new (SafiSession *session,
                                  GCancellable *leave,
                                  GCancellable *cancellable,
                                  GError **error);
void safi_seed_plan_free (SafiSeedPlan *self);

/* Adds a message of maybe that proved to be good. */
void safi_seed_plan_add_good (SafiSeedPlan *self, const SafiListed *listed);

/* Cuts the larger class so that the ratio holds with what is taught already. */
void safi_seed_plan_balance (SafiSeedPlan *self, SafiFilter *filter);

/* What is left to do, in messages and octets. */
void safi_seed_plan_estimate (SafiSeedPlan *self, SafiLearnEstimate *ret_estimate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSeedPlan, safi_seed_plan_free)

G_END_DECLS
