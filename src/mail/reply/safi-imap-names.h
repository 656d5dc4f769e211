/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Folder names in modified UTF-7 (RFC 3501 section 5.1.3). The server's raw name stays the key; the
 * decoded one is only shown. */

/* Returns: (transfer full): UTF-8; @name itself, made valid, if it is not modified UTF-7. */
char *safi_imap_name_decode (const char *name);

/* Returns: (transfer full): @text (UTF-8) as modified UTF-7. */
char *safi_imap_name_encode (const char *text);

G_END_DECLS
