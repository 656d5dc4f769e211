/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Starting with the person's session by a file in their autostart folder (XDG autostart). */

/* @folder: of the person's settings (g_get_user_config_dir). Another program may have switched it
 * off by taking the file away or by marking it. */
gboolean safi_autostart_file_is_on (const char *folder);

/* Writes the file, or removes it. @program: its path. FALSE with @error, of GIO or GLib. */
gboolean
safi_autostart_file_set (const char *folder, const char *program, gboolean is_on, GError **error);

/* A command line for the file, where @program is one word of it whatever its path holds. Returns:
 * (transfer full). */
char *safi_autostart_file_quote (const char *program);

G_END_DECLS
