/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/learning/safi-seed-plan.h"

G_BEGIN_DECLS

/* One step each of learning from mail that is there. What a step learned and from which messages
 * commits at once, so that a crash neither loses nor doubles it. */

#define SAFI_SEED_BATCH 25          /* messages: a person's click waits for one batch */
#define SAFI_SEED_RECIPIENTS_MAX 20 /* of a message; to more of them it is a circular */
#define SAFI_SEED_PASSES 3          /* over all that was taught, the first one included */
#define SAFI_SEED_NOTE_PASSES "learning-passes" /* how many are still to come */

/* Remembers whom the messages *@next … of sent went to. All move *@next on. */
gboolean safi_seed_read_sent (SafiSession *session,
                              SafiSeedPlan *plan,
                              guint *next,
                              GCancellable *cancellable,
                              GError **error);

/* Adds messages *@next … of maybe that a correspondent wrote to the good ones. */
gboolean safi_seed_read_senders (SafiSession *session,
                                 SafiSeedPlan *plan,
                                 guint *next,
                                 GCancellable *cancellable,
                                 GError **error);

/* Teaches messages *@next … of @list. @taught: how many were taught is added; @skipped: so are
 * those that teach nothing or cannot be read. */
gboolean safi_seed_teach (SafiSession *session,
                          SafiSeedList *list,
                          SafiClass taught_class,
                          guint *next,
                          guint *taught,
                          guint *skipped,
                          GCancellable *cancellable,
                          GError **error);

/* @ret_left: passes that are still to come. */
gboolean safi_seed_rehearse (SafiSession *session,
                             guint *ret_left,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
