/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/safi-mail-source.h"

G_BEGIN_DECLS

/* A directory of messages: each sub-directory is a folder, each regular file in it a message
 * (the directory itself is INBOX if it has no sub-directory of that name). Serves the practice
 * mailbox, every engine test and `safibox-cli judge DIR`.
 *
 * UIDs, flags and dates are kept in an index file beside the messages of each folder
 * (".safibox-index", written aside and renamed); a read-only directory gets UIDs by name order in
 * memory. A message's date is its file's time of change until it is moved, which keeps it. A move
 * is one rename. Of a file not more than 64 MB are read.
 */

#define SAFI_TYPE_FOLDER_SOURCE (safi_folder_source_get_type ())
G_DECLARE_FINAL_TYPE (SafiFolderSource, safi_folder_source, SAFI, FOLDER_SOURCE, GObject)

/* @account: the account id written into refs. */
SafiMailSource *safi_folder_source_new (const char *account, const char *directory);

G_END_DECLS
