/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dns-server.h"
#include "fake-network.h"
#include "service/scan/safi-scan.h"

/* An account at work on one thread: its session is an IMAP account's, its mail a directory, its
 * DNS a server on loopback. */

#define SENDERS_ACCOUNT "11111111-2222-3333-4444-555555555555"
#define SENDERS_NOW G_GINT64_CONSTANT (1795100000) /* 2026-11-19: seconds UTC */
#define SENDERS_RECENT (SENDERS_NOW - 3600)

/* The line of the provider's server that took it in. */
#define SENDERS_RECEIVED                                                                           \
  "Received: from relay.bank.example (relay.bank.example [192.0.2.1])\r\n"                         \
  "\tby mx.provider.example (Postfix) with ESMTPS id 1; Thu, 19 Nov 2026 10:00:00 +0000\r\n"

typedef struct {
  char *root;
  SafiClock *clock;
  DnsServer *server;
  FakeNetwork *network;
  SafiAuthenticator *authenticator;
  SafiSession *session;
} Senders;

/* Its DNS knows bank.example, which sends from 192.0.2.1 and refuses the rest, plain.example, which
 * only sends from there, stranger.example, which does not, and the key of example.com, which only
 * signs. */
Senders *senders_new (void);
void senders_free (Senders *self);

/* Another session, as after a restart. */
void senders_restart (Senders *self, SafiAccountKind kind);

/* Writes a message of @author ("x@bank.example"), handed over by 192.0.2.1 for @mail_from, and
 * received at @date. @extra: (nullable): more fields. */
void senders_deliver (Senders *self,
                      guint number,
                      const char *author,
                      const char *mail_from,
                      const char *extra,
                      gint64 date);

/* The same for a message that is written out, as it left the sender. */
void senders_deliver_text (Senders *self, guint number, const char *text, gint64 date);

/* A message as it lies in the mailbox. */
void senders_deliver_octets (Senders *self, guint number, const char *text, gint64 date);

/* Checks as the policy says. FALSE with @error. */
gboolean senders_try_check (Senders *self, GCancellable *cancellable, GError **error);
void senders_check (Senders *self);

/* What the store knows of the message. Returns: (transfer full) (nullable). */
SafiAuthResult *senders_find (Senders *self, guint number);
gint64 senders_count (Senders *self, const char *sql);
void senders_run_sql (Senders *self, const char *sql);
