/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-compose.h"

#include <fcntl.h>
#include <string.h>

#include <glib/gstdio.h>

#include "app/safi-portal.h"

typedef struct {
  GtkWindow *parent; /* weak */
  char *uri;         /* mailto: */
} Composing;

static void
free_composing (gpointer data)
{
  Composing *composing = data;

  g_clear_weak_pointer (&composing->parent);
  g_free (composing->uri);
  g_free (composing);
}

static char *
find_directory (void)
{
  return g_build_filename (g_get_user_cache_dir (), "safibox", "reports", NULL);
}

void
safi_compose_tidy (void)
{
  g_autofree char *path = find_directory ();
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    GStatBuf status;

    if (g_stat (file, &status) == 0 && now - status.st_mtime > SAFI_COMPOSE_KEPT_HOURS * 3600)
      g_unlink (file);
  }
}

/* A mail program reads the file later, through its path, so it has one. Returns: -1 on failure. */
static int
open_file (const SafiDraft *draft)
{
  g_autofree char *directory = find_directory ();
  g_autofree char *name = g_strdup_printf ("%08x-%s", g_random_int (), draft->file_name);
  g_autofree char *path = g_build_filename (directory, name, NULL);

  safi_compose_tidy ();
  if (g_mkdir_with_parents (directory, 0700) != 0 ||
      !g_file_set_contents_full (path, g_bytes_get_data (draft->file, NULL),
                                 (gssize) g_bytes_get_size (draft->file),
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    return -1;
  return g_open (path, O_RDONLY | O_CLOEXEC, 0);
}

/* Returns: (transfer full): RFC 6068. */
static char *
write_uri (const SafiDraft *draft)
{
  g_autofree char *address = g_uri_escape_string (draft->address, "@", FALSE);
  g_autofree char *subject = g_uri_escape_string (draft->subject, NULL, FALSE);
  g_auto (GStrv) lines = g_strsplit (draft->body, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\r\n", lines);
  g_autofree char *body = g_uri_escape_string (joined, NULL, FALSE);
  g_autofree char *uri = g_strdup_printf ("mailto:%s?subject=%s&body=%s", address, subject, body);

  return strlen (uri) <= SAFI_COMPOSE_URI_MAX
             ? g_steal_pointer (&uri)
             : g_strdup_printf ("mailto:%s?subject=%s", address, subject);
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const gboolean is_shown = gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL);

  g_task_return_int (task, is_shown ? SAFI_COMPOSE_BARE : SAFI_COMPOSE_FAILED);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Composing *composing = g_task_get_task_data (task);
  const int response = safi_portal_request_finish (result, NULL, NULL);

  if (response == SAFI_PORTAL_DONE || response == SAFI_PORTAL_CANCELLED)
    g_task_return_int (task, response == SAFI_PORTAL_DONE ? SAFI_COMPOSE_ATTACHED
                                                          : SAFI_COMPOSE_CANCELLED);
  else if (composing->parent == NULL)
    g_task_return_int (task, SAFI_COMPOSE_FAILED);
  else if (!g_task_return_error_if_cancelled (task))
    gtk_show_uri_full (composing->parent, composing->uri, GDK_CURRENT_TIME,
                       g_task_get_cancellable (task), shown_cb, g_object_ref (task));
}

static void
ask_portal (GTask *task, const SafiDraft *draft, int file)
{
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new_from_array (&file, 1);
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "address", "s", draft->address);
  g_variant_dict_insert (&options, "subject", "s", draft->subject);
  g_variant_dict_insert (&options, "body", "s", draft->body);
  g_variant_dict_insert_value (&options, "attachment_fds", g_variant_new_parsed ("[handle 0]"));
  safi_portal_request_async ("org.freedesktop.portal.Email", "ComposeEmail", &options, fds,
                             g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
safi_compose_async (GtkWindow *parent,
                    const SafiDraft *draft,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Composing *composing = g_new0 (Composing, 1);
  const int file = open_file (draft);

  g_set_weak_pointer (&composing->parent, parent);
  composing->uri = write_uri (draft);
  g_task_set_task_data (task, composing, free_composing);
  if (file >= 0)
    ask_portal (task, draft, file);
  else
    g_task_return_int (task, SAFI_COMPOSE_FAILED);
}

SafiComposed
safi_compose_finish (GAsyncResult *result)
{
  const gssize composed = g_task_propagate_int (G_TASK (result), NULL);

  return composed >= 0 ? (SafiComposed) composed : SAFI_COMPOSE_FAILED;
}
