/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The practice mailbox: a directory of the messages that ship with Safibox. */

#define SAFI_PRACTICE_ADDRESS "amina@practice.example"

/* Fills @directory with an inbox of the shipped messages and an empty Junk folder, unless it has an
 * inbox already. All or nothing: an interrupted filling is done again. Any thread. */
gboolean safi_practice_fill (const char *directory, GCancellable *cancellable, GError **error);

/* Removes what safi_practice_fill made, and the directory if it is empty then. */
void safi_practice_remove (const char *directory);

G_END_DECLS
