/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-scan-step.h"
#include "service/session/safi-session.h"
#include "service/state/safi-report.h"

G_BEGIN_DECLS

/* Learning from the mail that a person has already: whom the person wrote to, what the Junk folder
 * holds, and what was read and kept. Only when asked for: the caller has the person's word. On the
 * account's thread; between two steps other jobs may use the session. Stopped at any time, it goes
 * on where it was when it is asked for again. */
typedef struct _SafiSeed SafiSeed;

SafiSeed *safi_seed_new (SafiSession *session);
void safi_seed_free (SafiSeed *self);

/* One batch. Never SAFI_SCAN_WAIT. */
SafiScanStep safi_seed_step (SafiSeed *self, GCancellable *cancellable, GError **error);

const SafiLearnReport *safi_seed_get_report (SafiSeed *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSeed, safi_seed_free)

G_END_DECLS
