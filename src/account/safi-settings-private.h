/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/safi-settings.h"

G_BEGIN_DECLS

SafiSettings *safi_settings_new_known (const SafiProvider *provider, const char *address);

/* Without port and security. @domain: of the address, in A-labels. */
SafiSettings *safi_settings_new_found (SafiSettingsOrigin origin,
                                       const char *host,
                                       const char *domain,
                                       const char *address);

G_END_DECLS
