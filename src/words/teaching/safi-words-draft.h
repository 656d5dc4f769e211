/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/draft/safi-pack-draft.h"
#include "awareness/tips/safi-example.h"

G_BEGIN_DECLS

/* The form in which somebody writes a campaign pack. All returned strings are (transfer none)
 * unless it says otherwise. */

/* The name of a field. */
const char *safi_words_draft_field (SafiDraftField field);
/* Below its name: what belongs there; "" where the name says it all. */
const char *safi_words_draft_hint (SafiDraftField field);

/* How a message comes: "SMS". */
const char *safi_words_draft_channel (SafiChannel channel);

/* What a part is called in a list, by what is written in it. @part: of any kind. Returns: (transfer
 * full). */
char *safi_words_draft_title (const SafiDraftPart *part, const char *language, const char *first);

/* "2 fields need another look." */
char *safi_words_draft_faults (guint n_faults);

G_END_DECLS
