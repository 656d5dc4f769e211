/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/boundary/safi-provider-profile.h"

G_BEGIN_DECLS

/* Between the two files of SafiProviderProfile only. */

/* Returns: (transfer full): without servers and ids, which the caller sets. */
SafiProviderProfile *safi_provider_profile_new (void);

gboolean safi_authres_place_from_string (const char *word, SafiAuthresPlace *ret_place);

G_END_DECLS
