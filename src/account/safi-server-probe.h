/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/mailbox/safi-account.h"

G_BEGIN_DECLS

#define SAFI_PROBE_LINE_MAX 8192 /* octets of a line of the server */

/* Whether an IMAP server is there whose certificate proves that it is @host: a connection, a
 * greeting (after STARTTLS: the answer to it), good-bye. Nothing of the person is sent. Blocks, at
 * most @seconds for each step; any thread. */
gboolean safi_server_probe (const char *host,
                            guint16 port,
                            SafiSecurity security,
                            GTlsDatabase *database,
                            guint seconds,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
