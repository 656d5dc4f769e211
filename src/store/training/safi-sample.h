/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/safi-store.h"

G_BEGIN_DECLS

/* "Were these junk?": once a week a few moved messages are drawn by chance and asked about. People
 * correct what they happen to see; only a sample that chance has drawn tells without bias how much
 * good mail is moved. */

#define SAFI_SAMPLE_MESSAGES 3
#define SAFI_SAMPLE_SECONDS (7 * 24 * 60 * 60) /* between two draws, and how far back it looks */

/* Draws if the last draw is a week ago and so many messages were moved since that nobody answered.
 * What was drawn before and not answered is asked about no more. Drawn messages belong to
 * SAFI_JUDGED_NEEDS_YOU until they are answered. */
gboolean safi_sample_draw (SafiStore *store, const char *account, GError **error);

typedef struct {
  guint n_answered; /* of all messages ever drawn */
  guint n_good;     /* of these, the person said that they are good */
} SafiSampleResult;

gboolean safi_sample_get_result (SafiStore *store,
                                 const char *account,
                                 SafiSampleResult *ret_result,
                                 GError **error);

G_END_DECLS
