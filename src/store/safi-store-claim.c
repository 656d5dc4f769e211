/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/base/safi-error.h"
#include "store/safi-store-private.h"

#define SET_ASIDE_MAX 1000 /* damaged stores kept beside each other */

struct _SafiStoreClaim {
  int fd; /* holds the lock while open */
};

void
safi_store_set_file_error (int number, GError **error)
{
  SafiError code = SAFI_ERROR_STORE_FAILED;

  if (number == ENOSPC || number == EDQUOT)
    code = SAFI_ERROR_STORE_FULL;
  else if (number == EROFS || number == EACCES || number == EPERM)
    code = SAFI_ERROR_STORE_READ_ONLY;
  else if (number == EWOULDBLOCK)
    code = SAFI_ERROR_STORE_BUSY;
  g_set_error (error, SAFI_ERROR, (int) code, "store file: %s", g_strerror (number));
}

gboolean
safi_store_make_directory (const char *directory, GError **error)
{
  if (g_mkdir_with_parents (directory, 0700) == 0)
    return TRUE;
  safi_store_set_file_error (errno, error);
  return FALSE;
}

SafiStoreClaim *
safi_store_claim (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, SAFI_STORE_LOCK_FILE, NULL);
  SafiStoreClaim *claim;
  int fd;

  if (!safi_store_make_directory (directory, error))
    return NULL;
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) {
    safi_store_set_file_error (errno, error);
    return NULL;
  }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0) {
    safi_store_set_file_error (errno, error);
    close (fd);
    return NULL;
  }
  claim = g_new (SafiStoreClaim, 1);
  claim->fd = fd;
  return claim;
}

void
safi_store_release (SafiStoreClaim *claim)
{
  if (claim == NULL)
    return;
  close (claim->fd);
  g_free (claim);
}

/* Returns: (transfer full): the first "safibox-damaged-n.db" that is not there yet; NULL if all
 * names are taken. */
static char *
find_free_name (const char *directory)
{
  for (guint i = 1; i <= SET_ASIDE_MAX; i++) {
    g_autofree char *name = g_strdup_printf ("safibox-damaged-%u.db", i);
    g_autofree char *path = g_build_filename (directory, name, NULL);

    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&name);
  }
  return NULL;
}

/* A file that is not there is no error. */
static gboolean
rename_part (const char *directory, const char *name, const char *suffix, GError **error)
{
  g_autofree char *old_name = g_strconcat (SAFI_STORE_FILE, suffix, NULL);
  g_autofree char *new_name = g_strconcat (name, suffix, NULL);
  g_autofree char *old_path = g_build_filename (directory, old_name, NULL);
  g_autofree char *new_path = g_build_filename (directory, new_name, NULL);

  if (g_rename (old_path, new_path) == 0 || errno == ENOENT)
    return TRUE;
  safi_store_set_file_error (errno, error);
  return FALSE;
}

char *
safi_store_set_aside (const char *directory, GError **error)
{
  /* The log goes first: a log without its file is harmless, but one left behind would be played
   * into the fresh file. */
  static const char *const suffixes[] = { "-wal", "-shm", "" };
  g_autofree char *name = find_free_name (directory);

  if (name == NULL) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_FAILED,
                         "too many damaged stores in the directory");
    return NULL;
  }
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (!rename_part (directory, name, suffixes[i], error))
      return NULL;
  safi_sql_forget_damage ();
  return g_steal_pointer (&name);
}
