/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/report/safi-sheet.h"

G_BEGIN_DECLS

/* A why-sheet: one's own before it is handed over, exactly as it will be; or one that came from
 * somebody else. Nothing in it is judged, taught or remembered. */
#define SAFI_TYPE_SHEET_WINDOW (safi_sheet_window_get_type ())
G_DECLARE_FINAL_TYPE (SafiSheetWindow, safi_sheet_window, SAFI, SHEET_WINDOW, AdwWindow)

/* @octets: as safi_sheet_write makes them. */
void safi_sheet_window_present_own (GtkWindow *parent, GBytes *octets);

/* Reads @file, at most SAFI_SHEET_OCTETS_MAX octets of it, and shows it or says why not. */
void safi_sheet_window_open (GtkWindow *parent, GFile *file);

G_END_DECLS
