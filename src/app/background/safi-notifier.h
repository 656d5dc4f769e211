/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is told outside of the window: one notification for each check that has news, in place of
 * the one before; one a day while it only watches. They work without a window, and do nothing where
 * no notification service answers. Their buttons are actions of @application: "look-at" (s) and
 * "undo-run" (x). Main thread only. */

/* @moved messages were moved in @run (0 = not known); @unsure need an answer. Without
 * @tells_moves mail that was only moved is no reason to tell. */
void safi_notifier_tell_check (GApplication *application,
                               guint moved,
                               guint unsure,
                               gint64 run,
                               gboolean tells_moves);

/* What would have been moved, as a sentence. */
void safi_notifier_tell_day (GApplication *application, const char *sentence);

/* What became of a button that was pressed while no window was open. */
void safi_notifier_answer (GApplication *application, const char *sentence);

/* The person looks at the window, or took back what was told: takes them all back, in a moment. */
void safi_notifier_withdraw (GApplication *application);

/* The program ends, and nobody will hear their buttons: takes them all back. */
void safi_notifier_end (GApplication *application);

G_END_DECLS
