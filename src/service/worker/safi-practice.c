/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/worker/safi-practice.h"

#include <errno.h>
#include <utime.h>

#include <glib/gstdio.h>

#include "core/base/safi-error.h"
#include "core/message/safi-message.h"

#define RESOURCES "/io/github/safibox/Safibox/practice/INBOX/"
#define INBOX "INBOX"
#define JUNK "Junk"
#define FILLING ".filling"

static gboolean
set_file_error (int number, GError **error)
{
  g_set_error_literal (error, SAFI_ERROR,
                       number == ENOSPC || number == EDQUOT ? SAFI_ERROR_STORE_FULL
                                                            : SAFI_ERROR_STORE_FAILED,
                       "the practice mailbox cannot be written");
  return FALSE;
}

/* The time a file was changed is the time its message was received. */
static gboolean
write_message (const char *directory, const char *name, GBytes *octets, GError **error)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (SafiMessage) message = safi_message_new (octets, 0);
  time_t date = (time_t) safi_message_get_date (message);
  struct utimbuf times = { date, date };
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);

  if (!g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    return set_file_error (errno, error);
  return utime (path, &times) == 0 || set_file_error (errno, error);
}

static gboolean
write_messages (const char *directory, GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) names = g_resources_enumerate_children (RESOURCES, 0, NULL);

  g_assert (names != NULL);
  for (char **name = names; *name != NULL; name++) {
    g_autofree char *resource = g_strconcat (RESOURCES, *name, NULL);
    g_autoptr (GBytes) octets = g_resources_lookup_data (resource, 0, NULL);

    g_assert (octets != NULL);
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !write_message (directory, *name, octets, error))
      return FALSE;
  }
  return TRUE;
}

static void
remove_folder (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *file;

  while (folder != NULL && (file = g_dir_read_name (folder)) != NULL) {
    g_autofree char *file_path = g_build_filename (path, file, NULL);

    g_unlink (file_path);
  }
  g_rmdir (path);
}

gboolean
safi_practice_fill (const char *directory, GCancellable *cancellable, GError **error)
{
  g_autofree char *inbox = g_build_filename (directory, INBOX, NULL);
  g_autofree char *junk = g_build_filename (directory, JUNK, NULL);
  g_autofree char *filling = g_build_filename (directory, FILLING, NULL);

  if (g_file_test (inbox, G_FILE_TEST_IS_DIR))
    return TRUE;
  remove_folder (directory, FILLING);
  if (g_mkdir_with_parents (junk, 0700) != 0 || g_mkdir_with_parents (filling, 0700) != 0)
    return set_file_error (errno, error);
  if (!write_messages (filling, cancellable, error))
    return FALSE;
  return g_rename (filling, inbox) == 0 || set_file_error (errno, error);
}

void
safi_practice_remove (const char *directory)
{
  remove_folder (directory, INBOX);
  remove_folder (directory, JUNK);
  remove_folder (directory, FILLING);
  g_rmdir (directory);
}
