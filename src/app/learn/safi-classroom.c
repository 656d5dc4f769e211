/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-classroom.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define OPTION "--classroom"
#define KEY "classroom"
#define GROUP "safibox"
#define AGAIN "SAFIBOX_CLASSROOM_SETTING" /* in the environment: the setting was read */
#define BACKEND "GSETTINGS_BACKEND"
#define DATA_HOME "XDG_DATA_HOME"

static char *data_folder = NULL; /* while the program runs in classroom mode */
static char *broken_file = NULL; /* because of which it does */

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
         g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

/* The first file that is there counts, whatever is in it. Returns: (transfer full) (nullable): NULL
 * if there is none, or with @error set if it cannot be read. @ret_path (out) (transfer full)
 * (nullable): where it is. */
static GKeyFile *
load_file (char **ret_path, GError **error)
{
  for (const char *const *folder = g_get_system_config_dirs (); *folder != NULL; folder++) {
    g_autofree char *path = g_build_filename (*folder, "safibox", "safibox.ini", NULL);
    g_autoptr (GKeyFile) file = g_key_file_new ();
    g_autoptr (GError) fault = NULL;
    const gboolean is_read = g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &fault);

    if (!is_read && is_missing (fault))
      continue;
    *ret_path = g_steal_pointer (&path);
    if (is_read)
      return g_steal_pointer (&file);
    g_propagate_error (error, g_steal_pointer (&fault));
    return NULL;
  }
  return NULL;
}

/* Only a file that says so, or none, leaves Safibox open: who broke it, or copied half of it, must
 * not have opened mailboxes to a class. */
static gboolean
is_in_file (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = load_file (&path, &error);
  gboolean is_asked = FALSE;

  if (path == NULL)
    return FALSE;
  if (file != NULL)
    is_asked = g_key_file_get_boolean (file, GROUP, KEY, &error);
  if (error == NULL || g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND))
    return is_asked;
  g_printerr ("%s: %s\n", path, error->message);
  broken_file = g_steal_pointer (&path);
  return TRUE;
}

const char *
safi_classroom_get_broken_file (void)
{
  return broken_file;
}

static gboolean
is_in_settings (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SAFI_APPLICATION_ID);

  return g_settings_get_boolean (settings, KEY);
}

/* Where settings are kept is decided when the first of them is read, and that is done by now. Only
 * a new program can decide otherwise. */
static void
begin_again (char **argv)
{
  g_setenv (AGAIN, "1", TRUE);
  g_setenv (BACKEND, "memory", TRUE);
  execv ("/proc/self/exe", argv);
  g_error ("classroom: %s", g_strerror (errno)); /* rather not at all than with a memory */
}

/* The toolkit lists the files that were saved below the folder for data; a folder that goes with
 * the program takes its place. Programs that Safibox opens have the true one. */
static void
replace_data_folder (void)
{
  g_autofree char *before = g_strdup (g_getenv (DATA_HOME));
  g_autoptr (GError) error = NULL;

  data_folder = g_dir_make_tmp ("safibox-XXXXXX", &error);
  if (data_folder == NULL)
    g_error ("classroom: %s", error->message);
  g_setenv (DATA_HOME, data_folder, TRUE);
  g_get_user_data_dir (); /* GLib reads it once */
  if (before != NULL)
    g_setenv (DATA_HOME, before, TRUE);
  else
    g_unsetenv (DATA_HOME);
}

/* By their names, and an empty folder only: nothing that a link or a variable leads to can go. */
void
safi_classroom_end (void)
{
  g_autofree char *recent = g_build_filename (data_folder, "recently-used.xbel", NULL);

  g_unlink (recent);
  g_rmdir (data_folder);
  g_clear_pointer (&data_folder, g_free);
  g_clear_pointer (&broken_file, g_free);
}

gboolean
safi_classroom_begin (char **argv)
{
  if (g_getenv (AGAIN) == NULL && !g_strv_contains ((const char *const *) argv + 1, OPTION) &&
      !is_in_file ()) {
    if (is_in_settings ())
      begin_again (argv);
    return FALSE;
  }
  g_unsetenv (AGAIN);
  g_setenv (BACKEND, "memory", TRUE);
  replace_data_folder ();
  return TRUE;
}

static void
preset_text (GSettings *settings, GKeyFile *file, const char *key)
{
  g_autofree char *value = g_key_file_get_string (file, GROUP, key, NULL);

  if (value != NULL)
    g_settings_set_string (settings, key, value);
}

void
safi_classroom_preset (GSettings *settings)
{
  g_autofree char *path = NULL;
  g_autoptr (GKeyFile) file = load_file (&path, NULL);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) key = NULL;
  GVariant *percent;

  if (file == NULL)
    return;
  preset_text (settings, file, "language");
  preset_text (settings, file, "country");
  g_object_get (settings, "settings-schema", &schema, NULL);
  key = g_settings_schema_get_key (schema, "text-percent");
  percent = g_variant_ref_sink (
      g_variant_new_int32 (g_key_file_get_integer (file, GROUP, "text-percent", NULL)));
  if (g_settings_schema_key_range_check (key, percent))
    g_settings_set_value (settings, "text-percent", percent);
  g_variant_unref (percent);
}
