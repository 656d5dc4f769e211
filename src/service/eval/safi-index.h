/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-types.h"

G_BEGIN_DECLS

/* An index of labelled mail, as the TREC spam track writes it: lines of a class ("spam" or "junk",
 * "ham" or "good"), a blank, and a path, which is relative to the index unless it is absolute.
 * Empty lines and lines that begin with # are left out. */

/* @path: as written; @file: where it is. Returns: FALSE with @error stops. */
typedef gboolean (*SafiIndexFunc) (SafiClass truth,
                                   const char *path,
                                   const char *file,
                                   gpointer user_data,
                                   GError **error);

/* Calls @func for each line in order. A line that cannot be read is SAFI_ERROR_INVALID; every error
 * is prefixed by its line's number. */
gboolean
safi_index_read (const char *index, SafiIndexFunc func, gpointer user_data, GError **error);

G_END_DECLS
