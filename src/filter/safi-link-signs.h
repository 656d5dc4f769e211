/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/safi-evidence.h"
#include "core/safi-message.h"

G_BEGIN_DECLS

/* What the check of links would find in link @index alone, which must exist; of the person's own
 * domain it knows nothing. Returns: (transfer full) (element-type SafiEvidence). */
GPtrArray *safi_link_signs_find (SafiMessage *message, guint index);

G_END_DECLS
