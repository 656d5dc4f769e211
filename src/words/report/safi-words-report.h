/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-auth-result.h"
#include "core/judgement/safi-verdict.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

#define SAFI_REPORT_LINES_MAX 60  /* header lines; the rest is counted */
#define SAFI_REPORT_CHARS_MAX 300 /* characters of one header line */

/* The header lines of @message as they were sent, but unfolded, each cut and made harmless to
 * show. "" without a header. Returns: (transfer full). */
char *safi_words_header_lines (SafiMessage *message);

/* All that a helper or an administrator needs, as plain text: the verdict, its reasons, the sum,
 * the envelope, the header. The person's own addresses are left out: those of @own (nullable), and
 * all that the message names as its recipients. @auth, @message: (nullable).
 * Returns: (transfer full). */
char *safi_words_report (SafiVerdict *verdict,
                         SafiAuthResult *auth,
                         SafiMessage *message,
                         const char *const *own);

G_END_DECLS
