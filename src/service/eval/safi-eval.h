/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/message/safi-view.h"
#include "service/eval/safi-eval-feedback.h"

G_BEGIN_DECLS

/* Measuring runs over labelled mail, in the manner of the TREC spam track: messages one at a time
 * in index order, first classified, then taught as far as the feedback goes. Each run begins with
 * an empty store in memory. */

typedef struct {
  SafiClass truth;
  SafiDecision decision;
  double score;            /* nats toward junk */
  double classify_seconds; /* from octets to verdict */
  double train_seconds;    /* all teaching since the result before: a seed's, corrections' */
  double classify_cpu;     /* the same in seconds of the process's own clock */
  double train_cpu;
  guint lessons;    /* taught in that time; rehearsals do not count */
  gsize octets;     /* that the view fetched */
  const char *path; /* as the index names it */
} SafiEvalResult;

/* Returns: FALSE with @error stops the run. */
typedef gboolean (*SafiEvalSink) (const SafiEvalResult *result, gpointer user_data, GError **error);

typedef struct {
  SafiView view;
  guint train_first;     /* so many messages of the stream are always taught */
  SafiFeedback feedback; /* on the others */
  guint cold;            /* 0: the whole stream; n: cold start from n good and n junk messages */
  guint start;           /* cold start: so many messages stand before those judged */
  guint passes;          /* how often the filter goes over @train_first or @cold; at least 1 */
  const char *starter;   /* (nullable): a starter model's file, or "shipped"; none without */
} SafiEvalOptions;

/* A cold start judges so many messages. */
#define SAFI_EVAL_COLD_MESSAGES 1000

/* @index: a file of lines "spam PATH", "junk PATH", "ham PATH" or "good PATH"; a relative path is
 * relative to the index. A line that is none of these or a file that cannot be read is an error
 * that names the line; a cold start with nothing behind its start is SAFI_ERROR_INVALID.
 *
 * Whole stream: each message is judged; the first @train_first are taught, what follows by
 * @feedback. Cold start: the newest @cold good and @cold junk messages before @start are taught in
 * stream order, then the next SAFI_EVAL_COLD_MESSAGES are judged and none of them taught.
 *
 * A message that was taught already is taught again only by un-teaching it first, so in each pass
 * after the first every message of the seed, in turn, is un-taught and taught again beside all the
 * others: it counts once, as ever, but with what the others have taught by then.
 *
 * Blocks; may be called on every thread. */
gboolean safi_eval_run (const char *index,
                        const SafiEvalOptions *options,
                        SafiEvalSink sink,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
