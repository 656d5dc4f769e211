/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The shipped lists of domains and file types. Read once, then constant: every thread may ask. */

/* TRUE if anybody can get an address at @domain. */
gboolean safi_lists_is_free_mail (const char *domain);

/* TRUE if @host or a domain above it shortens links. */
gboolean safi_lists_is_shortener (const char *host);

/* TRUE if @host or a domain above it counts clicks for others. */
gboolean safi_lists_is_click_tracker (const char *host);

typedef enum {
  SAFI_FILE_UNKNOWN,
  SAFI_FILE_PROGRAM,
  SAFI_FILE_APP,
  SAFI_FILE_SCRIPT,
  SAFI_FILE_MACRO,
  SAFI_FILE_DISK_IMAGE,
  SAFI_FILE_SHORTCUT,
  SAFI_FILE_HTML,
  SAFI_FILE_ARCHIVE,
  SAFI_FILE_DOCUMENT,
  SAFI_FILE_PICTURE,
  SAFI_FILE_AUDIO_VIDEO,
} SafiFileClass;

/* @extension: without the dot, any case. */
SafiFileClass safi_lists_get_file_class (const char *extension);

/* The lines of an embedded data file that are neither empty nor comments.
 * Returns: (transfer full): NULL-terminated. */
char **safi_lists_read_lines (const char *name);

G_END_DECLS
