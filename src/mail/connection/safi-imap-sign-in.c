/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/connection/safi-imap-sign-in.h"

#include <string.h>

#include "core/base/safi-error.h"
#include "mail/connection/safi-imap-command.h"
#include "mail/connection/safi-imap-error.h"
#include "mail/connection/safi-sasl.h"

/* A mechanism of AUTHENTICATE that is under way. */
typedef struct {
  const char *farewell; /* (nullable): the answer to a challenge that refuses */
  const char *first;    /* what is said first; NULL: it was said with the command */
  gboolean is_known;    /* the challenge said why: @code */
  SafiError code;
} Exchange;

/* Returns: (transfer full) (nullable): the next line, as base64; NULL: there is nothing to say. */
static char *
answer_cb (const char *challenge, gpointer user_data)
{
  Exchange *exchange = user_data;
  char *line = g_strdup (exchange->first);

  if (line != NULL) {
    exchange->first = NULL;
    return line;
  }
  exchange->is_known =
      exchange->farewell != NULL && safi_sasl_read_refusal (challenge, &exchange->code);
  return g_strdup (exchange->farewell);
}

static gboolean
judge_reply (Exchange *exchange, gboolean with_token, SafiImapReply *reply, GError **error)
{
  if (reply->condition == SAFI_IMAP_OK)
    return TRUE;
  /* "400" is all that some say of every fault; the words of the answer tell more. */
  if (exchange->is_known && exchange->code != SAFI_ERROR_SIGNED_OUT) {
    g_set_error_literal (error, SAFI_ERROR, (int) exchange->code, "the server refused the token");
    return FALSE;
  }
  return safi_imap_error_set_sign_in (error, with_token, reply->code, reply->text);
}

/* @first: what is said first, in base64: with the command if the server takes that (RFC 4959). */
static gboolean
authenticate (SafiImapConnection *connection,
              const char *mechanism,
              const char *first,
              const char *farewell,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("AUTHENTICATE ");
  gboolean at_once = safi_imap_connection_has (connection, "SASL-IR");
  Exchange exchange = { .farewell = farewell, .first = at_once ? NULL : first };
  g_autoptr (SafiImapReply) reply = NULL;

  safi_imap_command_add (command, mechanism);
  if (at_once) {
    safi_imap_command_add (command, " ");
    safi_imap_command_add (command, first);
  }
  reply =
      safi_imap_command_converse (command, connection, answer_cb, &exchange, cancellable, error);
  return reply != NULL && judge_reply (&exchange, farewell != NULL, reply, error);
}

static gboolean
log_in (SafiImapConnection *connection,
        const char *user,
        const char *secret,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("LOGIN ");
  g_autoptr (SafiImapReply) reply = NULL;

  safi_imap_command_add_string (command, user);
  safi_imap_command_add (command, " ");
  safi_imap_command_add_string (command, secret);
  reply = safi_imap_command_run (command, connection, NULL, NULL, NULL, cancellable, error);
  if (reply == NULL)
    return FALSE;
  return reply->condition == SAFI_IMAP_OK ||
         safi_imap_error_set_sign_in (error, FALSE, reply->code, reply->text);
}

static gboolean
set_other_way (GError **error, const char *what)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_SIGN_IN_OTHER_WAY, what);
  return FALSE;
}

static gboolean
sign_in_with_password (SafiImapConnection *connection,
                       const char *user,
                       const char *password,
                       GCancellable *cancellable,
                       GError **error)
{
  if (safi_imap_connection_has (connection, "AUTH=PLAIN")) {
    char *plain = safi_sasl_plain (user, password);
    gboolean is_in = authenticate (connection, "PLAIN", plain, NULL, cancellable, error);

    safi_sasl_wipe (plain);
    return is_in;
  }
  if (safi_imap_connection_has (connection, "LOGINDISABLED"))
    return set_other_way (error, "the server takes no password");
  /* LOGIN has no character set (RFC 3501 section 6.2.3): the server would guess. */
  if (!g_str_is_ascii (user) || !g_str_is_ascii (password)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_PASSWORD_LETTERS,
                         "letters beyond ASCII need AUTHENTICATE");
    return FALSE;
  }
  return log_in (connection, user, password, cancellable, error);
}

static gboolean
sign_in_with_token (SafiImapConnection *connection,
                    SafiAccount *account,
                    const char *token,
                    GCancellable *cancellable,
                    GError **error)
{
  const char *user = safi_account_get_user (account);
  gboolean is_standard = safi_imap_connection_has (connection, "AUTH=OAUTHBEARER");
  char *first;
  gboolean is_in;

  if (!is_standard && !safi_imap_connection_has (connection, "AUTH=XOAUTH2"))
    return set_other_way (error, "the server takes no access token");
  if (is_standard) {
    first = safi_sasl_oauthbearer (user, safi_account_get_host (account),
                                   safi_account_get_port (account), token);
    /* RFC 7628 section 3.2.3: a lone ^A, in base64, answers the refusal. */
    is_in = authenticate (connection, "OAUTHBEARER", first, "AQ==", cancellable, error);
  } else {
    first = safi_sasl_xoauth2 (user, token);
    is_in = authenticate (connection, "XOAUTH2", first, "", cancellable, error);
  }
  safi_sasl_wipe (first);
  return is_in;
}

static gboolean
sign_in_with (SafiImapConnection *connection,
              SafiAccount *account,
              const char *secret,
              GCancellable *cancellable,
              GError **error)
{
  const char *user = safi_account_get_user (account);
  gboolean with_token = safi_account_uses_token (account);

  if (strpbrk (user, "\r\n") != NULL || strpbrk (secret, "\r\n") != NULL ||
      (with_token && (strchr (user, '\001') != NULL || strchr (secret, '\001') != NULL))) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "a separator in the sign-in");
    return FALSE;
  }
  if (with_token)
    return sign_in_with_token (connection, account, secret, cancellable, error);
  return sign_in_with_password (connection, user, secret, cancellable, error);
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
  is_in = sign_in_with (connection, account, secret, cancellable, error);
  safi_sasl_wipe (secret);
  return is_in;
}
