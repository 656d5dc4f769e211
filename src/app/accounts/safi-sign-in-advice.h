/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/safi-provider.h"
#include "account/safi-settings.h"

G_BEGIN_DECLS

/* What is said of a mail server before anything is typed. All return (transfer full): plain text.
 */

/* What works with this provider. @has_browser: signing in in the browser is offered. */
char *safi_sign_in_advice_for (const SafiProvider *provider, gboolean has_browser);

/* What was found of a server that is in no table. */
char *safi_sign_in_advice_found (const SafiSettings *settings, gboolean has_browser);

char *safi_sign_in_advice_looking (const char *domain);
char *safi_sign_in_advice_not_found (const char *domain, gboolean is_offline);

/* TRUE if a password can be typed for a mailbox there. @provider: (nullable). */
gboolean safi_sign_in_takes_password (const SafiProvider *provider);

G_END_DECLS
