/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A sheet to translate one text of Safibox into the language spoken now. */
#define SAFI_TYPE_TRANSLATE_SHEET (safi_translate_sheet_get_type ())
G_DECLARE_FINAL_TYPE (SafiTranslateSheet, safi_translate_sheet, SAFI, TRANSLATE_SHEET, AdwWindow)

/* Shows above @parent the texts behind @seen (element-type utf8) to choose from, or the one; where
 * none is found, all can be searched. */
void safi_translate_sheet_present (GtkWindow *parent, GPtrArray *seen);

G_END_DECLS
