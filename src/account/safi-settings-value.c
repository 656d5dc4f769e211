/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/safi-settings-private.h"

#include <string.h>

static gboolean
is_under (const char *host, const char *domain)
{
  gsize host_length = strlen (host);
  gsize length = strlen (domain);

  return g_ascii_strcasecmp (host, domain) == 0 ||
         (host_length > length && host[host_length - length - 1] == '.' &&
          g_ascii_strcasecmp (host + host_length - length, domain) == 0);
}

void
safi_settings_free (SafiSettings *settings)
{
  if (settings == NULL)
    return;
  g_free (settings->host);
  g_free (settings->user);
  g_free (settings);
}

SafiSettings *
safi_settings_new_known (const SafiProvider *provider, const char *address)
{
  SafiSettings *settings = g_new0 (SafiSettings, 1);

  settings->origin = SAFI_SETTINGS_KNOWN;
  settings->host = g_strdup (provider->host);
  settings->port = provider->port;
  settings->security = provider->security;
  settings->user = provider->user_is_local_part ? g_strndup (address, strcspn (address, "@"))
                                                : g_strdup (address);
  settings->provider = provider;
  return settings;
}

SafiSettings *
safi_settings_new_found (SafiSettingsOrigin origin,
                         const char *host,
                         const char *domain,
                         const char *address)
{
  SafiSettings *settings = g_new0 (SafiSettings, 1);

  settings->origin = origin;
  settings->host = g_strdup (host);
  settings->user = g_strdup (address);
  settings->provider = safi_provider_lookup_host (host);
  settings->is_elsewhere = settings->provider == NULL && !is_under (host, domain);
  return settings;
}
