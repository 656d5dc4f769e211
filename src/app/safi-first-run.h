/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The first questions: language and country; then what Safibox does, and three doors.
 * Signals: "language-chosen" (const char *code): the window should speak it from now on;
 * "finished": the person skipped, or went through a door. */
#define SAFI_TYPE_FIRST_RUN (safi_first_run_get_type ())
G_DECLARE_FINAL_TYPE (SafiFirstRun, safi_first_run, SAFI, FIRST_RUN, AdwBin)

/* @settings keeps the answers. */
void safi_first_run_set_settings (SafiFirstRun *self, GSettings *settings);

G_END_DECLS
