/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/boundary/safi-bounce.h"
#include "auth/boundary/safi-provider-learning.h"
#include "auth/dns/safi-dns.h"
#include "core/authentication/safi-auth-result.h"
#include "core/authentication/safi-kept-key.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* What is known beside the message. Copied where it is kept, but for the functions' data. */
typedef struct {
  SafiProviderProfile *profile;
  const char *address;           /* the person's own; "" if not known */
  gint64 received;               /* seconds UTC, where the header does not tell (INTERNALDATE); 0 */
  gint64 now;                    /* seconds UTC */
  const char *const *certifiers; /* (nullable) NULL-terminated: whom the person trusts to vouch */
  const char *const *dns_lists;  /* (nullable) NULL-terminated: zones that the person chose */
  gboolean provider_only;   /* believe or doubt the provider, ask nobody: old mail, by choice */
  gboolean is_sparing;      /* ask only what can tell who the author is: each octet costs money */
  gboolean is_known;        /* from a correspondent, a confirmed list or forwarder */
  gboolean always_proved;   /* mail from this author's domain always proved itself so far */
  GBytes *batv_key;         /* (nullable): of the person's mail server */
  SafiWasSentFunc was_sent; /* (nullable): see safi-bounce.h */
  gpointer was_sent_data;
} SafiAuthRequest;

/* All mechanisms over one message, read once; nothing expensive is done twice however often it is
 * run. One thread at a time. */
typedef struct _SafiAuthentication SafiAuthentication;

SafiAuthentication *safi_authentication_new (SafiMessage *message, const SafiAuthRequest *request);
void safi_authentication_free (SafiAuthentication *self);

/* Runs over what @resolver knows; while it answers OPEN the result is not to be used: see
 * SafiResolver. Where the provider's word about DMARC can be believed, nobody is asked about the
 * author; the relay is looked at only if nothing proves the author. On the resolver's thread.
 * @resolver: (nullable) with provider_only.
 * Returns: (transfer full). */
SafiAuthResult *safi_authentication_run (SafiAuthentication *self, SafiResolver *resolver);

/* The names of the keys that its signatures need. Returns: (transfer full): NULL-terminated. */
char **safi_authentication_list_key_names (SafiAuthentication *self);

/* Before the first run: @key was seen before, and may stand in where the DNS has none. @key:
 * (transfer full). */
void safi_authentication_add_key (SafiAuthentication *self, SafiKeptKey *key);

/* The keys that the DNS gave. Returns: (transfer none) (element-type SafiKeptKey): of the last run.
 */
GPtrArray *safi_authentication_get_seen_keys (SafiAuthentication *self);

/* Takes into @learning what the message shows about the provider. @result: of the last run. On
 * every thread. */
void safi_authentication_teach (SafiAuthentication *self,
                                const SafiAuthResult *result,
                                SafiProviderLearning *learning);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiAuthentication, safi_authentication_free)

G_END_DECLS
