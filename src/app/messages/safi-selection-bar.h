/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/messages/safi-answers.h"

G_BEGIN_DECLS

/* What can be said of all messages that are chosen, and how far that is done. Its buttons call the
 * actions "messages.junk", "messages.good", "messages.undo" and "messages.stop". */
#define SAFI_TYPE_SELECTION_BAR (safi_selection_bar_get_type ())
G_DECLARE_FINAL_TYPE (SafiSelectionBar, safi_selection_bar, SAFI, SELECTION_BAR, AdwBin)

/* @answers: whose progress is shown while there is any. @is_wanted: even with fewer than two. */
void safi_selection_bar_show (SafiSelectionBar *self,
                              guint n_chosen,
                              gboolean is_wanted,
                              SafiAnswers *answers);

G_END_DECLS
