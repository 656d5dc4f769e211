/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/draft/safi-pack-draft.h"
#include "awareness/pack/safi-pack-fault.h"
#include "awareness/pack/safi-pack-files.h"
#include "awareness/pack/safi-pack-key.h"
#include "awareness/pack/safi-pack.h"

G_BEGIN_DECLS

/* What the reader of packs says of a draft, and of which field. */
typedef struct {
  const SafiDraftPart *part; /* (nullable): of the draft; NULL for the pack as a whole */
  SafiDraftField field;      /* SAFI_N_DRAFT_FIELDS: of the part as a whole */
  const char *language;      /* of the draft; "" for what is the same in all */
  SafiPackFault *fault;
} SafiDraftFault;

/* Reads @self as the pack that it would be. Of each tip in each language one fault is told at a
 * time. Returns: (transfer full) (nullable): the pack; NULL with @ret_faults (transfer full)
 * (element-type SafiDraftFault), in the order of the form, valid until the draft changes. */
SafiPack *safi_pack_draft_check (const SafiPackDraft *self, GPtrArray **ret_faults);

/* The same as one file to be passed on, signed with @key (nullable). Returns: (transfer full)
 * (nullable): NULL if it could not be packed; if it is no pack, cannot be signed, or is too large
 * for a file, @faults (element-type SafiPackFault) say it. */
GBytes *
safi_pack_draft_build (const SafiPackDraft *self, const SafiPackKey *key, GPtrArray *faults);

G_END_DECLS
