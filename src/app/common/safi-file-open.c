/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-file-open.h"

#include <glib/gi18n.h>

#include "app/common/safi-file-choose.h"

typedef struct {
  GtkWindow *parent; /* (nullable), weak */
  gsize size;        /* of buffer */
  guint8 *buffer;    /* (nullable) */
  SafiFileOpened opened;
} Opening;

static void
free_opening (Opening *opening)
{
  g_clear_weak_pointer (&opening->parent);
  g_free (opening->buffer);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, free_opening)

static void
tell (Opening *opening, GBytes *octets, const GError *error)
{
  if (opening->parent != NULL)
    opening->opened (opening->parent, octets, error);
}

static void
read_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) octets = NULL;
  gsize n_read;

  if (g_input_stream_read_all_finish (G_INPUT_STREAM (stream), result, &n_read, &error))
    octets = g_bytes_new (opening->buffer, n_read);
  tell (opening, octets, error);
}

static void
opened_cb (GObject *file, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (file), result, &error);
  Opening *reading;

  if (stream == NULL) {
    tell (opening, NULL, error);
    return;
  }
  reading = g_steal_pointer (&opening);
  reading->buffer = g_malloc (reading->size);
  g_input_stream_read_all_async (G_INPUT_STREAM (stream), reading->buffer, reading->size,
                                 G_PRIORITY_DEFAULT, NULL, read_cb, reading);
}

static void
chosen_cb (GtkWindow *parent, GFile *file, gpointer user_data)
{
  Opening *opening = user_data;

  g_set_weak_pointer (&opening->parent, parent);
  g_file_read_async (file, G_PRIORITY_DEFAULT, NULL, opened_cb, opening);
}

static Opening *
make_opening (gsize octets_max, SafiFileOpened opened)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->size = octets_max + 1;
  opening->opened = opened;
  return opening;
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *pattern)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

void
safi_file_open (GtkWindow *parent,
                const char *title,
                const char *kind,
                const char *suffix,
                gsize octets_max,
                SafiFileOpened opened)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  Opening *opening = make_opening (octets_max, opened);
  g_autofree char *pattern = g_strconcat ("*", suffix, NULL);

  add_filter (GTK_FILE_CHOOSER (chooser), kind, pattern);
  /* Translators: in the list of kinds of a file chooser. */
  add_filter (GTK_FILE_CHOOSER (chooser), _ ("All files"), "*");
  safi_file_choose (parent, chooser, chosen_cb, opening, (GDestroyNotify) free_opening);
}

void
safi_file_open_named (GtkWindow *parent, GFile *file, gsize octets_max, SafiFileOpened opened)
{
  chosen_cb (parent, file, make_opening (octets_max, opened));
}
