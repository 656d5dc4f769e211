/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Folds for searching: neither case, nor compatibility forms, nor accents and vowel points count.
 * Returns: (transfer full). */
char *safi_search_fold (const char *text);

/* Returns: (transfer full) (nullable): valid UTF-8 of at most @max octets, cut between characters;
 * NULL for NULL. */
char *safi_search_cut (const char *text, gsize max);

G_END_DECLS
