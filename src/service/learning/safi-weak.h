/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"
#include "store/training/safi-training.h"

G_BEGIN_DECLS

/* Labels that nobody gave: a message that was judged, seen by the person and left where it was.
 * What it would add is kept when it is judged, so learning it costs no data. Never from a message
 * that Safibox moved and nobody looked at. */

#define SAFI_WEAK_AFTER (3 * 24 * 60 * 60) /* seconds that somebody has to object */
#define SAFI_WEAK_EVERY (24 * 60 * 60)     /* seconds between two looks at flags */
#define SAFI_WEAK_FIRST 20          /* strong labels of each class before the first weak one */
#define SAFI_WEAK_BATCH 100         /* messages taught at one look: a person's click waits */
#define SAFI_WEAK_GOOD_BELOW (-4.0) /* nats: good without doubt */

/* Returns: (transfer full) (nullable): what the message would add; NULL if it is in doubt, partly
 * seen only, or the model is sure of it already. */
SafiTaught *safi_weak_prepare (SafiSession *session, SafiMessage *message, SafiVerdict *verdict);

/* At the end of a check: teaches or drops what has waited long enough. */
gboolean safi_weak_settle (SafiSession *session, GCancellable *cancellable, GError **error);

G_END_DECLS
