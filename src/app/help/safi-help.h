/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a page of the help ("index", "undo" ...): in the desktop's help viewer if it has one that
 * finds our pages, else in a window of our own. Works without a network. Main thread.
 * @parent: (nullable). */
void safi_help_open (GtkWindow *parent, const char *page);

/* F1 in a dialog of that class opens @page; the actions of the program do not reach dialogs. */
void safi_help_install_key (GtkWidgetClass *widget_class, const char *page);

/* The folder with the pages in the language spoken now, else in English.
 * Returns: (transfer full) (nullable): NULL if they are not installed. */
char *safi_help_find_folder (void);

G_END_DECLS
