/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads files of strangers, which may have no end. Both block; any thread. Returns: (transfer
 * full) (nullable): all octets, or @max of them and one more, which tells that there are too many;
 * NULL with @error (G_IO_ERROR). */
GBytes *
safi_read_stream (GInputStream *stream, gsize max, GCancellable *cancellable, GError **error);
GBytes *safi_read_file (GFile *file, gsize max, GCancellable *cancellable, GError **error);

G_END_DECLS
