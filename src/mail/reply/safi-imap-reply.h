/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/base/safi-types.h"
#include "core/mime/safi-part.h"
#include "mail/reply/safi-imap-parser.h"

G_BEGIN_DECLS

typedef enum {
  SAFI_IMAP_REPLY_OTHER,    /* nothing that Safibox uses */
  SAFI_IMAP_REPLY_TAGGED,   /* the end of a command: condition, code */
  SAFI_IMAP_REPLY_UNTAGGED, /* "* OK [code]", "* NO", "* BAD", "* PREAUTH": condition, code */
  SAFI_IMAP_REPLY_BYE,      /* condition, code */
  SAFI_IMAP_REPLY_CONTINUE, /* "+": text */
  SAFI_IMAP_REPLY_CAPABILITY,
  SAFI_IMAP_REPLY_ENABLED, /* RFC 5161: words, what was agreed on */
  SAFI_IMAP_REPLY_LIST,
  SAFI_IMAP_REPLY_NAMESPACE, /* name: what a person's own folders begin with */
  SAFI_IMAP_REPLY_STATUS,
  SAFI_IMAP_REPLY_SEARCH,
  SAFI_IMAP_REPLY_EXISTS,
  SAFI_IMAP_REPLY_EXPUNGE,  /* one message is gone; which one is not told by UID */
  SAFI_IMAP_REPLY_VANISHED, /* RFC 7162: ranges, is_earlier */
  SAFI_IMAP_REPLY_FETCH,
} SafiImapReplyType;

typedef enum {
  SAFI_IMAP_OK,
  SAFI_IMAP_NO,
  SAFI_IMAP_BAD,
  SAFI_IMAP_PREAUTH,
} SafiImapCondition;

/* Ranges of UIDs in one VANISHED at most; of more it is only known that messages went. */
#define SAFI_IMAP_VANISHED_MAX 10000

/* UIDs in one COPYUID at most; more are as good as none. */
#define SAFI_IMAP_COPYUID_MAX 1000

/* One response of the server, as far as it is understood. Which fields are set depends on the type;
 * the others are 0 or NULL. No field comes from libetpan's memory. */
struct _SafiImapReply {
  SafiImapReplyType type;

  /* TAGGED, UNTAGGED, BYE; CONTINUE: text */
  char *tag;
  SafiImapCondition condition;
  char *code;          /* upper case, without its arguments */
  char *text;          /* the server's words: to be looked at, never shown */
  guint32 number;      /* of UIDVALIDITY and UIDNEXT; of EXISTS; the UID of APPENDUID */
  guint32 uidvalidity; /* of the target of COPYUID and APPENDUID; of STATUS */
  GArray *copied_from; /* (element-type guint32), as long as copied_to */
  GArray *copied_to;   /* (element-type guint32) */

  guint32 lowest;   /* of MESSAGELIMIT, RFC 9738: the UID down to which was looked; 0 = not told */
  guint64 modseq;   /* of HIGHESTMODSEQ; FETCH */
  GArray *modified; /* (nullable) (element-type guint32): of MODIFIED, RFC 7162 */

  char **words;    /* CAPABILITY (also as a code), ENABLED: upper case; LIST: flags, lower case, no
                      backslash */
  char *name;      /* LIST, STATUS, NAMESPACE: raw */
  guint32 uidnext; /* STATUS; 0 = not told */
  GArray *uids;    /* SEARCH (element-type guint32) */
  GArray *ranges;  /* (nullable) VANISHED (element-type SafiImapRange) */
  gboolean is_earlier; /* VANISHED (EARLIER): before the folder was opened */

  /* FETCH; 0 or NULL if the item was not there */
  guint32 uid;
  gboolean has_flags;
  SafiFlags flags;
  gboolean has_date;
  gint64 internal_date; /* seconds UTC; 0 = it could not be read */
  guint64 size;         /* octets */
  GBytes *body;         /* BODY[], or its header or some fields of it: only one is ever asked for */
  GHashTable *parts;    /* path, "1.2" -> GBytes */
  gboolean has_structure; /* BODYSTRUCTURE came */
  SafiPart *structure;    /* (nullable): it could be read */
  char delimiter;         /* LIST; 0 = no levels */
};

/* Reads one response as safi_imap_stream_receive gives it. Never fails: what cannot be understood
 * is SAFI_IMAP_REPLY_OTHER. Returns: (transfer full). */
SafiImapReply *safi_imap_reply_new (SafiImapParser *parser, const char *response, gsize length);
void safi_imap_reply_free (SafiImapReply *self);

/* Whether a tagged reply says that the command was carried out. If another program took some of
 * its messages away meanwhile ([EXPUNGEISSUED], RFC 5530), it was for all that are left. */
gboolean safi_imap_reply_is_done (const SafiImapReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiImapReply, safi_imap_reply_free)

G_END_DECLS
