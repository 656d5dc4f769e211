/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/message/safi-view.h"
#include "mail/connection/safi-imap-connection.h"

G_BEGIN_DECLS

#define SAFI_IMAP_COMMAND_MAX 1000 /* octets of a command line (RFC 7162, 4, asks for 8192) */

typedef enum {
  SAFI_IMAP_ASK_LOOK,  /* the header and, by view, what the message is made of */
  SAFI_IMAP_ASK_PARTS, /* the parts that the view reads */
  SAFI_IMAP_ASK_RAW,   /* the octets as they stand */
} SafiImapAsk;

/* One UID FETCH: the same of each of some messages. */
typedef struct {
  SafiImapAsk ask;
  char *items;       /* what is asked, in brackets */
  gsize octets;      /* that may come of each message */
  GArray *uids;      /* (element-type guint32) */
  GHashTable *left;  /* set of UIDs that have not come yet */
  guint tag;         /* 0 before it is sent */
  gint64 sent;       /* microseconds, monotonic */
  gboolean is_ahead; /* it was sent while another was under way */
  gboolean is_alone; /* each of its messages by a command of its own */
} SafiImapRequest;

/* The first question of @view. @is_whole: the whole header, whatever of it the view reads. */
SafiImapRequest *safi_imap_request_new_look (SafiView view, gboolean is_whole);
/* @plan: (element-type SafiWanted): not empty. */
SafiImapRequest *safi_imap_request_new_parts (const GArray *plan);
/* @view: a raw one. */
SafiImapRequest *safi_imap_request_new_raw (SafiView view);
void safi_imap_request_free (SafiImapRequest *self);

void safi_imap_request_add (SafiImapRequest *self, guint32 uid);

/* Sends as much of it as @count and the length of a line allow, rising, so that runs are short to
 * write. Returns: (transfer full) (nullable): the rest, to be asked later. *@ret_sent is FALSE with
 * @error if it could not be sent. */
SafiImapRequest *safi_imap_request_send (SafiImapRequest *self,
                                         SafiImapConnection *connection,
                                         guint count,
                                         gboolean *ret_sent,
                                         GCancellable *cancellable,
                                         GError **error);

/* TRUE the first time that @reply brings what was asked of one of its messages. */
gboolean safi_imap_request_take (SafiImapRequest *self, const SafiImapReply *reply);

/* Returns: (transfer full): the same of the messages that have not come. */
SafiImapRequest *safi_imap_request_new_left (const SafiImapRequest *self);

G_END_DECLS
