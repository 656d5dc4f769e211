/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-help.h"

#include "app/help/safi-help-window.h"

typedef struct {
  GtkWindow *parent; /* (nullable) weak */
  char *page;
} Request;

/* @place: a folder such as /usr/share/help. Returns: (transfer full) (nullable). */
static char *
find_folder_in (const char *place)
{
  const char *const *languages = g_get_language_names ();

  for (guint i = 0; languages[i] != NULL; i++) {
    g_autofree char *folder = g_build_filename (place, languages[i], "safibox", NULL);
    g_autofree char *index = g_build_filename (folder, "index.page", NULL);

    if (g_file_test (index, G_FILE_TEST_IS_REGULAR))
      return g_steal_pointer (&folder);
  }
  return NULL;
}

/* Where a help viewer looks. */
static char *
find_public_folder (void)
{
  const char *const *places = g_get_system_data_dirs ();

  for (guint i = 0; places[i] != NULL; i++) {
    g_autofree char *place = g_build_filename (places[i], "help", NULL);
    char *folder = find_folder_in (place);

    if (folder != NULL)
      return folder;
  }
  return NULL;
}

char *
safi_help_find_folder (void)
{
  char *folder = find_public_folder ();

  return folder != NULL ? folder : find_folder_in (SAFI_HELP_DIR);
}

static gboolean
has_viewer (void)
{
  g_autoptr (GAppInfo) viewer = g_app_info_get_default_for_uri_scheme ("help");
  g_autofree char *folder = find_public_folder ();

  return viewer != NULL && folder != NULL;
}

static void
free_request (Request *request)
{
  g_clear_weak_pointer (&request->parent);
  g_free (request->page);
  g_free (request);
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL))
    safi_help_window_present (request->parent, request->page);
  free_request (request);
}

void
safi_help_open (GtkWindow *parent, const char *page)
{
  g_autofree char *uri = g_strconcat ("help:safibox/", page, NULL);
  Request *request;

  if (parent == NULL || !has_viewer ()) {
    safi_help_window_present (parent, page);
    return;
  }
  request = g_new0 (Request, 1);
  g_set_weak_pointer (&request->parent, parent);
  request->page = g_strdup (page);
  gtk_show_uri_full (parent, uri, GDK_CURRENT_TIME, NULL, shown_cb, request);
}

static gboolean
key_cb (GtkWidget *widget, GVariant *page, gpointer user_data)
{
  safi_help_open (GTK_WINDOW (gtk_widget_get_root (widget)), g_variant_get_string (page, NULL));
  return TRUE;
}

void
safi_help_install_key (GtkWidgetClass *widget_class, const char *page)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F1, 0, key_cb, "s", page);
}
