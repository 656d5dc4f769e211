/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What was learnt of a host and of the ways to it, and holds for the next connection too. */
typedef struct {
  gboolean no_compress; /* it agreed to compression and then it did not work */
  gboolean one_by_one;  /* it may have lost a command that was sent before the answer to another */
  GHashTable *dead_links; /* (element-type utf8 guint): how often one died quietly, by network */
} SafiImapManners;

void safi_imap_manners_init (SafiImapManners *self);
void safi_imap_manners_clear (SafiImapManners *self);

/* @network: from safi_imap_manners_name_network. */
guint safi_imap_manners_get_dead (SafiImapManners *self, const char *network);
void safi_imap_manners_note_dead (SafiImapManners *self, const char *network);

/* Returns: (transfer full): a name for the network that this end of @connection is in: its first 24
 * bits (IPv4) or 64 (IPv6). "" if it has no such address. */
char *safi_imap_manners_name_network (GIOStream *connection);

G_END_DECLS
