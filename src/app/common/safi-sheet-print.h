/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Prints plain @text, page after page, after the person has chosen a printer.
 * Returns: FALSE with @error; a person who cancels is no error. */
gboolean safi_sheet_print (GtkWindow *parent, const char *text, GError **error);

G_END_DECLS
