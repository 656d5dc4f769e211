/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/worker/safi-account-worker.h"

G_BEGIN_DECLS

/* The weekly letter: what was moved, put into the person's own inbox. */

#define SAFI_DIGEST_PERIOD (7 * 24 * 60 * 60) /* seconds */
/* A server may still be at a command whose answer was lost: so long it is not looked for. */
#define SAFI_DIGEST_SETTLE 5 /* seconds */
#define SAFI_DIGEST_TRIES_MAX 3
#define SAFI_DIGEST_ROWS_MAX 1000 /* messages of one letter that are counted */

/* Finishes a letter that was interrupted, or writes one if the policy wants it, the last is a week
 * old and something was moved: request->writer. Result: a gboolean, whether one is there now that
 * was not before. */
gpointer safi_job_write_digest (SafiSession *session,
                                SafiRequest *request,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
