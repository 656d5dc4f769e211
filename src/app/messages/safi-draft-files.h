/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is attached to a letter: a mail program reads it later, through its path, so it waits in a
 * folder that nobody else can read. Main thread only. */

#define SAFI_DRAFT_FILES_KEPT_HOURS 24
#define SAFI_DRAFT_FILES_MAX 20

/* Of the files in @folder, which may be missing, deletes those that waited longer than
 * SAFI_DRAFT_FILES_KEPT_HOURS before @now (seconds since 1970, UTC), and the oldest of more than
 * SAFI_DRAFT_FILES_MAX. */
void safi_draft_files_tidy (const char *folder, gint64 now);

/* Tidies, so that there is room, and puts @octets there as "…-@name". Returns: a file descriptor to
 * read them from, which the caller closes; -1 on failure. */
int safi_draft_files_add (const char *folder, const char *name, GBytes *octets, gint64 now);

G_END_DECLS
