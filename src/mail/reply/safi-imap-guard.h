/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stands between the server and libetpan's parser. libetpan 1.9.4 reads beyond or dereferences NULL
 * on some lines that a server may send, so it only ever sees responses rebuilt here: of kinds that
 * Safibox uses, with items that are well formed. Everything else is left out; FETCH is read by
 * safi-imap-fetch-reply.c. */

/* @response: an untagged response without "* ", with its literals and without its last line end.
 * Returns: (transfer full) (nullable): the same in a form that libetpan can take, ending in CRLF;
 * NULL if nothing of it is wanted. */
GString *safi_imap_guard_clean (const char *response, gsize length);

G_END_DECLS
