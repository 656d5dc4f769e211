/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-evidence.h"

G_BEGIN_DECLS

/* @pattern with {0}, {1} … filled by the arguments of @evidence, harmless and isolated.
 * Returns: (transfer full). */
char *safi_words_fill (const char *pattern, SafiEvidence *evidence);

G_END_DECLS
