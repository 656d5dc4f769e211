/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/safi-mail-source.h"

G_BEGIN_DECLS

/* What a folder is for, by the name that people and servers usually give it in some language
 * (data/folder-names.tsv), in any case of letters. @name: UTF-8, the last part of a path. */
SafiFolderRole safi_folder_role_from_name (const char *name);

G_END_DECLS
