/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gio/gunixfdlist.h>

G_BEGIN_DECLS

/* Requests to the desktop's portals (org.freedesktop.portal.Request): called over the session bus,
 * answered later by a signal. One that is cancelled ends at once, and the portal is told so. Main
 * thread only. */

/* Answers of a portal. */
#define SAFI_PORTAL_DONE 0
#define SAFI_PORTAL_CANCELLED 1 /* by the person */

/* Calls @method of @interface, which takes a window (none is named) and @options, which are used
 * up.
 * @fds: (nullable): what handles in @options point to. */
void safi_portal_request_async (const char *interface,
                                const char *method,
                                GVariantDict *options,
                                GUnixFDList *fds,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* @ret_results: (out) (optional) (transfer full): a{sv}. Returns: the portal's answer,
 * SAFI_PORTAL_DONE if it was done; -1 with @error where there is no such portal. */
int safi_portal_request_finish (GAsyncResult *result, GVariant **ret_results, GError **error);

G_END_DECLS
