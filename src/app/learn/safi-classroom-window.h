/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The window of classroom mode: first how old the pupils are, then the page Learn for them. Signal:
 * "language-chosen" (char *language). */
#define SAFI_TYPE_CLASSROOM_WINDOW (safi_classroom_window_get_type ())
G_DECLARE_FINAL_TYPE (SafiClassroomWindow,
                      safi_classroom_window,
                      SAFI,
                      CLASSROOM_WINDOW,
                      AdwApplicationWindow)

SafiClassroomWindow *safi_classroom_window_new (GtkApplication *application, GSettings *settings);

void safi_classroom_window_tell (SafiClassroomWindow *self, const char *sentence);

G_END_DECLS
