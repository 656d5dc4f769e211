/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where a long word is broken, @view puts no hyphen from now on: an address would seem to have it.
 * The same as safi-labels.h does for labels. */
void safi_whole_words_keep (GtkTextView *view);

G_END_DECLS
