/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns-client.h"
#include "auth/dns/safi-dns-trust.h"

G_BEGIN_DECLS

/* Runs what is found out about messages over the network's DNS, again and again until nothing is
 * open: in each round all that is open for all messages is asked at once. What was answered is kept
 * for the next messages. Used by one thread at a time. */

#define SAFI_DNS_LOOP_QUESTIONS_MAX 60 /* of one message */
#define SAFI_DNS_LOOP_SECONDS 20       /* waited for a message, or for a batch */
/* Rounds in which nobody answered; then the system's servers are read again. */
#define SAFI_DNS_LOOP_FAILURES_MAX 2

/* What is done for one message; run several times, and only the last one counts. */
typedef struct {
  void (*run) (SafiResolver *resolver, gpointer user_data);
  gpointer user_data;
} SafiDnsJob;

typedef struct _SafiDnsLoop SafiDnsLoop;

/* @clock: outlives it. @client: (transfer full) (nullable): NULL asks nobody, and every answer is
 * TEMPERROR. Returns: (transfer full). */
SafiDnsLoop *safi_dns_loop_new (SafiClock *clock, SafiDnsClient *client);
void safi_dns_loop_free (SafiDnsLoop *self);

/* Blocks for at most about @seconds; when they are over, each job that is not done runs a last time
 * and sees TEMPERROR for what is open. Questions are asked in turn, one of each job. FALSE with
 * G_IO_ERROR_CANCELLED, or with SAFI_ERROR_OFFLINE without any DNS server: no job's result counts.
 */
gboolean safi_dns_loop_run (SafiDnsLoop *self,
                            const SafiDnsJob *jobs,
                            guint n_jobs,
                            guint seconds,
                            GCancellable *cancellable,
                            GError **error);

/* (transfer none): OPEN before the first run. */
const SafiDnsTrust *safi_dns_loop_get_trust (SafiDnsLoop *self);

/* The network changed: nothing that was answered or known of its servers holds. */
void safi_dns_loop_forget (SafiDnsLoop *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiDnsLoop, safi_dns_loop_free)

G_END_DECLS
