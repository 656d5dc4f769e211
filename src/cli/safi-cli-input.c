/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/safi-cli-input.h"

#include <unistd.h>

#include <gio/gio.h>
#include <gio/gunixinputstream.h>

#include "core/text/safi-text.h"

/* Reads a stream to its end or to SAFI_CLI_FILE_MAX octets. */
static GBytes *
read_stream (GInputStream *stream, GError **error)
{
  g_autoptr (GByteArray) octets = g_byte_array_new ();
  guint8 buffer[16384];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, error)) > 0) {
    g_byte_array_append (octets, buffer, (guint) n);
    if (octets->len >= SAFI_CLI_FILE_MAX)
      break;
  }
  if (n < 0)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&octets));
}

static gboolean
read_one (const char *name, SafiCliMessageFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) octets = NULL;

  if (g_str_equal (name, "-"))
    stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    stream = G_INPUT_STREAM (g_file_read (file, NULL, error));
  if (stream == NULL)
    return FALSE;
  octets = read_stream (stream, error);
  return octets != NULL && func (name, octets, user_data, error);
}

static gboolean
read_directory (const char *name, SafiCliMessageFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GDir) directory = g_dir_open (name, 0, error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  const char *entry;

  if (directory == NULL)
    return FALSE;
  while ((entry = g_dir_read_name (directory)) != NULL) {
    g_autofree char *path = g_build_filename (name, entry, NULL);

    if (*entry != '.' && g_file_test (path, G_FILE_TEST_IS_REGULAR))
      g_ptr_array_add (files, g_steal_pointer (&path));
  }
  safi_text_sort (files);
  for (guint i = 0; i < files->len; i++)
    if (!read_one (files->pdata[i], func, user_data, error))
      return FALSE;
  return TRUE;
}

gboolean
safi_cli_read_messages (const char *const *names,
                        SafiCliMessageFunc func,
                        gpointer user_data,
                        GError **error)
{
  for (guint i = 0; names[i] != NULL; i++) {
    gboolean is_directory = g_file_test (names[i], G_FILE_TEST_IS_DIR);

    if (is_directory ? !read_directory (names[i], func, user_data, error)
                     : !read_one (names[i], func, user_data, error))
      return FALSE;
  }
  return TRUE;
}
