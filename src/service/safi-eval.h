/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/safi-types.h"
#include "core/safi-view.h"

G_BEGIN_DECLS

/* The protocol of the TREC spam track: messages one at a time in index order, first classified,
 * then taught with their true class. Everything happens in a store in memory. */

typedef struct {
  SafiClass truth;
  SafiDecision decision;
  double score;            /* nats toward junk */
  double classify_seconds; /* from octets to verdict */
  double train_seconds;
  const char *path; /* as the index names it */
} SafiEvalResult;

/* Returns: FALSE with @error stops the run. */
typedef gboolean (*SafiEvalSink) (const SafiEvalResult *result, gpointer user_data, GError **error);

typedef struct {
  SafiView view;
  guint
      train_first; /* 0: every message is taught; n: only the first n, the others are judged only */
} SafiEvalOptions;

/* @index: a file of lines "spam PATH", "junk PATH", "ham PATH" or "good PATH"; a relative path is
 * relative to the index. A line that is none of these or a file that cannot be read is an error
 * that names the line. Blocks; may be called on every thread. */
gboolean safi_eval_run (const char *index,
                        const SafiEvalOptions *options,
                        SafiEvalSink sink,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
