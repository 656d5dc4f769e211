/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-error.h"

#include <gio/gio.h>

#include "core/base/safi-error-wait.h"

typedef struct {
  guint wait; /* seconds */
} SafiErrorPrivate;

static void
safi_error_private_init (SafiErrorPrivate *self)
{
}

static void
safi_error_private_copy (const SafiErrorPrivate *from, SafiErrorPrivate *to)
{
  to->wait = from->wait;
}

static void
safi_error_private_clear (SafiErrorPrivate *self)
{
}

G_DEFINE_EXTENDED_ERROR (SafiError, safi_error)

static const struct {
  SafiRemedy remedy;
  const char *word;
} codes[] = {
  [SAFI_ERROR_MESSAGE_GONE] = { SAFI_REMEDY_SKIP_MESSAGE, "message-gone" },
  [SAFI_ERROR_MESSAGE_TOO_LARGE] = { SAFI_REMEDY_SKIP_MESSAGE, "message-too-large" },
  [SAFI_ERROR_MESSAGE_UNREADABLE] = { SAFI_REMEDY_SKIP_MESSAGE, "message-unreadable" },
  [SAFI_ERROR_FOLDER_GONE] = { SAFI_REMEDY_LIST_AGAIN, "folder-gone" },
  [SAFI_ERROR_FOLDER_CHANGED] = { SAFI_REMEDY_LIST_AGAIN, "folder-changed" },
  [SAFI_ERROR_OFFLINE] = { SAFI_REMEDY_TRY_LATER, "offline" },
  [SAFI_ERROR_REFUSED] = { SAFI_REMEDY_TRY_LATER, "refused" },
  [SAFI_ERROR_TIMED_OUT] = { SAFI_REMEDY_TRY_LATER, "timed-out" },
  [SAFI_ERROR_DISCONNECTED] = { SAFI_REMEDY_TRY_LATER, "disconnected" },
  [SAFI_ERROR_SERVER_BUSY] = { SAFI_REMEDY_TRY_LATER, "server-busy" },
  [SAFI_ERROR_TOO_MANY_CONNECTIONS] = { SAFI_REMEDY_TRY_LATER, "too-many-connections" },
  [SAFI_ERROR_PROTOCOL] = { SAFI_REMEDY_TRY_LATER, "protocol" },
  [SAFI_ERROR_NO_TLS] = { SAFI_REMEDY_ASK_PERSON, "no-tls" },
  [SAFI_ERROR_CERTIFICATE_EXPIRED] = { SAFI_REMEDY_ASK_PERSON, "certificate-expired" },
  [SAFI_ERROR_CERTIFICATE_OTHER_NAME] = { SAFI_REMEDY_ASK_PERSON, "certificate-other-name" },
  [SAFI_ERROR_CERTIFICATE_UNKNOWN] = { SAFI_REMEDY_ASK_PERSON, "certificate-unknown" },
  [SAFI_ERROR_WRONG_CLOCK] = { SAFI_REMEDY_ASK_PERSON, "wrong-clock" },
  [SAFI_ERROR_WRONG_PASSWORD] = { SAFI_REMEDY_ASK_PERSON, "wrong-password" },
  [SAFI_ERROR_SIGN_IN_OTHER_WAY] = { SAFI_REMEDY_ASK_PERSON, "sign-in-other-way" },
  [SAFI_ERROR_APP_PASSWORD] = { SAFI_REMEDY_ASK_PERSON, "app-password" },
  [SAFI_ERROR_WEB_SIGN_IN] = { SAFI_REMEDY_ASK_PERSON, "web-sign-in" },
  [SAFI_ERROR_IMAP_OFF] = { SAFI_REMEDY_ASK_PERSON, "imap-off" },
  [SAFI_ERROR_PASSWORD_EXPIRED] = { SAFI_REMEDY_ASK_PERSON, "password-expired" },
  [SAFI_ERROR_MAILBOX_BLOCKED] = { SAFI_REMEDY_ASK_PERSON, "mailbox-blocked" },
  [SAFI_ERROR_PASSWORD_LETTERS] = { SAFI_REMEDY_ASK_PERSON, "password-letters" },
  [SAFI_ERROR_SIGNED_OUT] = { SAFI_REMEDY_ASK_PERSON, "signed-out" },
  [SAFI_ERROR_BROWSER_DENIED] = { SAFI_REMEDY_ASK_PERSON, "browser-denied" },
  [SAFI_ERROR_BROWSER_TIMED_OUT] = { SAFI_REMEDY_ASK_PERSON, "browser-timed-out" },
  [SAFI_ERROR_NO_BROWSER] = { SAFI_REMEDY_ASK_PERSON, "no-browser" },
  [SAFI_ERROR_CLIENT_REFUSED] = { SAFI_REMEDY_ASK_PERSON, "client-refused" },
  [SAFI_ERROR_ONLINE_ACCOUNT] = { SAFI_REMEDY_ASK_PERSON, "online-account" },
  [SAFI_ERROR_NO_PASSWORD] = { SAFI_REMEDY_ASK_PERSON, "no-password" },
  [SAFI_ERROR_NOT_PERMITTED] = { SAFI_REMEDY_ASK_PERSON, "not-permitted" },
  [SAFI_ERROR_QUOTA] = { SAFI_REMEDY_ASK_PERSON, "quota" },
  [SAFI_ERROR_NO_JUNK_FOLDER] = { SAFI_REMEDY_ASK_PERSON, "no-junk-folder" },
  [SAFI_ERROR_FOLDER_EXISTS] = { SAFI_REMEDY_ASK_PERSON, "folder-exists" },
  [SAFI_ERROR_FOLDER_REFUSED] = { SAFI_REMEDY_ASK_PERSON, "folder-refused" },
  [SAFI_ERROR_STORE_BUSY] = { SAFI_REMEDY_ASK_PERSON, "store-busy" },
  [SAFI_ERROR_STORE_FULL] = { SAFI_REMEDY_ASK_PERSON, "store-full" },
  [SAFI_ERROR_STORE_READ_ONLY] = { SAFI_REMEDY_ASK_PERSON, "store-read-only" },
  [SAFI_ERROR_STORE_CORRUPT] = { SAFI_REMEDY_ASK_PERSON, "store-corrupt" },
  [SAFI_ERROR_STORE_TOO_NEW] = { SAFI_REMEDY_ASK_PERSON, "store-too-new" },
  [SAFI_ERROR_STORE_FAILED] = { SAFI_REMEDY_ASK_PERSON, "store-failed" },
  [SAFI_ERROR_NO_KEYRING] = { SAFI_REMEDY_ASK_PERSON, "no-keyring" },
  [SAFI_ERROR_COPY_UNREADABLE] = { SAFI_REMEDY_ASK_PERSON, "copy-unreadable" },
  [SAFI_ERROR_COPY_TOO_LARGE] = { SAFI_REMEDY_ASK_PERSON, "copy-too-large" },
  [SAFI_ERROR_COPY_TOO_NEW] = { SAFI_REMEDY_ASK_PERSON, "copy-too-new" },
  [SAFI_ERROR_COPY_TOO_OLD] = { SAFI_REMEDY_ASK_PERSON, "copy-too-old" },
  [SAFI_ERROR_INVALID] = { SAFI_REMEDY_ASK_PERSON, "invalid" },
  [SAFI_ERROR_NOT_FOUND] = { SAFI_REMEDY_ASK_PERSON, "not-found" },
  [SAFI_ERROR_STOPPED] = { SAFI_REMEDY_ASK_PERSON, "stopped" },
};

SafiRemedy
safi_error_get_remedy (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return SAFI_REMEDY_NONE;
  if (error->domain == SAFI_ERROR && error->code >= 0 && error->code < (int) G_N_ELEMENTS (codes))
    return codes[error->code].remedy;
  return SAFI_REMEDY_ASK_PERSON;
}

const char *
safi_error_to_word (SafiError code)
{
  g_return_val_if_fail (code < G_N_ELEMENTS (codes), "invalid");
  return codes[code].word;
}

void
safi_error_set_wait (GError *error, guint64 seconds)
{
  g_return_if_fail (error != NULL && error->domain == SAFI_ERROR);

  safi_error_get_private (error)->wait = (guint) MIN (seconds, SAFI_ERROR_WAIT_MAX);
}

guint
safi_error_get_wait (const GError *error)
{
  return error->domain == SAFI_ERROR ? safi_error_get_private (error)->wait : 0;
}
