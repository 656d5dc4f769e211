/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a server's answer means to Safibox; of the network: core/base/safi-network-error.h. */

/* A busy server may say for how long it wants to be left alone: safi_error_get_wait. */

/* Sets the error of a sign-in that the server refused. @with_token: an access token was shown, not
 * a password. @code: (nullable): its response code in upper case; @text: its words, which are only
 * looked at. Returns: FALSE. */
gboolean safi_imap_error_set_sign_in (GError **error,
                                      gboolean with_token,
                                      const char *code,
                                      const char *text);

/* The same for any other command that was answered NO or BAD. */
gboolean safi_imap_error_set_refused (GError **error, const char *code, const char *text);

/* The same for a server that says good-bye. */
gboolean safi_imap_error_set_bye (GError **error, const char *code, const char *text);

gboolean safi_imap_error_set_protocol (GError **error, const char *what);

G_END_DECLS
