/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-file-save.h"

#include "app/common/safi-file-choose.h"

typedef struct {
  GtkWindow *parent; /* (nullable), weak: from the answer on */
  GBytes *octets;
  GFileCreateFlags flags;
  SafiFileSaved saved;
} Saving;

static void
free_saving (Saving *saving)
{
  g_clear_weak_pointer (&saving->parent);
  g_bytes_unref (saving->octets);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, free_saving)

static void
written_cb (GObject *file, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = g_file_replace_contents_finish (G_FILE (file), result, NULL, &error);

  if (!is_saved)
    g_debug ("save: %s", error->message);
  if (saving->parent != NULL)
    saving->saved (saving->parent, is_saved);
}

static void
chosen_cb (GtkWindow *parent, GFile *file, gpointer user_data)
{
  Saving *saving = user_data;

  g_set_weak_pointer (&saving->parent, parent);
  g_file_replace_contents_bytes_async (file, saving->octets, NULL, FALSE, saving->flags, NULL,
                                       written_cb, saving);
}

void
safi_file_save (GtkWindow *parent,
                const char *title,
                const char *name,
                GBytes *octets,
                GFileCreateFlags flags,
                SafiFileSaved saved)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  Saving *saving = g_new0 (Saving, 1);

  saving->octets = g_bytes_ref (octets);
  saving->flags = flags;
  saving->saved = saved;
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  safi_file_choose (parent, chooser, chosen_cb, saving, (GDestroyNotify) free_saving);
}
