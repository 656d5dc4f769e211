/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-evidence.h"
#include "core/message/safi-message.h"
#include "filter/tokens/safi-tokens.h"

G_BEGIN_DECLS

/* What a model that speaks by words can find, in this order. */
enum {
  SAFI_EXPLAIN_JUNK_LIKE, /* argument {0}: words */
  SAFI_EXPLAIN_GOOD_LIKE, /* argument {0}: words */
  SAFI_EXPLAIN_JUNK_OVERALL,
  SAFI_EXPLAIN_GOOD_OVERALL,
  SAFI_EXPLAIN_FINDINGS
};

/* Appends to @evidence at most three rows that add up to @score exactly: the loudest words for
 * either side, each row weighing what the words it names said, and the rest. Only words of @message
 * are shown: a model holds none. @by_token: nats of each token. */
void safi_explain (const SafiFinding findings[SAFI_EXPLAIN_FINDINGS],
                   SafiMessage *message,
                   SafiTokens *tokens,
                   const double *by_token,
                   double score,
                   GPtrArray *evidence);

G_END_DECLS
