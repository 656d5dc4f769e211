/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/authentication/safi-auth-batch.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* What an account knows of its provider and of who wrote so far, for finding out who really sent
 * the next messages; and what it keeps of what was found out. Belongs to the thread of its store.
 */
typedef struct _SafiSenders SafiSenders;

#define SAFI_SENDERS_AGE                                                                           \
  (48 * 60 * 60) /* seconds: about older mail nobody is asked; keys and                            \
                    addresses may have changed */

/* @store, @account: (transfer none): outlive it. */
SafiSenders *safi_senders_new (SafiStore *store, SafiAccount *account);
void safi_senders_free (SafiSenders *self);

/* What the person says of senders. */
void safi_senders_set_policy (SafiSenders *self, const SafiPolicy *policy);

/* @key: (nullable): what the person's mail server makes its bounce address tags with. */
void safi_senders_set_batv_key (SafiSenders *self, GBytes *key);

/* Adds @message, received at @date (seconds UTC; 0: not known), to @batch, with all that is known
 * beside it. @may_ask: somebody may be asked about it if it is recent. */
gboolean safi_senders_add (SafiSenders *self,
                           SafiAuthBatch *batch,
                           SafiMessage *message,
                           gint64 date,
                           gboolean may_ask,
                           gboolean is_sparing,
                           GError **error);

/* What of a message that was authenticated is kept. */
typedef struct {
  const char *identity;
  gint64 date; /* seconds UTC of receipt; 0 if not known */
} SafiSender;

/* Keeps what @batch found out, and learns from it, all in one transaction. @senders: one for each
 * of the batch. */
gboolean safi_senders_keep (SafiSenders *self,
                            SafiAuthBatch *batch,
                            const SafiSender *senders,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSenders, safi_senders_free)

G_END_DECLS
