/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/tips/safi-tip.h"

G_BEGIN_DECLS

/* How tips and messages to practise with are said. The key of a text in the catalogue of tips is
 * the id of its tip or item and the English words. */

/* @text: of the tip or item @id. Returns: (transfer none): it in the language spoken now, else as
 * it is. */
const char *safi_words_lesson (const char *id, const char *text);

/* The same for one of @tip's. */
const char *safi_words_tip (const SafiTip *tip, const char *text);

/* What stands over an example of @tip: "Scam", "Junk" or "Real". */
const char *safi_words_example_mark (const SafiTip *tip, const SafiExample *example);

/* "SMS from DHL", of an example in the tip or item @id. The sender is isolated. Returns: (transfer
 * full). */
char *safi_words_example_from (const char *id, const SafiExample *example);

/* "Mail from " and @sender, which must be ready to show. Returns: (transfer full). */
char *safi_words_mail_from (const char *sender);

/* The subject, if it has one, and each paragraph on a line of its own. Returns: (transfer full). */
char *safi_words_example_text (const char *id, const SafiExample *example);

G_END_DECLS
