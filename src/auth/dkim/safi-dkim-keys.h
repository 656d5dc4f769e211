/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"
#include "core/authentication/safi-kept-key.h"

G_BEGIN_DECLS

/* A resolver over another one for the keys of one message. The DNS goes first: what was kept counts
 * only where it has no answer, and only
 * - if the key was seen after the message came in: it was published then, whatever became of it; or
 * - if the DNS is out of reach and the record is still good by its own word.
 * A key that vanished before the message came in is not served: some domains publish the private
 * half of keys that they gave up. Never serves without asking, so that an answer from a lying
 * network does not outlive it. On the thread of the other one only. */
#define SAFI_TYPE_DKIM_KEYS (safi_dkim_keys_get_type ())
G_DECLARE_FINAL_TYPE (SafiDkimKeys, safi_dkim_keys, SAFI, DKIM_KEYS, GObject)

/* @kept: (element-type SafiKeptKey): what is known of earlier messages. @received, @now: seconds
 * UTC. */
SafiDkimKeys *
safi_dkim_keys_new (SafiResolver *under, GPtrArray *kept, gint64 received, gint64 now);

/* What the DNS gave. Returns: (transfer full) (element-type SafiKeptKey). */
GPtrArray *safi_dkim_keys_take_seen (SafiDkimKeys *self);

G_END_DECLS
