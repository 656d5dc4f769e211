/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/files/safi-folder-move.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "core/base/safi-error.h"
#include "core/message/safi-message.h"

/* Other names tried when the target holds a file of that name already. */
#define NAMES_TRIED 1000

static int
open_file (SafiFolderIndex *index, SafiFolderEntry *entry)
{
  g_autofree char *path = g_build_filename (index->directory, entry->name, NULL);
  struct stat info;
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0)
    return -1;
  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    return fd;
  close (fd);
  return -1;
}

GBytes *
safi_folder_read (SafiFolderIndex *index, SafiFolderEntry *entry, gsize limit)
{
  gsize wanted = MIN (limit, entry->listed.size);
  g_autofree char *octets = g_malloc (wanted + 1);
  gsize length = 0;
  int fd = open_file (index, entry);

  if (fd < 0)
    return NULL;
  while (length < wanted) {
    ssize_t count = read (fd, octets + length, wanted - length);

    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      break;
    length += (gsize) count;
  }
  close (fd);
  return g_bytes_new_take (g_steal_pointer (&octets), length);
}

gboolean
safi_folder_has_identity (SafiFolderIndex *index, SafiFolderEntry *entry, const char *identity)
{
  g_autoptr (GBytes) octets = safi_folder_read (index, entry, SAFI_FOLDER_HEADER_MAX);
  g_autofree char *found = NULL;
  const char *data;
  gsize length;

  if (octets == NULL)
    return FALSE;
  data = g_bytes_get_data (octets, &length);
  found = safi_message_identity_from_header (data, length);
  return g_str_equal (found, identity);
}

/* Returns: (transfer full) (nullable): a name that the target does not use yet. */
static char *
choose_name (SafiFolderMove *move, const char *name)
{
  for (guint i = 0; i < NAMES_TRIED; i++) {
    g_autofree char *tried = i == 0 ? g_strdup (name) : g_strdup_printf ("%u-%s", i, name);
    g_autofree char *path = g_build_filename (move->to->directory, tried, NULL);
    struct stat info;

    if (lstat (path, &info) != 0 && errno == ENOENT)
      return g_steal_pointer (&tried);
  }
  return NULL;
}

/* Not every file system knows the rename that spares what is there; the name was free just now. */
static gboolean
rename_file (SafiFolderMove *move, const char *from, const char *to, GError **error)
{
  g_autofree char *old_path = g_build_filename (move->from->directory, from, NULL);
  g_autofree char *new_path = g_build_filename (move->to->directory, to, NULL);

  if (renameat2 (AT_FDCWD, old_path, AT_FDCWD, new_path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return safi_folder_index_fail (error, errno);
  if (g_rename (old_path, new_path) == 0)
    return TRUE;
  return safi_folder_index_fail (error, errno);
}

static gboolean
tell (SafiFolderMove *move,
      guint index,
      SafiMoveState state,
      const SafiPlace *place,
      const char *reason,
      GError **error)
{
  g_autoptr (GError) local = NULL;

  if (move->step (index, state, place, reason, move->user_data, &local))
    return TRUE;
  if (local == NULL)
    g_set_error_literal (&local, SAFI_ERROR, SAFI_ERROR_STOPPED, "the step said stop");
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static SafiFolderEntry *
find_original (SafiFolderMove *move, SafiAction *action)
{
  SafiMessageRef *from = safi_action_get_from (action);
  SafiFolderEntry *entry = safi_folder_index_find (move->from, safi_message_ref_get_uid (from));

  if (entry == NULL ||
      !safi_folder_has_identity (move->from, entry, safi_message_ref_get_identity (from)))
    return NULL;
  return entry;
}

/* Only files that came after the move was planned can be ours, unless the UIDs began anew. */
static SafiFolderEntry *
find_copy (SafiFolderMove *move, SafiAction *action)
{
  const SafiPlace *place = &safi_action_get_fields (action)->place;
  const char *identity = safi_message_ref_get_identity (safi_action_get_from (action));
  guint32 first = place->uidvalidity == move->to->uidvalidity ? place->uidnext : 0;

  for (guint i = 0; i < move->to->entries->len; i++) {
    SafiFolderEntry *entry = move->to->entries->pdata[i];

    if (entry->listed.uid >= first && safi_folder_has_identity (move->to, entry, identity))
      return entry;
  }
  return NULL;
}

static gboolean
begin (SafiFolderMove *move, guint index, SafiAction *action, GError **error)
{
  SafiPlace place = { move->to->uidvalidity, move->to->uidnext, 0 };
  SafiFolderEntry *original = find_original (move, action);
  g_autofree char *name = NULL;
  SafiFolderEntry *copy;

  if (original == NULL)
    return tell (move, index, SAFI_MOVE_GONE, &place, "not-there", error);
  name = choose_name (move, original->name);
  if (name == NULL)
    return safi_folder_index_fail (error, EEXIST);
  if (!tell (move, index, SAFI_MOVE_PLANNED, &place, NULL, error))
    return FALSE;
  copy = safi_folder_index_add (move->to, name, &original->listed);
  if (!safi_folder_index_save (move->to, error) ||
      !tell (move, index, SAFI_MOVE_SENT, &place, NULL, error) ||
      !rename_file (move, original->name, name, error))
    return FALSE;
  place.uid = copy->listed.uid;
  return tell (move, index, SAFI_MOVE_DONE, &place, NULL, error);
}

static gboolean
reconcile (SafiFolderMove *move, guint index, SafiAction *action, GError **error)
{
  SafiPlace place = safi_action_get_fields (action)->place;
  SafiFolderEntry *original = find_original (move, action);
  SafiFolderEntry *copy = find_copy (move, action);

  if (copy != NULL) {
    place.uidvalidity = move->to->uidvalidity;
    place.uid = copy->listed.uid;
  }
  if (original != NULL && copy != NULL)
    return tell (move, index, SAFI_MOVE_ASK, &place, "in-both-folders", error);
  if (original != NULL)
    return tell (move, index, SAFI_MOVE_PLANNED, &place, "not-moved", error);
  if (copy != NULL)
    return tell (move, index, SAFI_MOVE_DONE, &place, "seen-in-target", error);
  return tell (move, index, SAFI_MOVE_GONE, &place, "in-neither-folder", error);
}

gboolean
safi_folder_move (SafiFolderMove *move, GPtrArray *actions, GError **error)
{
  for (guint i = 0; i < actions->len; i++) {
    SafiAction *action = actions->pdata[i];
    gboolean fresh = safi_action_get_fields (action)->state == SAFI_MOVE_PLANNED;

    if (g_cancellable_set_error_if_cancelled (move->cancellable, error))
      return FALSE;
    if (fresh ? !begin (move, i, action, error) : !reconcile (move, i, action, error))
      return FALSE;
  }
  return TRUE;
}
