/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "awareness/draft/safi-pack-draft.h"

G_BEGIN_DECLS

/* The drafts of this person, below pack-drafts/ in the data directory: a folder each, named by the
 * id, with the files that docs/campaigns.md describes, so that "safibox-cli pack check" and "pack
 * build" take it. */

/* Writes @self there. A file is replaced as a whole or not at all; what no longer belongs to it is
 * removed. A draft in which nothing is written has no folder. FALSE with @error (G_IO_ERROR,
 * G_FILE_ERROR); what could not be written stays as it was. */
gboolean safi_draft_shelf_keep (const char *data_dir, const SafiPackDraft *self, GError **error);

/* Returns: (transfer full) (element-type utf8): the ids of all, the one changed last first. */
GPtrArray *safi_draft_shelf_list (const char *data_dir);

/* Returns: (transfer full) (nullable): NULL if it is not there, or another program wrote into it
 * what a draft cannot hold. */
SafiPackDraft *safi_draft_shelf_load (const char *data_dir, const char *id);

gboolean safi_draft_shelf_remove (const char *data_dir, const char *id, GError **error);

G_END_DECLS
