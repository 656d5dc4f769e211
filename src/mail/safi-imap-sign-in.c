/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-imap-sign-in.h"

#include <string.h>

#include "core/safi-error.h"
#include "mail/safi-imap-command.h"
#include "mail/safi-imap-error.h"

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/* Returns: (transfer full): NUL user NUL password in base64 (RFC 4616). */
static char *
make_plain (const char *user, const char *secret)
{
  gsize user_length = strlen (user);
  gsize secret_length = strlen (secret);
  gsize length = user_length + secret_length + 2;
  guchar *plain = g_malloc0 (length);
  char *encoded;

  memcpy (plain + 1, user, user_length);
  memcpy (plain + user_length + 2, secret, secret_length);
  encoded = g_base64_encode (plain, length);
  explicit_bzero (plain, length);
  g_free (plain);
  return encoded;
}

static SafiImapReply *
authenticate (SafiImapConnection *connection,
              const char *user,
              const char *secret,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("AUTHENTICATE PLAIN");
  char *plain = make_plain (user, secret);
  SafiImapReply *reply;

  if (safi_imap_connection_has (connection, "SASL-IR")) {
    safi_imap_command_add (command, " ");
    safi_imap_command_add (command, plain);
    reply = safi_imap_command_run (command, connection, NULL, NULL, NULL, cancellable, error);
  } else {
    reply = safi_imap_command_begin (command, connection, NULL, NULL, cancellable, error);
    if (reply != NULL && reply->type == SAFI_IMAP_REPLY_CONTINUE) {
      safi_imap_reply_free (reply);
      reply = safi_imap_command_end (connection, plain, NULL, NULL, NULL, cancellable, error);
    }
  }
  wipe (plain);
  return reply;
}

static SafiImapReply *
log_in (SafiImapConnection *connection,
        const char *user,
        const char *secret,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("LOGIN ");

  safi_imap_command_add_string (command, user);
  safi_imap_command_add (command, " ");
  safi_imap_command_add_string (command, secret);
  return safi_imap_command_run (command, connection, NULL, NULL, NULL, cancellable, error);
}

static gboolean
sign_in_with (SafiImapConnection *connection,
              const char *user,
              const char *secret,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SafiImapReply) reply = NULL;

  if (strpbrk (user, "\r\n") != NULL || strpbrk (secret, "\r\n") != NULL) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "a line break in the sign-in");
    return FALSE;
  }
  if (safi_imap_connection_has (connection, "AUTH=PLAIN"))
    reply = authenticate (connection, user, secret, cancellable, error);
  else if (!safi_imap_connection_has (connection, "LOGINDISABLED"))
    reply = log_in (connection, user, secret, cancellable, error);
  else
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_SIGN_IN_OTHER_WAY,
                         "the server takes no password");
  if (reply == NULL)
    return FALSE;
  if (reply->condition != SAFI_IMAP_OK)
    return safi_imap_error_set_sign_in (error, reply->code, reply->text);
  return TRUE;
}

gboolean
safi_imap_sign_in (SafiImapConnection *connection,
                   SafiAccount *account,
                   SafiCredentials credentials,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GError) local = NULL;
  char *secret = NULL;
  gboolean is_in;

  if (credentials != NULL)
    secret = credentials (account, user_data, cancellable, &local);
  if (secret == NULL) {
    if (local == NULL)
      g_set_error_literal (&local, SAFI_ERROR, SAFI_ERROR_NO_PASSWORD, "no password");
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  connection->capabilities_known = FALSE;
  is_in = sign_in_with (connection, safi_account_get_user (account), secret, cancellable, error);
  wipe (secret);
  return is_in;
}
