/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/draft/safi-pack-draft-check.h"

G_BEGIN_DECLS

/* In the form of a draft: what the pack itself is called, who it is from, whose country, its
 * picture. Calls the action "maker.changed" of a widget above. */
#define SAFI_TYPE_PACK_HEAD (safi_pack_head_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackHead, safi_pack_head, SAFI, PACK_HEAD, AdwBin)

/* @draft must be there as long as it is shown here. */
void safi_pack_head_set_draft (SafiPackHead *self, SafiPackDraft *draft);
/* As safi_pack_part_show() and its neighbours do it. */
void safi_pack_head_show (SafiPackHead *self, const char *language, const char *first);
void safi_pack_head_tell (SafiPackHead *self, GPtrArray *faults);
void safi_pack_head_enter (SafiPackHead *self, SafiDraftField field);

G_END_DECLS
