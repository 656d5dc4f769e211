/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "auth/dns/safi-dns-loop.h"
#include "auth/safi-authentication.h"

G_BEGIN_DECLS

/* Messages of which is asked at once who sent them, on their way from an account's thread to the
 * resolver's thread and back. Filled on the account's thread, then left alone until it is done.
 * Reference-counted. */
typedef struct _SafiAuthBatch SafiAuthBatch;

SafiAuthBatch *safi_auth_batch_new (void);
SafiAuthBatch *safi_auth_batch_ref (SafiAuthBatch *self);
void safi_auth_batch_unref (SafiAuthBatch *self);

/* @request: as for safi_authentication_new. */
void
safi_auth_batch_add (SafiAuthBatch *self, SafiMessage *message, const SafiAuthRequest *request);
guint safi_auth_batch_get_size (SafiAuthBatch *self);

/* TRUE if somebody else may have to be asked about a message. */
gboolean safi_auth_batch_may_ask (SafiAuthBatch *self);

/* Before it is begun, and once it is done, on the account's thread. Both (transfer none); the
 * result is (nullable): it was cancelled before. */
SafiAuthentication *safi_auth_batch_get_authentication (SafiAuthBatch *self, guint i);
SafiAuthResult *safi_auth_batch_get_result (SafiAuthBatch *self, guint i);

/* Blocks until it is done, at most @milliseconds. Returns: whether it is. */
gboolean safi_auth_batch_wait (SafiAuthBatch *self, guint milliseconds);
/* Nobody waits for it any more. */
void safi_auth_batch_cancel (SafiAuthBatch *self);

/* For who runs it. @loop: (nullable): without one nothing may be asked for. Blocks at most
 * @seconds; then it is done. */
void safi_auth_batch_run (SafiAuthBatch *self, SafiDnsLoop *loop, guint seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiAuthBatch, safi_auth_batch_unref)

G_END_DECLS
