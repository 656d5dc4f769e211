/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-compose.h"

#include <string.h>

#include "app/common/safi-portal.h"
#include "app/messages/safi-draft-files.h"

typedef struct {
  GtkWindow *parent;       /* weak */
  char *uri;               /* mailto: */
  SafiComposed by_address; /* what is handed over by it */
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
find_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "safibox", "reports", NULL);
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

void
safi_compose_tidy (void)
{
  g_autofree char *folder = find_folder ();

  safi_draft_files_tidy (folder, get_now ());
}

/* RFC 6068. */
static void
write_uri (Composing *composing, const SafiDraft *draft)
{
  g_autofree char *address = g_uri_escape_string (draft->address, "@", FALSE);
  g_autofree char *subject = g_uri_escape_string (draft->subject, NULL, FALSE);
  g_auto (GStrv) lines = g_strsplit (draft->body, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\r\n", lines);
  g_autofree char *body = g_uri_escape_string (joined, NULL, FALSE);
  g_autofree char *uri = g_strdup_printf ("mailto:%s?subject=%s&body=%s", address, subject, body);

  composing->by_address = draft->file != NULL ? SAFI_COMPOSE_BARE : SAFI_COMPOSE_WHOLE;
  if (strlen (uri) > SAFI_COMPOSE_URI_MAX) {
    composing->by_address = SAFI_COMPOSE_EMPTY;
    g_free (uri);
    uri = g_strdup_printf ("mailto:%s?subject=%s", address, subject);
  }
  composing->uri = g_steal_pointer (&uri);
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Composing *composing = g_task_get_task_data (task);
  const gboolean is_shown = gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL);

  g_task_return_int (task, is_shown ? composing->by_address : SAFI_COMPOSE_FAILED);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Composing *composing = g_task_get_task_data (task);
  const int response = safi_portal_request_finish (result, NULL, NULL);

  if (response == SAFI_PORTAL_DONE || response == SAFI_PORTAL_CANCELLED)
    g_task_return_int (task,
                       response == SAFI_PORTAL_DONE ? SAFI_COMPOSE_WHOLE : SAFI_COMPOSE_CANCELLED);
  else if (composing->parent == NULL)
    g_task_return_int (task, SAFI_COMPOSE_FAILED);
  else if (!g_task_return_error_if_cancelled (task))
    gtk_show_uri_full (composing->parent, composing->uri, GDK_CURRENT_TIME,
                       g_task_get_cancellable (task), shown_cb, g_object_ref (task));
}

/* @file: -1 if nothing is attached. */
static void
ask_portal (GTask *task, const SafiDraft *draft, int file)
{
  g_autoptr (GUnixFDList) fds = file >= 0 ? g_unix_fd_list_new_from_array (&file, 1) : NULL;
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "address", "s", draft->address);
  g_variant_dict_insert (&options, "subject", "s", draft->subject);
  g_variant_dict_insert (&options, "body", "s", draft->body);
  if (fds != NULL)
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
  g_autofree char *folder = find_folder ();
  const int file = draft->file != NULL
                       ? safi_draft_files_add (folder, draft->file_name, draft->file, get_now ())
                       : -1;

  g_set_weak_pointer (&composing->parent, parent);
  write_uri (composing, draft);
  g_task_set_task_data (task, composing, free_composing);
  if (file >= 0 || draft->file == NULL)
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
