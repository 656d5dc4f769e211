/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/connection/safi-imap-connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "core/base/safi-error.h"
#include "core/base/safi-network-error.h"
#include "mail/connection/safi-imap-command.h"
#include "mail/connection/safi-imap-error.h"
#include "mail/connection/safi-imap-prepare.h"
#include "mail/connection/safi-imap-run.h"
#include "mail/connection/safi-imap-sign-in.h"

#define LOGOUT "C0 LOGOUT\r\n"

typedef struct {
  SafiAccount *account;
  GTlsDatabase *database; /* (nullable) */
  SafiImapPatience patience;
  SafiContacts *contacts; /* (nullable) */
  GCancellable *cancellable;
  GTlsCertificateFlags certificate_faults;
  GTlsCertificate *certificate; /* (nullable) the one that was refused */
} Opening;

static gboolean
set_no_tls (GError **error, const char *what)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NO_TLS, what);
  return FALSE;
}

static gboolean
is_loopback_name (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/* "localhost" may be anything on a computer that was tampered with. */
static gboolean
is_loopback (GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) address = g_socket_connection_get_remote_address (connection, NULL);

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return FALSE;
  return g_inet_address_get_is_loopback (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static void
begin_connect (gpointer client,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer callback_data,
               gpointer connectable)
{
  g_socket_client_connect_async (client, connectable, cancellable, callback, callback_data);
}

static void
set_options (GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);

  g_socket_set_keepalive (socket, TRUE);
  if (G_IS_TCP_CONNECTION (connection))
    g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
}

static GSocketConnection *
connect_to (Opening *opening, GError **error)
{
  const char *host = safi_account_get_host (opening->account);
  g_autoptr (GSocketConnectable) address =
      g_network_address_new (host, safi_account_get_port (opening->account));
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) local = NULL;

  if (safi_account_get_security (opening->account) == SAFI_SECURITY_NONE &&
      !is_loopback_name (host)) {
    set_no_tls (error, "nothing is sent in clear over a network");
    return NULL;
  }
  safi_contacts_add_named (opening->contacts, SAFI_CONTACT_MAILBOX, host,
                           safi_account_get_port (opening->account));
  g_socket_client_set_timeout (client, MAX (opening->patience.silence / 1000, 1));
  result = safi_imap_run (begin_connect, client, address, opening->patience.silence,
                          opening->cancellable, error);
  if (result == NULL)
    return NULL;
  connection = g_socket_client_connect_finish (client, result, &local);
  if (connection == NULL) {
    safi_network_error_translate (&local);
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (safi_account_get_security (opening->account) == SAFI_SECURITY_NONE &&
      !is_loopback (connection)) {
    set_no_tls (error, "nothing is sent in clear over a network");
    return NULL;
  }
  set_options (connection);
  return g_steal_pointer (&connection);
}

/* Only notes why: a certificate that GIO does not trust is never accepted. */
static gboolean
certificate_refused_cb (GTlsConnection *connection,
                        GTlsCertificate *certificate,
                        GTlsCertificateFlags faults,
                        gpointer user_data)
{
  Opening *opening = user_data;

  opening->certificate_faults |= faults;
  g_set_object (&opening->certificate, certificate);
  return FALSE;
}

static void
begin_handshake (gpointer tls,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer callback_data,
                 gpointer user_data)
{
  g_tls_connection_handshake_async (tls, G_PRIORITY_DEFAULT, cancellable, callback, callback_data);
}

/* A server that hangs up at once, as one that is just starting does, has not said that it speaks no
 * TLS; GIO reports both alike. After STARTTLS it counts as a refusal. */
static gboolean
has_hung_up (Opening *opening, GIOStream *io)
{
  GSocket *socket;
  char octet;

  if (safi_account_get_security (opening->account) != SAFI_SECURITY_TLS ||
      !G_IS_SOCKET_CONNECTION (io))
    return FALSE;
  socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (io));
  return g_socket_receive_with_blocking (socket, &octet, 1, FALSE, NULL, NULL) == 0;
}

/* Returns: (transfer full): an encrypted stream on top of @io, whose peer has proved to be the host
 * that the person entered. */
