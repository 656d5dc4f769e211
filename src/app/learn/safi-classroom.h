/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Classroom mode: whether the program begins in it, and what an administrator chose for it. It is
 * asked for by the option --classroom, by "safibox/safibox.ini" in a folder of $XDG_CONFIG_DIRS, or
 * by the setting "classroom", which dconf can lock; also by a file of which nobody can tell what it
 * says. Main thread only. */

/* To be called once, before GTK starts and before any settings are read. TRUE: from now on all
 * settings, also those of the toolkit, live in memory only. Where the setting asks for it, the
 * program begins anew for that (exec). */
gboolean safi_classroom_begin (char **argv);

/* Returns: (nullable): the administrator's file, if the program began in classroom mode because
 * nobody can tell what it says. */
const char *safi_classroom_get_broken_file (void);

/* After a begin that was TRUE, at the end of the program: takes away what the toolkit wrote. */
void safi_classroom_end (void);

/* Language, country and text size, as the file says them. What makes no sense is left out. */
void safi_classroom_preset (GSettings *settings);

G_END_DECLS
