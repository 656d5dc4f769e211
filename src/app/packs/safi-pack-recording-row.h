/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "awareness/draft/safi-pack-draft.h"

G_BEGIN_DECLS

/* A row in which a tip of a draft gets a recording, one for each language: it is chosen, heard and
 * removed. What is chosen goes into the draft at once, and the action "maker.changed" of a widget
 * above is called. */
#define SAFI_TYPE_PACK_RECORDING_ROW (safi_pack_recording_row_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackRecordingRow,
                      safi_pack_recording_row,
                      SAFI,
                      PACK_RECORDING_ROW,
                      GtkListBoxRow)

/* @part: a tip, which must be there as long as the row. */
GtkWidget *safi_pack_recording_row_new (SafiDraftPart *part);

/* Shows who reads the tip aloud in @language. */
void safi_pack_recording_row_show (SafiPackRecordingRow *self, const char *language);

G_END_DECLS