static GIOStream *
encrypt (Opening *opening, GIOStream *io, GError **error)
{
  g_autoptr (GSocketConnectable) identity = g_network_address_new (
      safi_account_get_host (opening->account), safi_account_get_port (opening->account));
  g_autoptr (GError) local = NULL;
  g_autoptr (GIOStream) tls = g_tls_client_connection_new (io, identity, &local);
  g_autoptr (GAsyncResult) result = NULL;

  if (tls != NULL) {
    if (opening->database != NULL)
      g_tls_connection_set_database (G_TLS_CONNECTION (tls), opening->database);
    g_signal_connect (tls, "accept-certificate", G_CALLBACK (certificate_refused_cb), opening);
    result = safi_imap_run (begin_handshake, tls, NULL, opening->patience.silence,
                            opening->cancellable, error);
    if (result == NULL) {
      g_clear_object (&opening->certificate);
      return NULL;
    }
    if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (tls), result, &local)) {
      g_signal_handlers_disconnect_by_data (tls, opening);
      return g_steal_pointer (&tls);
    }
  }
  if (opening->certificate_faults != 0) {
    safi_network_error_set_certificate (error, opening->certificate_faults, opening->certificate);
    g_clear_object (&opening->certificate);
    return NULL;
  }
  if (g_error_matches (local, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS) && has_hung_up (opening, io)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_DISCONNECTED, "hung up before encryption");
    return NULL;
  }
  safi_network_error_translate (&local);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static SafiImapConnection *
