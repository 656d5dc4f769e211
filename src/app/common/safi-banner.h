/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A strip below the header bar with a sentence and at most two buttons.
 * Signals: "first-clicked", "second-clicked". */
#define SAFI_TYPE_BANNER (safi_banner_get_type ())
G_DECLARE_FINAL_TYPE (SafiBanner, safi_banner, SAFI, BANNER, AdwBin)

/* Shows @sentence; a NULL label hides its button. */
void safi_banner_show (SafiBanner *self,
                       const char *sentence,
                       const char *first_label,
                       const char *second_label);
/* Narrow: the sentence has a line of its own above the buttons. */
void safi_banner_set_narrow (SafiBanner *self, gboolean is_narrow);
void safi_banner_hide (SafiBanner *self);

G_END_DECLS
