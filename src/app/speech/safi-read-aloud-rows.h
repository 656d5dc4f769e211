/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Preferences: whether pages are read aloud, how fast, and whether this computer can. Keeps what is
 * chosen at once. */
#define SAFI_TYPE_READ_ALOUD_ROWS (safi_read_aloud_rows_get_type ())
G_DECLARE_FINAL_TYPE (SafiReadAloudRows,
                      safi_read_aloud_rows,
                      SAFI,
                      READ_ALOUD_ROWS,
                      AdwPreferencesGroup)

G_END_DECLS
