/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-judged.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* The judged messages. Clear text (sender, subject, evidence arguments) is kept for 90 days or
 * 20,000 messages per account; afterwards only identity, class and sums (safi_store_forget_old). */

typedef enum {
  SAFI_JUDGED_ALL,
  SAFI_JUDGED_NEEDS_YOU, /* not answered, and not sure, held back by watch-only, or drawn to be
                            asked about (safi-sample.h) */
  SAFI_JUDGED_JUNK,      /* the person's answer goes before the verdict, here and below */
  SAFI_JUDGED_GOOD,
  SAFI_JUDGED_WOULD_MOVE, /* fate WOULD_MOVE: what watch-only held back */
  SAFI_JUDGED_MOVED,      /* fate MOVED: what is in Junk by Safibox's doing */
  SAFI_JUDGED_SAID_JUNK,  /* the person called it junk, in a mailbox that is not for practice, and
                             its clear text is still kept … */
  SAFI_JUDGED_SAID_GOOD,  /* … or called it good */
} SafiJudgedFilter;

typedef struct {
  const char *account; /* (nullable): all */
  SafiJudgedFilter filter;
  const char *search; /* (nullable): in sender and subject; neither case nor accents count */
  guint offset;
  guint limit;        /* 0 = no limit */
  gint64 since;       /* judged no earlier, seconds UTC; 0 = all */
  gint64 moved_since; /* the last move begun no earlier, seconds UTC; 0 = all */
} SafiJudgedQuery;

/* Inserts, or replaces the row of the same (account, identity) keeping what was taught, the action
 * and the fate that the action gave it; while a move is under way, the place, too. Texts are cut to
 * some hundred octets. Returns: the row's id, -1 with @error. */
gint64 safi_store_put_judged (SafiStore *self, SafiJudged *judged, GError **error);

/* Newest first. Returns: (transfer full) (element-type SafiJudged). */
GPtrArray *safi_store_list_judged (SafiStore *self, const SafiJudgedQuery *query, GError **error);
gboolean safi_store_count_judged (SafiStore *self,
                                  const SafiJudgedQuery *query,
                                  guint *ret_count,
                                  GError **error);

/* Returns: (transfer full): NULL with SAFI_ERROR_NOT_FOUND. */
SafiJudged *safi_store_get_judged (SafiStore *self, gint64 id, GError **error);
SafiJudged *
safi_store_find_judged (SafiStore *self, const char *account, const char *identity, GError **error);

gboolean safi_store_set_fate (SafiStore *self, gint64 id, SafiFate fate, GError **error);

/* Messages the person moved back or called good: never moved again by Safibox, until the person
 * takes that back. */
gboolean
safi_store_keep (SafiStore *self, const char *account, const char *identity, GError **error);
gboolean
safi_store_let_go (SafiStore *self, const char *account, const char *identity, GError **error);
gboolean safi_store_is_kept (SafiStore *self,
                             const char *account,
                             const char *identity,
                             gboolean *ret_kept,
                             GError **error);

/* Blanks clear text that is older than allowed. */
gboolean safi_store_forget_old (SafiStore *self, GError **error);

G_END_DECLS
