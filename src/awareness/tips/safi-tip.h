/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/tips/safi-example.h"
#include "awareness/tips/safi-pack-recording.h"
#include "core/mailbox/safi-history.h"

G_BEGIN_DECLS

/* What a tip teaches, as data/tips has it: docs/tips.md says how one is written. All texts are
 * English, as in the source; words/teaching/safi-words-tip.h says them in the person's language. */

/* Never changed after it was made. Title and sentence hold 140 characters at most together. */
typedef struct {
  char *id;       /* "ask-for-code" */
  char *icon;     /* name of a symbolic icon; the theme may lack it */
  char *theme;    /* kind of scam, or what else it is about: "parcel-fee", "link" */
  SafiSort about; /* SAFI_SORT_SCAM, _FILE, _ADVERT or _OTHER */
  SafiAge age;
  GPtrArray *codes; /* (element-type utf8): of findings that it belongs to */
  char *title;
  char *sentence;   /* the one thing to do */
  char *more;       /* the reason, a few sentences */
  GPtrArray *signs; /* (element-type utf8) */
  GPtrArray *steps; /* (element-type utf8): what to do, in this order */
  SafiExample scam;
  SafiExample real; /* the same without a scam in it */
  char *tell;       /* how to tell the two apart */
  /* (nullable): somebody who reads it aloud; belongs to the pack that the tip is of. Ours have
   * none: a recording that a stranger made for one of them could say anything. */
  const SafiPackRecording *recording;
} SafiTip;

void safi_tip_free (SafiTip *self);

/* The tips that came with Safibox. Any thread may ask; all are there as long as the program runs.
 */

/* Returns: (nullable) (transfer none). */
const SafiTip *safi_tip_lookup (const char *id);
/* Returns: (transfer none) (element-type SafiTip): all, in the order they are shown. */
GPtrArray *safi_tip_list (void);

/* Returns: (transfer container) (element-type SafiTip): those of @tips that people of @age may see,
 * in their order; they belong to whom @tips belong. */
GPtrArray *safi_tip_pick_for_age (GPtrArray *tips, SafiAge age);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiTip, safi_tip_free)

G_END_DECLS
