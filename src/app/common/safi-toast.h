/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Tells a sentence long enough to notice it and read it slowly: plain text, on as many lines as it
 * needs; a toast's own title is cut after one.
 * Returns: (transfer full). */
AdwToast *safi_toast_new (const char *sentence);

/* Adds the button "Undo", and time to think and to reach it by keys. @target: (nullable). */
void safi_toast_offer_undo (AdwToast *toast, const char *action, GVariant *target);

/* Lets Escape close the window that @toasts, whose child must be there, fills, also while a
 * sentence is told. */
void safi_toast_close_by_escape (AdwToastOverlay *toasts);

G_END_DECLS
