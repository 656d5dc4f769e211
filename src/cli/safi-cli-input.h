/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Octets read at most of one file; what is longer is cut, as a mail server's view would be. */
#define SAFI_CLI_FILE_MAX (64 * 1024 * 1024)

typedef gboolean (*SafiCliMessageFunc) (const char *name,
                                        GBytes *octets,
                                        gpointer user_data,
                                        GError **error);

/* Calls @func for each file, each regular file of each directory (not below it; hidden ones left
 * out; by name), and for standard input where a name is "-". Stops at the first error. */
gboolean safi_cli_read_messages (const char *const *names,
                                 SafiCliMessageFunc func,
                                 gpointer user_data,
                                 GError **error);

G_END_DECLS
