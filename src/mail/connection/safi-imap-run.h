/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Starts an asynchronous call with the cancellable it is given; its result goes to @callback with
 * @callback_data. */
typedef void (*SafiImapBegin) (gpointer object,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer callback_data,
                               gpointer user_data);

/* Runs such a call, a handshake for instance, in a context of its own and waits until it has ended.
 * Returns: (transfer full) (nullable): the result, to be finished by the caller; NULL with @error
 * if the caller cancelled or @milliseconds were over. */
GAsyncResult *safi_imap_run (SafiImapBegin begin,
                             gpointer object,
                             gpointer user_data,
                             guint milliseconds,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
