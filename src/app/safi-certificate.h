/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "awareness/safi-practice-record.h"

G_BEGIN_DECLS

/* Asks above @parent which printer. FALSE: @error is set. */
gboolean safi_certificate_print (GtkWindow *parent,
                                 const char *name,
                                 const SafiPracticeScore *score,
                                 GError **error);

G_END_DECLS
