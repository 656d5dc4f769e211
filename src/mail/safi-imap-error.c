/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-imap-error.h"

#include <string.h>

#include "core/safi-error-wait.h"

/* What comes before the milliseconds for which a server wants to be left alone. */
#define BACKOFF "backoff time: "

typedef struct {
  const char *word; /* response code, or lower-case words within the text */
  SafiError code;
} Meaning;

static const struct {
  int io_error;
  SafiError code;
} io_meanings[] = {
  { G_IO_ERROR_TIMED_OUT, SAFI_ERROR_TIMED_OUT },
  { G_IO_ERROR_CONNECTION_REFUSED, SAFI_ERROR_REFUSED },
  { G_IO_ERROR_CONNECTION_CLOSED, SAFI_ERROR_DISCONNECTED },
  { G_IO_ERROR_CLOSED, SAFI_ERROR_DISCONNECTED },
  { G_IO_ERROR_HOST_NOT_FOUND, SAFI_ERROR_OFFLINE },
  { G_IO_ERROR_HOST_UNREACHABLE, SAFI_ERROR_OFFLINE },
  { G_IO_ERROR_NETWORK_UNREACHABLE, SAFI_ERROR_OFFLINE },
};

/* RFC 5530 and the names that large providers use. */
static const Meaning busy_codes[] = {
  { "UNAVAILABLE", SAFI_ERROR_SERVER_BUSY },
  { "LIMIT", SAFI_ERROR_SERVER_BUSY },
  { "INUSE", SAFI_ERROR_SERVER_BUSY },
  { "THROTTLED", SAFI_ERROR_SERVER_BUSY },
};
static const Meaning busy_texts[] = {
  { "too many simultaneous connections", SAFI_ERROR_SERVER_BUSY },
  { "too many connections", SAFI_ERROR_SERVER_BUSY },
  { "maximum number of connections", SAFI_ERROR_SERVER_BUSY },
  { "temporarily unavailable", SAFI_ERROR_SERVER_BUSY },
  { "temporary authentication failure", SAFI_ERROR_SERVER_BUSY },
  { "throttled", SAFI_ERROR_SERVER_BUSY },
  { "bandwidth limit", SAFI_ERROR_SERVER_BUSY },
  { "rate limit", SAFI_ERROR_SERVER_BUSY },
  { "backoff time", SAFI_ERROR_SERVER_BUSY },
  { "user is authenticated but not connected", SAFI_ERROR_SERVER_BUSY },
};
static const Meaning sign_in_texts[] = {
  { "application-specific password", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "app password", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "app-password", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "web browser", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "webalert", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "weblogin", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "basicauthblocked", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "basic authentication is disabled", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "logondenied-basicauth", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "not enabled for imap", SAFI_ERROR_SIGN_IN_OTHER_WAY },
};
static const Meaning sign_in_codes[] = {
  { "WEBALERT", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "EXPIRED", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "CONTACTADMIN", SAFI_ERROR_SIGN_IN_OTHER_WAY },
  { "PRIVACYREQUIRED", SAFI_ERROR_NO_TLS },
};
static const Meaning refused_codes[] = {
  { "OVERQUOTA", SAFI_ERROR_QUOTA },         { "TRYCREATE", SAFI_ERROR_FOLDER_GONE },
  { "NONEXISTENT", SAFI_ERROR_FOLDER_GONE }, { "NOPERM", SAFI_ERROR_NOT_PERMITTED },
  { "CANNOT", SAFI_ERROR_NOT_PERMITTED },    { "PRIVACYREQUIRED", SAFI_ERROR_NO_TLS },
};

static gboolean
set_code (GError **error, SafiError code, const char *what)
{
  g_set_error (error, SAFI_ERROR, code, "%s (%s)", what, safi_error_to_word (code));
  return FALSE;
}

static SafiError
look_up_io (int io_error)
{
  for (guint i = 0; i < G_N_ELEMENTS (io_meanings); i++)
    if (io_meanings[i].io_error == io_error)
      return io_meanings[i].code;
  return SAFI_ERROR_DISCONNECTED;
}

void
safi_imap_error_translate (GError **error)
{
  GError *old = error != NULL ? *error : NULL;
  SafiError code = SAFI_ERROR_DISCONNECTED;

  if (old == NULL || old->domain == SAFI_ERROR ||
      g_error_matches (old, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (old->domain == G_IO_ERROR)
    code = look_up_io (old->code);
  else if (old->domain == G_RESOLVER_ERROR)
    code = SAFI_ERROR_OFFLINE;
  else if (g_error_matches (old, G_TLS_ERROR, G_TLS_ERROR_EOF))
    code = SAFI_ERROR_DISCONNECTED;
  else if (old->domain == G_TLS_ERROR)
    code = SAFI_ERROR_NO_TLS;
  *error = NULL;
  set_code (error, code, "the connection failed");
  g_error_free (old);
}

gboolean
safi_imap_error_set_certificate (GError **error, GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return set_code (error, SAFI_ERROR_WRONG_CLOCK, "the certificate was refused");
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return set_code (error, SAFI_ERROR_CERTIFICATE_UNKNOWN, "the certificate was refused");
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return set_code (error, SAFI_ERROR_CERTIFICATE_EXPIRED, "the certificate was refused");
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return set_code (error, SAFI_ERROR_CERTIFICATE_OTHER_NAME, "the certificate was refused");
  return set_code (error, SAFI_ERROR_CERTIFICATE_UNKNOWN, "the certificate was refused");
}

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

static gboolean
is_busy (const char *code, const char *text)
{
  SafiError ignored;

  return find_code (busy_codes, G_N_ELEMENTS (busy_codes), code, &ignored) ||
         find_text (busy_texts, G_N_ELEMENTS (busy_texts), text, &ignored);
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
  set_code (error, meaning, what);
  if (meaning == SAFI_ERROR_SERVER_BUSY && error != NULL)
    safi_error_set_wait (*error, read_wait (text));
  return FALSE;
}

gboolean
safi_imap_error_set_sign_in (GError **error, const char *code, const char *text)
{
  SafiError meaning = SAFI_ERROR_WRONG_PASSWORD;

  if (!find_code (sign_in_codes, G_N_ELEMENTS (sign_in_codes), code, &meaning) &&
      !find_text (sign_in_texts, G_N_ELEMENTS (sign_in_texts), text, &meaning) &&
      is_busy (code, text))
    meaning = SAFI_ERROR_SERVER_BUSY;
  return set_meaning (error, meaning, text, "the server refused the sign-in");
}

gboolean
safi_imap_error_set_refused (GError **error, const char *code, const char *text)
{
  SafiError meaning = SAFI_ERROR_NOT_PERMITTED;

  if (!find_code (refused_codes, G_N_ELEMENTS (refused_codes), code, &meaning) &&
      is_busy (code, text))
    meaning = SAFI_ERROR_SERVER_BUSY;
  return set_meaning (error, meaning, text, "the server refused a command");
}

gboolean
safi_imap_error_set_bye (GError **error, const char *code, const char *text)
{
  SafiError meaning = is_busy (code, text) ? SAFI_ERROR_SERVER_BUSY : SAFI_ERROR_DISCONNECTED;

  return set_meaning (error, meaning, text, "the server said good-bye");
}

gboolean
safi_imap_error_set_protocol (GError **error, const char *what)
{
  return set_code (error, SAFI_ERROR_PROTOCOL, what);
}
