/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The carrier: octets to and from the server, one whole response at a time. Every wait is bounded
 * three ways: nothing for a while, a deadline of the command, the caller's cancellable. What a
 * server may send for one command is bounded too; beyond it the connection is given up. */
typedef struct _SafiImapStream SafiImapStream;

typedef struct {
  guint64 octets; /* of all responses to the command */
  gsize line;     /* octets of one response without its literals */
  gsize literal;  /* octets of one literal */
  guint seconds;  /* until the command must have ended */
} SafiImapLimits;

#define SAFI_IMAP_LINE_MAX (64 * 1024)
#define SAFI_IMAP_LITERAL_MAX (64 * 1024)
#define SAFI_IMAP_OCTETS_MAX (1024 * 1024)
#define SAFI_IMAP_SECONDS_MAX 120
#define SAFI_IMAP_SILENCE_MAX 60000 /* milliseconds */

/* @io: pollable streams; @silence: milliseconds. */
SafiImapStream *safi_imap_stream_new (GIOStream *io, guint silence);
void safi_imap_stream_free (SafiImapStream *self);

GIOStream *safi_imap_stream_get_io (SafiImapStream *self); /* (transfer none) */
/* Goes on over @io, which lies on top of the old one (TLS). */
void safi_imap_stream_replace (SafiImapStream *self, GIOStream *io);

/* Both directions are compressed from now on (RFC 4978). */
void safi_imap_stream_compress (SafiImapStream *self);
gboolean safi_imap_stream_is_compressed (SafiImapStream *self);
/* Whether what came could not be decompressed. */
gboolean safi_imap_stream_is_garbled (SafiImapStream *self);

/* FALSE if octets were received that nobody has read yet. */
gboolean safi_imap_stream_is_drained (SafiImapStream *self);

/* Whether octets are there to be received, in the buffers or on the wire; never waits. */
gboolean safi_imap_stream_peek (SafiImapStream *self,
                                gboolean *ret_is_readable,
                                GCancellable *cancellable,
                                GError **error);

/* Octets as they went over the wire, compressed if they were; without what encryption adds. */
guint64 safi_imap_stream_get_received (SafiImapStream *self);
guint64 safi_imap_stream_get_sent (SafiImapStream *self);

/* What may come from now on. @limits: NULL for the usual ones. */
void safi_imap_stream_expect (SafiImapStream *self, const SafiImapLimits *limits);

gboolean safi_imap_stream_send (SafiImapStream *self,
                                const char *octets,
                                gsize length,
                                GCancellable *cancellable,
                                GError **error);

/* Says one last thing as far as that goes without waiting. */
void safi_imap_stream_say_last (SafiImapStream *self, const char *text);

/* Returns: (transfer full): one response with its literals as sent, without the last line end. */
GString *safi_imap_stream_receive (SafiImapStream *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiImapStream, safi_imap_stream_free)

G_END_DECLS
