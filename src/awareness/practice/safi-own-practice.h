/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-judged.h"

G_BEGIN_DECLS

/* Which of the person's own messages a round of practice can be made of. They said themselves what
 * each is. They are chosen by what Safibox remembers of them; nothing is fetched for it. */

#define SAFI_OWN_PRACTICE_MAX 100 /* of each sort that are chosen from: more need not be read */

/* Those of @judged (element-type SafiJudged) that can be practised with, in their order: the person
 * called them junk or good, and sender and subject are known. Of each sort one sender comes once,
 * because the first answer would give away the next. Returns: (transfer container) (element-type
 * SafiJudged): they belong to whom @judged belong. */
GPtrArray *safi_own_practice_choose (GPtrArray *judged);

/* How many more a round needs. */
typedef struct {
  guint junk;
  guint good;
} SafiOwnPracticeGap;

/* @chosen: as above. All 0: there are enough. */
SafiOwnPracticeGap safi_own_practice_find_gap (GPtrArray *chosen);

G_END_DECLS
