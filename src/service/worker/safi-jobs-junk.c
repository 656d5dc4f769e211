/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/worker/safi-jobs.h"

#include "core/base/safi-error.h"
#include "service/mailbox/safi-mover.h"

void
safi_junk_folder_free (SafiJunkFolder *folder)
{
  if (folder == NULL)
    return;
  g_free (folder->name);
  g_free (folder);
}

/* As the server has them now. Returns: (transfer none) (nullable): NULL with or without @error. */
static SafiFolder *
find_junk (SafiSession *session, GCancellable *cancellable, GError **error)
{
  GPtrArray *folders;

  g_clear_pointer (&session->folders, g_ptr_array_unref);
  g_clear_pointer (&session->junk_folder, g_free);
  folders = safi_session_list_folders (session, cancellable, error);
  return folders != NULL ? safi_folder_find (folders, SAFI_FOLDER_JUNK) : NULL;
}

gpointer
safi_job_name_junk (SafiSession *session,
                    SafiRequest *request,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (SafiJunkFolder) junk = g_new0 (SafiJunkFolder, 1);
  g_autoptr (GError) local = NULL;
  SafiFolder *folder;

  if (!safi_mover_connect (session, cancellable, error))
    return NULL;
  folder = find_junk (session, cancellable, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  junk->is_there = folder != NULL;
  junk->name = folder != NULL ? g_strdup (folder->display_name)
                              : safi_mail_source_name_junk (session->source, cancellable, error);
  /* A question mends nothing: the problem stays told until the folder is there. */
  session->is_connected = FALSE;
  return junk->name != NULL ? g_steal_pointer (&junk) : NULL;
}

/* Where the reply was lost, one looks before one makes it again: the source does so. */
static char *
create (SafiSession *session, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *raw = safi_mail_source_create_junk (session->source, name, cancellable, &local);

  if (raw != NULL)
    return raw;
  if (safi_error_get_remedy (local) == SAFI_REMEDY_TRY_LATER &&
      safi_mover_connect (session, cancellable, NULL))
    return safi_mail_source_create_junk (session->source, name, cancellable, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

gpointer
safi_job_create_junk (SafiSession *session,
                      SafiRequest *request,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *raw = NULL;

  if (!safi_mover_connect (session, cancellable, error))
    return NULL;
  raw = create (session, request->folder, cancellable, error);
  if (raw == NULL)
    return NULL;
  g_clear_pointer (&session->folders, g_ptr_array_unref);
  g_clear_pointer (&session->junk_folder, g_free);
  return session;
}
