/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* The sheet that a person takes to the bank or the police: plain text, without pictures and without
 * the text of the message. */

#define SAFI_EVIDENCE_AMOUNT_MAX 100    /* characters */
#define SAFI_EVIDENCE_HAPPENED_MAX 3000 /* characters */

/* @amount, @happened: what the person wrote, cut to the limits above; may be empty. @now: seconds
 * since 1970, UTC. Says what was sent by whom and when, the header lines as in
 * safi_words_header_lines, and the SHA-256 of what Safibox read of @message; if that is not all of
 * it, it says so. A stranger's words are bounded and harmless. Lines end in \n.
 * Returns: (transfer full). */
char *safi_words_evidence_sheet (SafiMessage *message,
                                 const char *amount,
                                 const char *happened,
                                 gint64 now);

G_END_DECLS
