/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/connection/safi-imap-error.h"

#include <string.h>

#include "core/base/safi-error-wait.h"
#include "core/base/safi-network-error.h"

/* What comes before the milliseconds for which a server wants to be left alone. */
#define BACKOFF "backoff time: "

typedef struct {
  const char *word; /* response code, or lower-case words within the text */
  SafiError code;
} Meaning;

/* RFC 5530 and the names that large providers use. */
static const Meaning busy_codes[] = {
  { "UNAVAILABLE", SAFI_ERROR_SERVER_BUSY },
  { "LIMIT", SAFI_ERROR_SERVER_BUSY },
  { "INUSE", SAFI_ERROR_SERVER_BUSY },
  { "THROTTLED", SAFI_ERROR_SERVER_BUSY },
};
static const Meaning busy_texts[] = {
  { "too many simultaneous connections", SAFI_ERROR_TOO_MANY_CONNECTIONS },
  { "too many connections", SAFI_ERROR_TOO_MANY_CONNECTIONS },
  { "maximum number of connections", SAFI_ERROR_TOO_MANY_CONNECTIONS },
  { "temporarily unavailable", SAFI_ERROR_SERVER_BUSY },
  { "temporary authentication failure", SAFI_ERROR_SERVER_BUSY },
  { "throttled", SAFI_ERROR_SERVER_BUSY },
  { "bandwidth limit", SAFI_ERROR_SERVER_BUSY },
  { "rate limit", SAFI_ERROR_SERVER_BUSY },
  { "backoff time", SAFI_ERROR_SERVER_BUSY },
  { "user is authenticated but not connected", SAFI_ERROR_SERVER_BUSY },
};
static const Meaning sign_in_texts[] = {
  { "application-specific password", SAFI_ERROR_APP_PASSWORD },
  { "app password", SAFI_ERROR_APP_PASSWORD },
  { "app-password", SAFI_ERROR_APP_PASSWORD },
  { "authorization code", SAFI_ERROR_APP_PASSWORD }, /* the name that Chinese providers give it */
  { "web browser", SAFI_ERROR_WEB_SIGN_IN },
  { "webalert", SAFI_ERROR_WEB_SIGN_IN },
  { "weblogin", SAFI_ERROR_WEB_SIGN_IN },
  { "basicauthblocked", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "basic authentication is disabled", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "logondenied-basicauth", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "not enabled for imap", SAFI_ERROR_IMAP_OFF },
  { "imap access is disabled", SAFI_ERROR_IMAP_OFF },
  { "imap is disabled", SAFI_ERROR_IMAP_OFF },
};
static const Meaning sign_in_codes[] = {
  { "WEBALERT", SAFI_ERROR_WEB_SIGN_IN },
  { "EXPIRED", SAFI_ERROR_PASSWORD_EXPIRED },
  { "CONTACTADMIN", SAFI_ERROR_MAILBOX_BLOCKED },
  { "PRIVACYREQUIRED", SAFI_ERROR_NO_TLS },
};
static const Meaning refused_codes[] = {
  { "OVERQUOTA", SAFI_ERROR_QUOTA },         { "TRYCREATE", SAFI_ERROR_FOLDER_GONE },
  { "NONEXISTENT", SAFI_ERROR_FOLDER_GONE }, { "NOPERM", SAFI_ERROR_NOT_PERMITTED },
  { "CANNOT", SAFI_ERROR_NOT_PERMITTED },    { "PRIVACYREQUIRED", SAFI_ERROR_NO_TLS },
};

static gboolean
find_code (const Meaning *meanings, guint n_meanings, const char *code, SafiError *ret_code)
{
  for (guint i = 0; code != NULL && i < n_meanings; i++)
    if (g_str_equal (meanings[i].word, code)) {
      *ret_code = meanings[i].code;
      return TRUE;
    }
  return FALSE;
}

static gboolean
find_text (const Meaning *meanings, guint n_meanings, const char *text, SafiError *ret_code)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  for (guint i = 0; i < n_meanings; i++)
    if (strstr (lower, meanings[i].word) != NULL) {
      *ret_code = meanings[i].code;
      return TRUE;
    }
  return FALSE;
}

/* The words tell more than the code: LIMIT may be connections, or commands. */
static gboolean
is_busy (const char *code, const char *text, SafiError *ret_code)
{
  return find_text (busy_texts, G_N_ELEMENTS (busy_texts), text, ret_code) ||
         find_code (busy_codes, G_N_ELEMENTS (busy_codes), code, ret_code);
}

/* "Suggested Backoff Time: 299961 milliseconds", as Exchange Online says it. */
static guint64
read_wait (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  const char *at = strstr (lower, BACKOFF);
  char *end;
  guint64 number;

  if (at == NULL)
    return 0;
  number = g_ascii_strtoull (at + strlen (BACKOFF), &end, 10);
  return g_str_has_prefix (end, " milliseconds") ? number / 1000 + 1 : 0;
}

static gboolean
set_meaning (GError **error, SafiError meaning, const char *text, const char *what)
{
  safi_network_error_set (error, meaning, what);
  if (meaning == SAFI_ERROR_SERVER_BUSY && error != NULL)
    safi_error_set_wait (*error, read_wait (text));
  return FALSE;
}

gboolean
safi_imap_error_set_sign_in (GError **error,
                             gboolean with_token,
                             const char *code,
                             const char *text)
{
  SafiError meaning = with_token ? SAFI_ERROR_SIGNED_OUT : SAFI_ERROR_WRONG_PASSWORD;

  if (!find_text (sign_in_texts, G_N_ELEMENTS (sign_in_texts), text, &meaning) &&
      !find_code (sign_in_codes, G_N_ELEMENTS (sign_in_codes), code, &meaning))
    is_busy (code, text, &meaning);
  /* Only a token that ran out can be had anew. */
  if (with_token && meaning == SAFI_ERROR_PASSWORD_EXPIRED)
    meaning = SAFI_ERROR_SIGNED_OUT;
  return set_meaning (error, meaning, text, "the server refused the sign-in");
}

gboolean
safi_imap_error_set_refused (GError **error, const char *code, const char *text)
{
  SafiError meaning = SAFI_ERROR_NOT_PERMITTED;

  if (!find_code (refused_codes, G_N_ELEMENTS (refused_codes), code, &meaning))
    is_busy (code, text, &meaning);
  return set_meaning (error, meaning, text, "the server refused a command");
}

gboolean
safi_imap_error_set_bye (GError **error, const char *code, const char *text)
{
  SafiError meaning = SAFI_ERROR_DISCONNECTED;

  is_busy (code, text, &meaning);
  return set_meaning (error, meaning, text, "the server said good-bye");
}

gboolean
safi_imap_error_set_protocol (GError **error, const char *what)
{
  return safi_network_error_set (error, SAFI_ERROR_PROTOCOL, what);
}
