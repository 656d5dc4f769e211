/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/message/safi-call.h"

G_BEGIN_DECLS

/* Question @i of SAFI_CALL_N_QUESTIONS, in the order of SafiCall: to be answered with yes or no.
 * Returns: (transfer none). */
const char *safi_words_call_question (guint i);

/* Adds a title, and all questions with their answers, a line each. */
void safi_words_add_call (GString *text, SafiCall call);

G_END_DECLS
