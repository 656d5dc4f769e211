/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-verdict.h"

G_BEGIN_DECLS

/* What is read aloud of a card: the verdict, each reason with its advice unless the message is
 * good, the tip; nothing of the message itself. */

/* @sentence, @fate: as the card shows them. @reasons: (element-type SafiEvidence) (nullable): NULL
 * while the message is hidden, because they name senders. Returns: (transfer full). */
char *
safi_why_reading_new (const char *sentence, const char *fate, GPtrArray *reasons, gboolean is_good);

G_END_DECLS
