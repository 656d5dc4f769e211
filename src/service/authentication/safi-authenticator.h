/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-clock.h"
#include "core/mailbox/safi-contacts.h"
#include "service/authentication/safi-auth-batch.h"

G_BEGIN_DECLS

/* Finds out over the network who really sent messages: one thread for all accounts, which alone
 * knows the DNS servers, what they answered, and how far they can be believed. It starts with the
 * first batch that has to ask somebody. Made and freed on the main thread, which sees the network
 * change; begin may be called on every thread. */
typedef struct _SafiAuthenticator SafiAuthenticator;

#define SAFI_AUTHENTICATOR_SECONDS                                                                 \
  8 /* for a batch, from begin to done; then what is known counts */

/* @clock: outlives it. @server: (nullable): as for safi_dns_client_new; "" asks nobody.
 * @monitor: (nullable): the network's state; without one it is there and costs nothing. */
SafiAuthenticator *
safi_authenticator_new (SafiClock *clock, const char *server, GNetworkMonitor *monitor);

/* Cancels all batches and joins the thread, which the next batch starts again. Meanwhile no other
 * thread may use it. */
void safi_authenticator_stop (SafiAuthenticator *self);
void safi_authenticator_free (SafiAuthenticator *self);

/* Where each question is written down. Before the first batch. */
void safi_authenticator_set_contacts (SafiAuthenticator *self, SafiContacts *contacts);

/* TRUE if each octet costs money: then only what tells who the author is should be asked. */
gboolean safi_authenticator_is_sparing (SafiAuthenticator *self);

/* TRUE if it makes sense to ask now: the network is there, and DNS servers answered lately, or were
 * not asked yet. */
gboolean safi_authenticator_is_able (SafiAuthenticator *self);

/* Does @batch; while the network is not there, or is a page to sign in at, nobody is asked and what
 * is found out is not final. */
void safi_authenticator_begin (SafiAuthenticator *self, SafiAuthBatch *batch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiAuthenticator, safi_authenticator_free)

G_END_DECLS
