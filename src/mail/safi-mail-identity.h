/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The identity of core/safi-message.h from a header alone (all of it, or only the fields it is made
 * of). Returns: (transfer full). */
char *safi_message_identity_from_header (const char *octets, gsize length);

G_END_DECLS
