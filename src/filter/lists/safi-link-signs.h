/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-evidence.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* What the check of links would find in link @index alone, which must exist; of the person's own
 * domain it knows nothing. Returns: (transfer full) (element-type SafiEvidence). */
GPtrArray *safi_link_signs_find (SafiMessage *message, guint index);

G_END_DECLS
