/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-file-choose.h"

#define CHOOSER "safi-file-chooser" /* of a window: the question as long as it is open */
#define CHOICE "safi-file-choice"   /* of a question: who is told the answer */

typedef struct {
  SafiFileChosen chosen;
  gpointer user_data; /* (nullable) */
  GDestroyNotify free_data;
} Choice;

static void
free_choice (Choice *choice)
{
  if (choice->user_data != NULL && choice->free_data != NULL)
    choice->free_data (choice->user_data);
  g_free (choice);
}

/* A portal may answer when the window is gone: then the signal is no longer connected. */
static void
response_cb (GtkNativeDialog *dialog, int response, GtkWindow *parent)
{
  g_autoptr (GObject) chooser = NULL;
  g_autoptr (GFile) file = NULL;
  Choice *choice = g_object_get_data (G_OBJECT (dialog), CHOICE);

  if (g_object_get_data (G_OBJECT (parent), CHOOSER) != dialog)
    return;
  chooser = g_object_steal_data (G_OBJECT (parent), CHOOSER);
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    choice->chosen (parent, file, g_steal_pointer (&choice->user_data));
}

void
safi_file_choose (GtkWindow *parent,
                  GtkFileChooserNative *chooser,
                  SafiFileChosen chosen,
                  gpointer user_data,
                  GDestroyNotify free_data)
{
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice){ chosen, user_data, free_data };
  g_object_set_data_full (G_OBJECT (chooser), CHOICE, choice, (GDestroyNotify) free_choice);
  g_object_set_data_full (G_OBJECT (parent), CHOOSER, chooser, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), parent, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
