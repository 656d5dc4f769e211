/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a screen reader is told, also of what is made later: every drop-down list of strings is
 * called by the name that it was given, such as "Country", and described by what is chosen in it; a
 * button by the name that it was given, else by its text, and in a row by the row's title, too; a
 * row is described by its subtitle. To be called once, before the first window. */
void safi_spoken_names_mend (void);

G_END_DECLS
