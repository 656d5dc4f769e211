/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "account/safi-provider.h"
#include "core/mailbox/safi-contacts.h"

G_BEGIN_DECLS

/* The settings of a mail server, found from an e-mail address: the table of providers, then what
 * the domain itself announces (RFC 6186), then the names that most servers have. All that leaves
 * this computer are look-ups of names of the domain and TLS handshakes: no address, no password. */

typedef enum {
  SAFI_SETTINGS_KNOWN,     /* in the table */
  SAFI_SETTINGS_ANNOUNCED, /* by the domain, in the DNS */
  SAFI_SETTINGS_GUESSED,   /* by its usual name */
} SafiSettingsOrigin;

typedef struct {
  SafiSettingsOrigin origin;
  char *host;
  guint16 port;
  SafiSecurity security;
  char *user;
  const SafiProvider *provider; /* (nullable) */
  gboolean is_elsewhere;        /* announced, under another domain that is no known provider: the
                                 * person must agree (RFC 6186 section 6) */
} SafiSettings;

void safi_settings_free (SafiSettings *settings);

/* How servers are looked for. */
typedef struct {
  GTlsDatabase *database; /* (nullable): trusted certificates instead of the system's */
  guint16 tls_port;       /* of guesses */
  guint16 starttls_port;
  guint seconds;          /* for the names, and for each of at most three rounds of servers */
  SafiContacts *contacts; /* (nullable) */
} SafiSearch;

#define SAFI_SEARCH_DEFAULT                                                                        \
  {                                                                                                \
    NULL, 993, 143, 6, NULL                                                                        \
  }

/* Announced servers of each kind that are tried. */
#define SAFI_SETTINGS_TARGETS_MAX 3

/* Main thread. @address: plausible (safi_address_is_plausible). A known provider is found without a
 * network. SAFI_ERROR_NOT_FOUND: the person has to say; SAFI_ERROR_OFFLINE: nobody answers. */
void safi_settings_find_async (const char *address,
                               const SafiSearch *search,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SafiSettings *safi_settings_find_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSettings, safi_settings_free)

G_END_DECLS
