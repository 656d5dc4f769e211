/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Going on without a window, and starting with the person's session. Outside of a sandbox the first
 * needs nobody's leave and the second is a file (safi-autostart-file.h); in a sandbox the desktop
 * is asked for both, and may refuse (portal "Background"). Main thread only. */

/* FALSE in a sandbox, where only the desktop knows what it granted. */
gboolean safi_autostart_read (gboolean *ret_is_on);

/* @reason: a sentence that the desktop may show to the person. */
void safi_autostart_apply_async (gboolean in_background,
                                 gboolean at_login,
                                 const char *reason,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* What holds now. FALSE with @error: nothing changed, as far as can be told. */
gboolean safi_autostart_apply_finish (GAsyncResult *result,
                                      gboolean *ret_in_background,
                                      gboolean *ret_at_login,
                                      GError **error);

G_END_DECLS
