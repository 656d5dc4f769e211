/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*SafiFileSaved) (GtkWindow *parent, gboolean is_saved);

/* Asks above @parent where @octets are to be kept, proposes the file name @name, and writes them
 * there with @flags. @saved is called after an attempt, unless @parent is gone by then; what was
 * chosen is written all the same. One question at a time for each window. Main thread only. */
void safi_file_save (GtkWindow *parent,
                     const char *title,
                     const char *name,
                     GBytes *octets,
                     GFileCreateFlags flags,
                     SafiFileSaved saved);

G_END_DECLS
