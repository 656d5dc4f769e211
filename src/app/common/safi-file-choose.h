/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @user_data: (transfer full). */
typedef void (*SafiFileChosen) (GtkWindow *parent, GFile *file, gpointer user_data);

/* Shows @chooser (transfer full) above @parent; a question that was open there before goes. @chosen
 * is called if the person chose a file while @parent was there; else @free_data (nullable) frees
 * @user_data. */
void safi_file_choose (GtkWindow *parent,
                       GtkFileChooserNative *chooser,
                       SafiFileChosen chosen,
                       gpointer user_data,
                       GDestroyNotify free_data);

G_END_DECLS
