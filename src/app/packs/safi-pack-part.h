/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/draft/safi-pack-draft-check.h"

G_BEGIN_DECLS

/* A tip, a number or a day of a draft, with a row for each of its fields. Its fields are made when
 * it is opened first. Emits "remove" when somebody wants it gone. */
#define SAFI_TYPE_PACK_PART (safi_pack_part_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackPart, safi_pack_part, SAFI, PACK_PART, AdwExpanderRow)

/* @part: it must be there as long as the row. */
GtkWidget *safi_pack_part_new (SafiDraftPart *part, const char *language, const char *first);
SafiDraftPart *safi_pack_part_get_part (SafiPackPart *self);

/* Shows what is written in @language; beside it what is written in @first, if that is another. */
void safi_pack_part_show (SafiPackPart *self, const char *language, const char *first);

/* Shows what is wrong. @faults: (element-type SafiDraftFault): of the draft. */
void safi_pack_part_tell (SafiPackPart *self, GPtrArray *faults);

/* Opens it and puts the cursor into @field. */
void safi_pack_part_enter (SafiPackPart *self, SafiDraftField field);

G_END_DECLS
