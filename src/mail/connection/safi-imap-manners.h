/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether some fields of a header come as they stand in the message: only then can be told which of
 * them the provider added, and which a stranger. */
typedef enum {
  SAFI_IMAP_ORDER_UNKNOWN,
  SAFI_IMAP_ORDER_KEPT,
  SAFI_IMAP_ORDER_BROKEN,
} SafiImapOrder;

/* What was learnt of a host and of the ways to it, and holds for the next connection too. */
typedef struct {
  gboolean no_compress;   /* it agreed to compression and then it did not work */
  gboolean one_by_one;    /* it takes no command while it is at another */
  gboolean is_silent;     /* asked to be silent, it tells no flags that we changed ourselves */
  SafiImapOrder order;    /* of header fields */
  guint n_order_tests;    /* that told nothing; since the program began */
  GHashTable *dead_links; /* (element-type utf8 guint): how often one died quietly, by network */
} SafiImapManners;

void safi_imap_manners_init (SafiImapManners *self);
void safi_imap_manners_clear (SafiImapManners *self);

/* One line for a store, and from there. What @text says of another host than @host, and what cannot
 * be read, is left out. */
char *safi_imap_manners_to_text (SafiImapManners *self, const char *host);
void safi_imap_manners_read_text (SafiImapManners *self, const char *text, const char *host);

/* @network: from safi_imap_manners_name_network. */
guint safi_imap_manners_get_dead (SafiImapManners *self, const char *network);
void safi_imap_manners_note_dead (SafiImapManners *self, const char *network);

#define SAFI_IMAP_NETWORKS_MAX 50 /* remembered; then all are learnt anew */
#define SAFI_IMAP_DEAD_MAX 1000   /* counted */

/* Returns: (transfer full): a name for the network that this end of @connection is in: its first 24
 * bits (IPv4) or 64 (IPv6), in hexadecimal. "" if it has no such address. */
char *safi_imap_manners_name_network (GIOStream *connection);

G_END_DECLS
