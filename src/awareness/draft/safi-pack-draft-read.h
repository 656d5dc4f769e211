/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/draft/safi-pack-draft.h"
#include "awareness/pack/safi-pack-files.h"

G_BEGIN_DECLS

/* The files of a pack, whole or not, as a draft that can be gone on with. Notes for translators,
 * lines that begin with "#" and a signature that fits are left behind. Returns: (transfer full)
 * (nullable): NULL if not all that is written there can be kept in a draft; safi_pack_read() then
 * says what is wrong. */
SafiPackDraft *safi_pack_draft_read (const SafiPackFiles *files);

G_END_DECLS
