/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "auth/dns/safi-ip.h"

G_BEGIN_DECLS

/* Where a provider writes its Authentication-Results: providers disagree. */
typedef enum {
  SAFI_AUTHRES_ABOVE,   /* above the Received field that took the message in */
  SAFI_AUTHRES_BETWEEN, /* right below it, above the next older Received field */
  SAFI_AUTHRES_BELOW,   /* further down, where a sender can write as well */
} SafiAuthresPlace;

const char *safi_authres_place_to_string (SafiAuthresPlace self); /* "above" ... */

typedef struct {
  SafiIp network;
  guint prefix; /* bits, as in safi_ip_is_in */
} SafiIpRange;

#define SAFI_PROVIDER_NAMES_MAX 100 /* of each list */

/* How the provider of one account delivers. Reference-counted, immutable; may cross threads. */
typedef struct {
  char **servers; /* domains of its own servers, and of confirmed forwarders */
  GArray *ranges; /* (element-type SafiIpRange): its own addresses inside */
  char **ids;     /* its authserv-ids, or the domains they end in; lower case */
  SafiAuthresPlace place;
  guint fields_max;       /* Authentication-Results fields that it writes at most; 1 for BETWEEN
                             unless known better, because the next may be the sender's */
  gboolean stamps_always; /* also mail without signature; so a missing field tells something */
  gboolean allows_empty_id;
  gboolean rewrites_bodies; /* after receipt, which breaks DKIM for everybody but itself */
} SafiProviderProfile;

SafiProviderProfile *safi_provider_profile_ref (SafiProviderProfile *self);
void safi_provider_profile_unref (SafiProviderProfile *self);

/* The shipped knowledge (data/auth-providers.json) of the provider that has accounts or servers in
 * @domain. Returns: (transfer full) (nullable). */
SafiProviderProfile *safi_provider_profile_find (const char *domain);

/* What can be known without having seen mail: the shipped knowledge of the domains given, and the
 * organisational domains of the host. @forwarders: (nullable) NULL-terminated.
 * Returns: (transfer full). */
SafiProviderProfile *safi_provider_profile_new_for_account (const char *address_domain,
                                                            const char *imap_host,
                                                            const char *const *forwarders);

/* One object in the form of data/auth-providers.json. Returns: (transfer full) (nullable): NULL
 * with
 * @error (SAFI_ERROR_INVALID). */
SafiProviderProfile *safi_provider_profile_new_from_json (const char *json, GError **error);

/* A copy with more servers and, if @ids is not empty, other ids at another place.
 * Returns: (transfer full). */
SafiProviderProfile *safi_provider_profile_learn (const SafiProviderProfile *self,
                                                  const char *const *servers,
                                                  const char *const *ids,
                                                  SafiAuthresPlace place,
                                                  gboolean stamps_always,
                                                  gboolean rewrites_bodies);

/* TRUE if @host (any case) is in one of the servers' domains. */
gboolean safi_provider_profile_has_server (const SafiProviderProfile *self, const char *host);
gboolean safi_provider_profile_has_address (const SafiProviderProfile *self, const SafiIp *ip);
gboolean safi_provider_profile_has_id (const SafiProviderProfile *self, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiProviderProfile, safi_provider_profile_unref)

G_END_DECLS
