/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/files/safi-folder-index.h"

G_BEGIN_DECLS

/* Octets of a file that are read to learn its identity: headers end well before. */
#define SAFI_FOLDER_HEADER_MAX (256 * 1024)

/* Returns: (transfer full) (nullable): at most @limit octets; NULL if the file is gone. */
GBytes *safi_folder_read (SafiFolderIndex *index, SafiFolderEntry *entry, gsize limit);

gboolean
safi_folder_has_identity (SafiFolderIndex *index, SafiFolderEntry *entry, const char *identity);

/* A move between two directories: everything but the actions. */
typedef struct {
  SafiFolderIndex *from;
  SafiFolderIndex *to;
  SafiMoveStep step;
  gpointer user_data;
  GCancellable *cancellable;
} SafiFolderMove;

/* One rename per message. The target's index knows the new name before the rename, so that flags
 * and date survive a crash; the rename decides. */
gboolean safi_folder_move (SafiFolderMove *move, GPtrArray *actions, GError **error);

G_END_DECLS
