/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A sign of an infected computer (an element of SafiAuthResult.signs), in a few words of the
 * person's language. Returns: (nullable) (transfer none): NULL if there are no words for it. */
const char *safi_words_sign (const char *sign);

G_END_DECLS
