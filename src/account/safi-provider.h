/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-account.h"

G_BEGIN_DECLS

typedef enum {
  SAFI_SIGN_IN_PASSWORD,
  SAFI_SIGN_IN_APP_PASSWORD,    /* a password made for this program only */
  SAFI_SIGN_IN_ONLINE_ACCOUNTS, /* only through the desktop's online accounts */
  SAFI_SIGN_IN_NEEDS_CLIENT_ID, /* only in the browser, which needs a registered client */
} SafiSignIn;

/* One line of data/providers.tsv: what is known about a mail provider. Shared and read-only. */
typedef struct {
  const char *name;
  const char *host;
  guint16 port;
  SafiSecurity security;
  gboolean user_is_local_part; /* the sign-in name is what stands before the @ */
  SafiSignIn works_now;
  const char *help_url; /* "" if none */
} SafiProvider;

/* The provider of an e-mail address by its domain. Returns: (nullable) (transfer none). */
const SafiProvider *safi_provider_lookup (const char *address);

/* The provider that an IMAP server belongs to, any case. Returns: (nullable) (transfer none). */
const SafiProvider *safi_provider_lookup_host (const char *host);

/* TRUE if @address looks like local@domain; nothing is asked of any network. */
gboolean safi_address_is_plausible (const char *address);

G_END_DECLS
