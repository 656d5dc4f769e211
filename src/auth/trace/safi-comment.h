/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Comments of structured fields (RFC 5322, 3.2.2), which nest. All functions may be called on every
 * thread. */

/* Returns: the place behind the comment that begins at @at with "(", or NULL if it never ends. */
const char *safi_comment_skip (const char *at);

/* The same of the quoted string that begins at @at. */
const char *safi_comment_skip_quoted (const char *at);

/* Each comment becomes one blank; quoted strings stay. Where a comment stands within a word, its
 * "(" alone is left in it: who writes a value without quotes may have been given
 * "a.example(x).b.example" by a sender, and that is not a.example. Returns: (transfer full)
 * (nullable): NULL if a comment or a quoted string never ends, or a ")" stands alone. */
char *safi_comment_strip (const char *text);

G_END_DECLS
