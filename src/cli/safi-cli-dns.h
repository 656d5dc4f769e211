/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"
#include "cli/safi-cli.h"

G_BEGIN_DECLS

/* Whom the subcommands of sender authentication ask: a zone file, a DNS server, the system's
 * servers, or nobody. Main thread only. */
typedef struct _SafiCliDns SafiCliDns;

/* Like safi_cli_parse, with the options --zone, --dns and --record besides @entries (nullable). */
gboolean safi_cli_parse_with_dns (const SafiCommand *command,
                                  const GOptionEntry *entries,
                                  int *argc,
                                  char ***argv,
                                  int *ret_exit);

/* What these options said. Returns: (transfer full) (nullable): NULL with @ret_exit set; what is
 * wrong was said. */
SafiCliDns *safi_cli_dns_open (SafiCli *cli, int *ret_exit);

/* Writes what --record asks for. */
void safi_cli_dns_free (SafiCliDns *self);

/* Calls @run until nothing that it looks up is open; only what its last call found out counts. It
 * is called in another thread while this one waits and hears Ctrl+C. FALSE: cancelled, or there is
 * no server to ask. */
gboolean safi_cli_dns_run (SafiCliDns *self,
                           void (*run) (SafiResolver *resolver, gpointer user_data),
                           gpointer user_data,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiCliDns, safi_cli_dns_free)

G_END_DECLS
