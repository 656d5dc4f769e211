/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the metainfo says of the release @version, in the language spoken now: the elements p, ul,
 * ol, li, as AdwAboutWindow takes them. Its sentences are in our catalogues.
 * Returns: (transfer full): "" if it says nothing; NULL with GMarkupError. */
char *
safi_release_notes_read (const char *metainfo, gsize length, const char *version, GError **error);

G_END_DECLS