make_connection (GIOStream *io, const SafiImapPatience *patience, SafiImapManners *manners)
{
  SafiImapConnection *self = g_new0 (SafiImapConnection, 1);

  self->stream = safi_imap_stream_new (io, patience->silence);
  self->parser = safi_imap_parser_new ();
  self->patience = *patience;
  self->manners = manners;
  self->network = g_strdup ("");
  self->capabilities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/* Returns: FALSE with @error; else @ret_is_in tells whether the server greeted with PREAUTH. */
static gboolean
receive_greeting (SafiImapConnection *self,
                  gboolean *ret_is_in,
                  GCancellable *cancellable,
                  GError **error)
{
  SafiImapLimits limits = safi_imap_command_limits (self, 0);
  g_autoptr (GString) response = NULL;
  g_autoptr (SafiImapReply) reply = NULL;

  safi_imap_stream_expect (self->stream, &limits);
  response = safi_imap_stream_receive (self->stream, cancellable, error);
  if (response == NULL)
    return FALSE;
  reply = safi_imap_reply_new (self->parser, response->str, response->len);
  if (reply->type == SAFI_IMAP_REPLY_BYE)
    return safi_imap_error_set_bye (error, reply->code, reply->text);
  if (reply->type != SAFI_IMAP_REPLY_UNTAGGED ||
      (reply->condition != SAFI_IMAP_OK && reply->condition != SAFI_IMAP_PREAUTH))
    return safi_imap_error_set_protocol (error, "no greeting of an IMAP server");
  for (guint i = 0; reply->words != NULL && reply->words[i] != NULL; i++) {
    g_hash_table_add (self->capabilities, g_strdup (reply->words[i]));
    self->capabilities_known = TRUE;
  }
  *ret_is_in = reply->condition == SAFI_IMAP_PREAUTH;
  return TRUE;
}

/* Asks for the capabilities unless they are known. */
static gboolean
learn_capabilities (SafiImapConnection *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("CAPABILITY");
  g_autoptr (SafiImapReply) reply = NULL;

  if (self->capabilities_known)
    return TRUE;
  reply = safi_imap_command_run (command, self, NULL, NULL, NULL, cancellable, error);
  /* A server that tells nothing offers nothing. */
  return reply != NULL;
}

/* What was learnt in clear is forgotten; octets that came with the answer were slipped in
 * (CVE-2011-0411 and its kin). */
static gboolean
start_tls (SafiImapConnection *self, Opening *opening, GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("STARTTLS");
  g_autoptr (SafiImapReply) reply = NULL;
  g_autoptr (GIOStream) tls = NULL;

  if (!learn_capabilities (self, opening->cancellable, error))
    return FALSE;
  if (!safi_imap_connection_has (self, "STARTTLS"))
    return set_no_tls (error, "the server does not offer STARTTLS");
  reply = safi_imap_command_run (command, self, NULL, NULL, NULL, opening->cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (reply->condition != SAFI_IMAP_OK)
    return set_no_tls (error, "the server refused STARTTLS");
  if (!safi_imap_stream_is_drained (self->stream))
    return safi_imap_error_set_protocol (error, "text slipped in before encryption");
  tls = encrypt (opening, safi_imap_stream_get_io (self->stream), error);
  if (tls == NULL)
    return FALSE;
  safi_imap_stream_replace (self->stream, tls);
  g_hash_table_remove_all (self->capabilities);
  self->capabilities_known = FALSE;
  return TRUE;
}

static gboolean
greet_and_sign_in (SafiImapConnection *self,
                   Opening *opening,
                   gboolean use_starttls,
                   SafiCredentials credentials,
                   gpointer user_data,
                   GError **error)
{
  gboolean is_in = FALSE;

  if (!receive_greeting (self, &is_in, opening->cancellable, error))
    return FALSE;
  if (use_starttls && is_in)
    return set_no_tls (error, "the server greets as signed in before encryption");
  if (use_starttls && !start_tls (self, opening, error))
    return FALSE;
  if (!learn_capabilities (self, opening->cancellable, error))
    return FALSE;
  if (!is_in && !safi_imap_sign_in (self, opening->account, credentials, user_data,
                                    opening->cancellable, error))
    return FALSE;
  return learn_capabilities (self, opening->cancellable, error) &&
         safi_imap_prepare (self, opening->cancellable, error);
}

SafiImapConnection *
safi_imap_connection_open (SafiAccount *account,
                           GTlsDatabase *database,
                           const SafiImapPatience *patience,
                           SafiImapManners *manners,
                           SafiContacts *contacts,
                           SafiCredentials credentials,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error)
{
  Opening opening = { account, database, *patience, contacts, cancellable, 0, NULL };
  SafiSecurity security = safi_account_get_security (account);
  g_autoptr (GSocketConnection) tcp = connect_to (&opening, error);
  g_autoptr (GIOStream) io = NULL;
  g_autoptr (SafiImapConnection) self = NULL;

  if (tcp == NULL)
    return NULL;
  if (security == SAFI_SECURITY_TLS)
    io = encrypt (&opening, G_IO_STREAM (tcp), error);
  else
    io = g_object_ref (G_IO_STREAM (tcp));
  if (io == NULL)
    return NULL;
  self = make_connection (io, patience, manners);
  g_free (self->network);
  self->network = safi_imap_manners_name_network (G_IO_STREAM (tcp));
  if (!greet_and_sign_in (self, &opening, security == SAFI_SECURITY_STARTTLS, credentials,
                          user_data, error))
    return NULL;
  return g_steal_pointer (&self);
}

SafiImapConnection *
safi_imap_connection_open_on (GIOStream *io,
                              SafiAccount *account,
                              const SafiImapPatience *patience,
                              SafiImapManners *manners,
                              SafiCredentials credentials,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error)
{
  Opening opening = { account, NULL, *patience, NULL, cancellable, 0, NULL };
  g_autoptr (SafiImapConnection) self = make_connection (io, patience, manners);

  if (!greet_and_sign_in (self, &opening, FALSE, credentials, user_data, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
safi_imap_connection_free (SafiImapConnection *self)
{
  if (self == NULL)
    return;
  safi_imap_stream_say_last (self->stream, LOGOUT);
  g_io_stream_close (safi_imap_stream_get_io (self->stream), NULL, NULL);
  safi_imap_stream_free (self->stream);
  safi_imap_parser_free (self->parser);
  g_hash_table_unref (self->capabilities);
  g_clear_pointer (&self->early, g_ptr_array_unref);
  g_free (self->folder);
  g_free (self->prefix);
  g_free (self->network);
  g_free (self);
}

SafiFolderState
safi_imap_connection_get_state (const SafiImapConnection *self)
{
  return (SafiFolderState){ self->uidvalidity, self->uidnext, self->opened_with, self->modseq };
}

gboolean
safi_imap_connection_has (SafiImapConnection *self, const char *capability)
{
  return g_hash_table_contains (self->capabilities, capability);
}
