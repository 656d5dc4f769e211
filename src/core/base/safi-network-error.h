/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/base/safi-error.h"

G_BEGIN_DECLS

/* What a fault of the network or of a certificate means to Safibox. */

/* Sets an error that says @what and, for whoever reads logs, the word of @code. Returns: FALSE. */
gboolean safi_network_error_set (GError **error, SafiError code, const char *what);

/* Replaces an error of GIO by one of SAFI_ERROR; cancelling stays what it is. */
void safi_network_error_translate (GError **error);

/* Sets the error of a certificate that was refused for @flags. @certificate: (nullable): with its
 * issuers, as the server sent them; they tell a wrong clock of this computer from a certificate
 * that nobody renewed. Returns: FALSE. */
gboolean safi_network_error_set_certificate (GError **error,
                                             GTlsCertificateFlags flags,
                                             GTlsCertificate *certificate);

G_END_DECLS
