/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "words/safi-words.h"

/* One sentence for what happened, and one for what to do next. */
static const struct {
  const char *sentence;
  const char *next_step; /* (nullable) */
} words[] = {
  [SAFI_ERROR_MESSAGE_GONE] = { N_ ("The message is no longer there."), NULL },
  [SAFI_ERROR_MESSAGE_TOO_LARGE] = { N_ ("The message is too large to read."), NULL },
  [SAFI_ERROR_MESSAGE_UNREADABLE] = { N_ ("The message cannot be read."), NULL },
  [SAFI_ERROR_FOLDER_GONE] = { N_ ("A mail folder is no longer there."),
                               N_ ("Check again; Safibox looks for the folders anew.") },
  [SAFI_ERROR_FOLDER_CHANGED] = { N_ ("The mail server has numbered a folder anew."),
                                  N_ ("Check again; nothing was lost.") },
  [SAFI_ERROR_OFFLINE] = { N_ ("There is no connection to the mail server."),
                           N_ ("Look at your internet connection. Safibox tries again by itself.") },
  [SAFI_ERROR_REFUSED] = { N_ ("No mail server answers at this address."),
                           N_ ("Compare server name and port with your provider's help page.") },
  [SAFI_ERROR_TIMED_OUT] = { N_ ("The mail server did not answer in time."),
                             N_ ("The line may be slow. Safibox tries again by itself.") },
  [SAFI_ERROR_DISCONNECTED] = { N_ ("The mail server ended the connection."),
                                N_ ("Safibox tries again by itself.") },
  [SAFI_ERROR_SERVER_BUSY] = { N_ ("The mail server is busy."),
                               N_ ("Safibox waits a while and tries again.") },
  [SAFI_ERROR_TOO_MANY_CONNECTIONS] = { N_ ("Too many mail programs use this mailbox at once."),
                                        N_ ("Close one of them, on your telephone too. Safibox tries again by itself.") },
  [SAFI_ERROR_PROTOCOL] = { N_ ("The mail server gave an answer that makes no sense."),
                            N_ ("Check that this is the IMAP server of your provider.") },
  [SAFI_ERROR_NO_TLS] = { N_ ("The mail server offers no encrypted connection."),
                          N_ ("Try the other security setting, or ask your provider.") },
  [SAFI_ERROR_CERTIFICATE_EXPIRED] = { N_ ("The server's proof of identity is out of date."),
                                       N_ ("Do not go on. Ask your provider about it.") },
  [SAFI_ERROR_CERTIFICATE_OTHER_NAME] = { N_ ("The server proves to be another one than you typed."),
                                          N_ ("Compare the server name with your provider's help page.") },
  [SAFI_ERROR_CERTIFICATE_UNKNOWN] = { N_ ("Nobody known vouches for this mail server."),
                                       N_ ("Do not go on. Someone may be listening in. Ask your provider.") },
  [SAFI_ERROR_WRONG_CLOCK] = { N_ ("This computer's date is wrong."),
                               N_ ("Set date and time, then try again.") },
  [SAFI_ERROR_WRONG_PASSWORD] = { N_ ("The mail server does not accept this name and password."),
                                  N_ ("Type the password again. Small and capital letters differ.") },
  [SAFI_ERROR_SIGN_IN_OTHER_WAY] = { N_ ("This mail server does not let Safibox in this way."),
                                     N_ ("Look at your provider's help page how mail programs sign in.") },
  [SAFI_ERROR_APP_PASSWORD] = { N_ ("Your provider does not accept the usual password here."),
                                N_ ("Make an app password on your provider's page, then use that.") },
  [SAFI_ERROR_WEB_SIGN_IN] = { N_ ("Your provider wants to see you on its web page first."),
                               N_ ("Sign in there with your browser, confirm that it was you, then try again.") },
  [SAFI_ERROR_IMAP_OFF] = { N_ ("Mail programs are switched off for this mailbox."),
                            N_ ("Switch on IMAP in the settings of your mailbox on the provider's web page.") },
  [SAFI_ERROR_PASSWORD_EXPIRED] = { N_ ("The password of this mailbox has run out."),
                                    N_ ("Choose a new one on your provider's web page, then type it here.") },
  [SAFI_ERROR_MAILBOX_BLOCKED] = { N_ ("Your provider has blocked this mailbox."),
                                   N_ ("Only your provider can open it again. Ask there.") },
  [SAFI_ERROR_PASSWORD_LETTERS] = { N_ ("This mail server cannot read the special letters in this password."),
                                    N_ ("Choose a password with the letters A to Z and digits on your provider's page.") },
  [SAFI_ERROR_SIGNED_OUT] = { N_ ("Your sign-in in the browser is no longer valid."),
                              N_ ("Sign in again. This happens after a new password, or after a long time.") },
  [SAFI_ERROR_BROWSER_DENIED] = { N_ ("The page in the browser did not let Safibox in."),
                                  N_ ("Try again, and allow Safibox to read and move mail.") },
  [SAFI_ERROR_BROWSER_TIMED_OUT] = { N_ ("Nobody signed in in the browser."),
                                     N_ ("Try again, and finish on the page that opens.") },
  [SAFI_ERROR_NO_BROWSER] = { N_ ("No browser could be opened."),
                              N_ ("Install a browser, or choose one in the settings of this computer.") },
  [SAFI_ERROR_CLIENT_REFUSED] = { N_ ("Your provider does not know this client ID."),
                                  N_ ("Compare it with the page where you registered it.") },
  [SAFI_ERROR_ONLINE_ACCOUNT] = { N_ ("The online account of this computer needs you."),
                                  N_ ("Open Online Accounts in the settings of this computer, and sign in there.") },
  [SAFI_ERROR_NO_PASSWORD] = { N_ ("Safibox does not have the password of this mailbox."),
                               /* Translators: what the person can do: that of the mailbox. */
                               N_ ("Type the password.") },
  [SAFI_ERROR_NOT_PERMITTED] = { N_ ("The mail server does not allow this."),
                                 /* Translators: what the person can do: ask whoever runs the
                                    mailbox. */
                                 N_ ("Ask your provider.") },
  [SAFI_ERROR_QUOTA] = { N_ ("The mailbox is full."), N_ ("Make room in it, then try again.") },
  [SAFI_ERROR_NO_JUNK_FOLDER] = { N_ ("This mailbox has no Junk folder."),
                                  N_ ("Let Safibox make one, or make one in your mail program.") },
  [SAFI_ERROR_FOLDER_EXISTS] = { N_ ("A folder of this name is there already, and it is not for junk."),
                                 N_ ("Try again: Safibox takes another name.") },
  [SAFI_ERROR_FOLDER_REFUSED] = { N_ ("The mail server did not make the folder."),
                                  N_ ("Make a folder named Junk in your mail program, or ask your provider.") },
  [SAFI_ERROR_STORE_BUSY] = { N_ ("Safibox is running already."),
                              N_ ("Use the window that is open, or close it first.") },
  [SAFI_ERROR_STORE_FULL] = { N_ ("The disk is full."),
                              N_ ("Make room on the disk, then try again.") },
  [SAFI_ERROR_STORE_READ_ONLY] = { N_ ("Safibox may not write its own files."),
                                   N_ ("Look at the permissions of its folder.") },
  [SAFI_ERROR_STORE_CORRUPT] = { N_ ("Safibox's own file is damaged."),
                                 N_ ("Start Safibox again. It sets the file aside and begins afresh; your mail is not touched by this.") },
  [SAFI_ERROR_STORE_TOO_NEW] = { N_ ("A newer Safibox has written the files here."),
                                 N_ ("Update Safibox. Nothing was changed.") },
  [SAFI_ERROR_STORE_FAILED] = { N_ ("Safibox could not write down what it did."),
                                N_ ("Start Safibox again. Your mail is not touched by this.") },
  [SAFI_ERROR_NO_KEYRING] = { N_ ("This computer has no open keyring for the password."),
                              N_ ("Unlock the keyring, or let Safibox ask each time.") },
  [SAFI_ERROR_COPY_UNREADABLE] = { N_ ("This file is no copy of what Safibox learned, or it is damaged."),
                                   N_ ("Choose another file. Nothing was changed.") },
  [SAFI_ERROR_COPY_TOO_LARGE] = { N_ ("This is too large for a copy of what Safibox learned."),
                                  /* Translators: said after a file could not be used. */
                                  N_ ("Nothing was changed.") },
  [SAFI_ERROR_COPY_TOO_NEW] = { N_ ("A newer Safibox made this copy."),
                                N_ ("Update Safibox. Nothing was changed.") },
  [SAFI_ERROR_COPY_TOO_OLD] = { N_ ("An older Safibox made this copy, and this one cannot use it any more."),
                                N_ ("Let Safibox learn from your mail anew. Nothing was changed.") },
  [SAFI_ERROR_INVALID] = { N_ ("This entry is not allowed."), N_ ("Look at what you typed.") },
  [SAFI_ERROR_NOT_FOUND] = { N_ ("This was not found."), NULL },
  /* Translators: said of whatever was going on, after somebody stopped it. */
  [SAFI_ERROR_STOPPED] = { N_ ("This was stopped."), NULL },
};

static gboolean
has_words (const GError *error)
{
  return error->domain == SAFI_ERROR && error->code >= 0 &&
         error->code < (int) G_N_ELEMENTS (words);
}

char *
safi_words_error (const GError *error)
{
  if (has_words (error))
    return g_strdup (g_dgettext (GETTEXT_PACKAGE, words[error->code].sentence));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("This was stopped."));
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_strdup (_ ("This file is not there."));
  if (error->domain == G_FILE_ERROR || error->domain == G_IO_ERROR)
    return g_strdup (_ ("This file cannot be read."));
  /* Translators: said of an error without words of its own. */
  return g_strdup (_ ("Something went wrong."));
}

char *
safi_words_next_step (const GError *error)
{
  if (!has_words (error) || words[error->code].next_step == NULL)
    return NULL;
  return g_strdup (g_dgettext (GETTEXT_PACKAGE, words[error->code].next_step));
}
