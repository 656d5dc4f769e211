/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Codes of findings as one text, with a space between two. */

/* Returns: (transfer full) (element-type utf8). */
GPtrArray *safi_codes_split (const char *text);
char *safi_codes_join (GPtrArray *codes);

G_END_DECLS
