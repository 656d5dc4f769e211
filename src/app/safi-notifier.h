/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One notification for each check that has news, replacing the one before. Works without a window,
 * and does nothing where no notification service answers. Main thread only. */
typedef struct _SafiNotifier SafiNotifier;

/* @show and @undo are actions of @actions: "show" without and "undo" with the run (x) to move back.
 */
SafiNotifier *safi_notifier_new (GActionGroup *actions, const char *show, const char *undo);
void safi_notifier_free (SafiNotifier *self);

/* @moved messages were moved in @run; @held_back would have been; @unsure need an answer. */
void
safi_notifier_tell (SafiNotifier *self, guint moved, guint held_back, guint unsure, gint64 run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiNotifier, safi_notifier_free)

G_END_DECLS
