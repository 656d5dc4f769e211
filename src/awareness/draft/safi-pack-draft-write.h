/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/draft/safi-pack-draft.h"
#include "awareness/pack/safi-pack-files.h"

G_BEGIN_DECLS

/* Where a line of a file comes from. */
typedef struct {
  char *file;
  guint line;
  const SafiDraftPart *part; /* of the draft */
  SafiDraftField
      field; /* of a tip or of pack.txt; SAFI_N_DRAFT_FIELDS for a whole row of a table */
  const char *language; /* of the draft */
} SafiDraftPlace;

/* @self as the files of a pack (docs/campaigns.md). Parts in which nothing is written are left out;
 * what is missing in others stands there as an empty text, so that the reader tells of it. A tip
 * that nobody began in a language is not there in it, and a table takes what it lacks from the
 * first language. @places: (nullable) (element-type SafiDraftPlace): gets one for each line.
 * Returns: (transfer full) (nullable): NULL with @faults if it is too large for a pack. */
SafiPackFiles *
safi_pack_draft_write (const SafiPackDraft *self, GPtrArray *places, GPtrArray *faults);

/* Returns: (transfer full) (element-type SafiDraftPlace): an empty list. */
GPtrArray *safi_draft_places_new (void);

G_END_DECLS
