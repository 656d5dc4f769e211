/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes encoded words (RFC 2047) ready for GMime, which decodes neighbours as one, because some
 * writers cut within a letter, and drops all that follows on the padding of base64: an empty word
 * of the other encoding parts such neighbours, and is no part of the text (6.2).
 * @value: a header field's, unfolded. Returns: (transfer full). */
char *safi_encoded_words_part (const char *value);

G_END_DECLS
