/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The drafts of packs that this person began, and how to begin another. Calls actions of a widget
 * above: "maker.new", "maker.open", "maker.open-folder", "maker.load" and "maker.forget" with the
 * id of a draft. */
#define SAFI_TYPE_PACK_DRAFTS (safi_pack_drafts_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackDrafts, safi_pack_drafts, SAFI, PACK_DRAFTS, AdwBin)

/* Reads them anew. */
void safi_pack_drafts_fill (SafiPackDrafts *self);

/* Says why what was opened cannot be gone on with. @faults: (nullable) (element-type
 * SafiPackFault): empty if it could not be read; NULL to say nothing any more. */
void safi_pack_drafts_refuse (SafiPackDrafts *self, GPtrArray *faults);

G_END_DECLS
