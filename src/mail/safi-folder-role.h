/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/safi-mail-source.h"

G_BEGIN_DECLS

/* What a folder is for, by the name that people and servers usually give it in some language
 * (data/folder-names.tsv), in any case of letters. @name: UTF-8, the last part of a path. */
SafiFolderRole safi_folder_role_from_name (const char *name);

/* One row of the table: a name of a folder in some language. */
typedef void (*SafiFolderRow) (SafiFolderRole role,
                               const char *language,
                               const char *name,
                               gpointer user_data);

/* Calls @row for each, in the order of the table: the first name of a language is the commonest. */
void safi_folder_role_list (SafiFolderRow row, gpointer user_data);

/* Returns: (transfer full): @name as names are compared: letters may be composed in two ways and
 * written in two cases. "" if it is not UTF-8. */
char *safi_folder_role_fold (const char *name);

G_END_DECLS
