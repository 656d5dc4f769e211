/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "print/safi-print.h"

G_BEGIN_DECLS

/* Prints @document (transfer full) after the person has chosen a printer; on other paper than A4 it
 * is made smaller. Returns: FALSE with @error; a person who cancels is no error. */
gboolean safi_print_job_run (GtkWindow *parent, SafiPrintDocument *document, GError **error);

G_END_DECLS
