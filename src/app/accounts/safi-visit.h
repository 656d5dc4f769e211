/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Signs in in the person's browser, which opens before this returns (safi_engine_visit_async).
 * SAFI_ERROR_NO_BROWSER: none opened. */
void safi_visit_async (GtkWindow *parent,
                       SafiEngine *engine,
                       SafiOauthService *service,
                       const char *address,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
SafiOauthTokens *safi_visit_finish (GAsyncResult *result, GError **error);

G_END_DECLS
