/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/pack/safi-pack-key.h"

G_BEGIN_DECLS

/* Whether the packs that somebody saves are signed: a switch, and below it the 30 digits that stand
 * for this person's key, to be given to others. The key is made when it is wanted for the first
 * time, and stays on this computer ("pack-key.pem" among the data of Safibox, 0600). */
#define SAFI_TYPE_PACK_SIGNER (safi_pack_signer_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackSigner, safi_pack_signer, SAFI, PACK_SIGNER, AdwPreferencesGroup)

/* Returns: (transfer none) (nullable): NULL if packs are not to be signed. */
const SafiPackKey *safi_pack_signer_get_key (SafiPackSigner *self);

G_END_DECLS
