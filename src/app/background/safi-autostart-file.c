/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/background/safi-autostart-file.h"

#include <errno.h>

#include <glib/gstdio.h>

#define GROUP G_KEY_FILE_DESKTOP_GROUP

static char *
get_path (const char *folder)
{
  return g_build_filename (folder, "autostart", SAFI_APPLICATION_ID ".desktop", NULL);
}

gboolean
safi_autostart_file_is_on (const char *folder)
{
  g_autofree char *path = get_path (folder);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return FALSE;
  return !g_key_file_get_boolean (file, GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, NULL) &&
         (!g_key_file_has_key (file, GROUP, "X-GNOME-Autostart-enabled", NULL) ||
          g_key_file_get_boolean (file, GROUP, "X-GNOME-Autostart-enabled", NULL));
}

/* The Desktop Entry Specification, "The Exec key": four characters are escaped inside quotes, and a
 * percent sign is doubled. */
char *
safi_autostart_file_quote (const char *program)
{
  g_autoptr (GString) line = g_string_new ("\"");

  for (const char *c = program; *c != '\0'; c++) {
    if (strchr ("\"`$\\", *c) != NULL)
      g_string_append_c (line, '\\');
    if (*c == '%')
      g_string_append_c (line, '%');
    g_string_append_c (line, *c);
  }
  g_string_append (line, "\" --background");
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static gboolean
set_errno (const char *path, GError **error)
{
  const int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path,
               g_strerror (code));
  return FALSE;
}

static gboolean
write_file (const char *path, const char *program, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *line = safi_autostart_file_quote (program);
  g_autofree char *folder = g_path_get_dirname (path);

  g_key_file_set_string (file, GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE,
                         G_KEY_FILE_DESKTOP_TYPE_APPLICATION);
  g_key_file_set_string (file, GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, "Safibox");
  g_key_file_set_string (file, GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, line);
  g_key_file_set_string (file, GROUP, G_KEY_FILE_DESKTOP_KEY_ICON, SAFI_APPLICATION_ID);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_errno (folder, error);
  return g_key_file_save_to_file (file, path, error);
}

gboolean
safi_autostart_file_set (const char *folder, const char *program, gboolean is_on, GError **error)
{
  g_autofree char *path = get_path (folder);

  if (is_on)
    return write_file (path, program, error);
  return g_unlink (path) == 0 || errno == ENOENT || set_errno (path, error);
}
