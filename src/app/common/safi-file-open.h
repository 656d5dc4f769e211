/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @octets: (nullable): what was read, one octet more than @octets_max of it at the most; NULL with
 * @error. */
typedef void (*SafiFileOpened) (GtkWindow *parent, GBytes *octets, const GError *error);

/* Asks above @parent which file is meant, among those named *@suffix (called @kind) or all, and
 * reads it. @opened is called after an attempt, unless @parent is gone by then. One question at a
 * time for each window. Main thread only. */
void safi_file_open (GtkWindow *parent,
                     const char *title,
                     const char *kind,
                     const char *suffix,
                     gsize octets_max,
                     SafiFileOpened opened);

/* The same for a file that is named already. */
void safi_file_open_named (GtkWindow *parent, GFile *file, gsize octets_max, SafiFileOpened opened);

G_END_DECLS
