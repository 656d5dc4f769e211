/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/home/safi-refresher-state.h"
#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* The main window: the first questions, or the pages, or what keeps Safibox from starting.
 * Signal "language-chosen" (const char *code). */
#define SAFI_TYPE_WINDOW (safi_window_get_type ())
G_DECLARE_FINAL_TYPE (SafiWindow, safi_window, SAFI, WINDOW, AdwApplicationWindow)

SafiWindow *
safi_window_new (GtkApplication *application, GSettings *settings, SafiRefresherState *refresher);

/* The engine runs: shows the pages, or the first questions if they were never answered. */
void safi_window_set_engine (SafiWindow *self, SafiEngine *engine);
void safi_window_show_trouble (SafiWindow *self, const GError *error);

/* Ends the first questions, for good. */
void safi_window_finish_first_run (SafiWindow *self);
void safi_window_show_home (SafiWindow *self);
void safi_window_show_messages (SafiWindow *self, SafiJudgedFilter filter);

/* A short note; @undo_run: (0 = none) offers to move that run back. */
void safi_window_tell (SafiWindow *self, const char *sentence, gint64 undo_run);

G_END_DECLS
