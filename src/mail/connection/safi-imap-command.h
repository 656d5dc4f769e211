/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-connection.h"

G_BEGIN_DECLS

/* Commands are our own text. Strings go in quotes, or as a literal if quotes cannot hold them. */
typedef struct _SafiImapCommand SafiImapCommand;

SafiImapCommand *safi_imap_command_new (const char *text);
/* The text is wiped: it may hold a secret. */
void safi_imap_command_free (SafiImapCommand *self);

void safi_imap_command_add (SafiImapCommand *self, const char *text);
void safi_imap_command_add_string (SafiImapCommand *self, const char *string);
/* As a literal; @octets hold no NUL (RFC 3501 section 9). */
void safi_imap_command_add_octets (SafiImapCommand *self, GBytes *octets);

/* Called for each untagged response while a command runs. */
typedef void (*SafiImapHandler) (SafiImapReply *reply, gpointer user_data);

/* Whether it is one line, without literals that wait for the server. */
gboolean safi_imap_command_is_line (const SafiImapCommand *self);

/* Sends and does not wait. Returns: the command's tag; 0 with @error. Only for commands without
 * literals. */
guint safi_imap_command_send (SafiImapCommand *self,
                              SafiImapConnection *connection,
                              GCancellable *cancellable,
                              GError **error);

/* Waits for the end of the command @tag. @limits: NULL for the usual ones.
 * Returns: (transfer full): the tagged reply, whatever it says. */
SafiImapReply *safi_imap_command_wait (SafiImapConnection *connection,
                                       guint tag,
                                       const SafiImapLimits *limits,
                                       SafiImapHandler handler,
                                       gpointer user_data,
                                       GCancellable *cancellable,
                                       GError **error);

/* Sends and waits. */
SafiImapReply *safi_imap_command_run (SafiImapCommand *self,
                                      SafiImapConnection *connection,
                                      const SafiImapLimits *limits,
                                      SafiImapHandler handler,
                                      gpointer user_data,
                                      GCancellable *cancellable,
                                      GError **error);

/* Sends and waits for "+". Returns: (transfer full): the continuation reply; or the tagged one if
 * the server ends the command at once. */
SafiImapReply *safi_imap_command_begin (SafiImapCommand *self,
                                        SafiImapConnection *connection,
                                        SafiImapHandler handler,
                                        gpointer user_data,
                                        GCancellable *cancellable,
                                        GError **error);

/* Goes on with the command that was begun last: sends @line, which is wiped by the caller, and
 * waits for the end. @limits: NULL: those it was begun with. */
SafiImapReply *safi_imap_command_end (SafiImapConnection *connection,
                                      const char *line,
                                      const SafiImapLimits *limits,
                                      SafiImapHandler handler,
                                      gpointer user_data,
                                      GCancellable *cancellable,
                                      GError **error);

/* Hands on what the server has said by itself; waits for no more than the end of a response whose
 * beginning is there. */
gboolean safi_imap_command_listen (SafiImapConnection *connection,
                                   SafiImapHandler handler,
                                   gpointer user_data,
                                   GCancellable *cancellable,
                                   GError **error);
/* Gives the line that answers a challenge. @challenge: (nullable): the server's text after "+".
 * Returns: (transfer full) (nullable): wiped after it was sent; NULL gives up. */
typedef char *(*SafiImapAnswer) (const char *challenge, gpointer user_data);

/* How often a server may ask within one command; beyond that it makes no sense. */
#define SAFI_IMAP_CHALLENGES_MAX 4

/* Sends and answers each "+" (RFC 3501 section 6.2.2) until the command ends. Giving up is told
 * with
 * "*", and the server ends the command. */
SafiImapReply *safi_imap_command_converse (SafiImapCommand *self,
                                           SafiImapConnection *connection,
                                           SafiImapAnswer answer,
                                           gpointer user_data,
                                           GCancellable *cancellable,
                                           GError **error);

/* Limits for a reply of @octets beyond the usual ones. */
SafiImapLimits safi_imap_command_limits (SafiImapConnection *connection, guint64 octets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiImapCommand, safi_imap_command_free)

G_END_DECLS
