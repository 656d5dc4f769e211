/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/pack/safi-pack.h"

G_BEGIN_DECLS

/* Where a pack could lead somebody: every number, mail address and domain in any of its texts, in
 * any language, and every recording. A person sees them all before the pack is taken. */

typedef enum {
  SAFI_MENTION_NUMBER, /* three digits or more, in any script: sums and years, too */
  SAFI_MENTION_ADDRESS,
  SAFI_MENTION_DOMAIN,
  SAFI_MENTION_RECORDING, /* which can lead anywhere: nobody sees what it says */
} SafiMentionKind;

typedef struct {
  SafiMentionKind kind;
  char *value; /* as it is written; of a domain the A-label form, of a recording its file */
  char *
      context; /* the title of the tip or day it stands in, or who answers; "" of the pack itself */
  const SafiPackRecording *recording; /* (nullable): the pack's */
  char *like; /* (nullable): the domain of an authority in countries.csv that it looks like */
} SafiMention;

#define SAFI_MENTION_DIGITS_MIN 3
#define SAFI_PACK_MENTIONS_MAX 500 /* of a pack: nobody looks through more */

/* Returns: (transfer full) (element-type SafiMention): each once, in the order of the pack; those
 * of its list of numbers first; SAFI_PACK_MENTIONS_MAX and one more, which tells that there are too
 * many, at most. */
GPtrArray *safi_pack_list_mentions (const SafiPack *pack);

G_END_DECLS
