/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAFI_ERROR (safi_error_quark ())

/* Each code has one scope (safi_error_get_remedy) and one sentence for people
 * (words/safi-words-error.h). Messages inside a GError are for a log of codes; they never hold
 * mail, addresses or server texts. */
typedef enum {
  /* this message */
  SAFI_ERROR_MESSAGE_GONE,
  SAFI_ERROR_MESSAGE_TOO_LARGE,
  SAFI_ERROR_MESSAGE_UNREADABLE,
  /* this folder */
  SAFI_ERROR_FOLDER_GONE,
  SAFI_ERROR_FOLDER_CHANGED, /* UIDVALIDITY is another one */
  /* this connection */
  SAFI_ERROR_OFFLINE,              /* no network, no route, name not found */
  SAFI_ERROR_REFUSED,              /* nobody listens at that host and port */
  SAFI_ERROR_TIMED_OUT,            /* the server did not answer in time */
  SAFI_ERROR_DISCONNECTED,         /* the server went away */
  SAFI_ERROR_SERVER_BUSY,          /* [UNAVAILABLE], [LIMIT], throttled */
  SAFI_ERROR_TOO_MANY_CONNECTIONS, /* other mail programs hold all that the server allows */
  SAFI_ERROR_PROTOCOL,             /* the server said what IMAP does not allow, or too much of it */
  /* this account: a person must act */
  SAFI_ERROR_NO_TLS, /* the server offers no encryption */
  SAFI_ERROR_CERTIFICATE_EXPIRED,
  SAFI_ERROR_CERTIFICATE_OTHER_NAME,
  SAFI_ERROR_CERTIFICATE_UNKNOWN, /* unknown issuer, or any other fault */
  SAFI_ERROR_WRONG_CLOCK,         /* "not yet valid": this computer's date is wrong */
  SAFI_ERROR_WRONG_PASSWORD,
  SAFI_ERROR_SIGN_IN_OTHER_WAY, /* the server takes no password, or no token, as we have it */
  SAFI_ERROR_APP_PASSWORD,      /* it takes an app password only */
  SAFI_ERROR_WEB_SIGN_IN,       /* it wants to see the person on its web page first */
  SAFI_ERROR_IMAP_OFF,          /* IMAP is switched off for this mailbox */
  SAFI_ERROR_PASSWORD_EXPIRED,
  SAFI_ERROR_MAILBOX_BLOCKED,  /* only the provider can help */
  SAFI_ERROR_PASSWORD_LETTERS, /* letters that this server cannot be told */
  SAFI_ERROR_SIGNED_OUT,       /* the sign-in in the browser ran out or was withdrawn */
  SAFI_ERROR_BROWSER_DENIED,   /* the person, or the provider, said no in the browser */
  SAFI_ERROR_BROWSER_TIMED_OUT,
  SAFI_ERROR_NO_BROWSER,     /* none could be opened */
  SAFI_ERROR_CLIENT_REFUSED, /* the provider does not know this program's client id */
  SAFI_ERROR_ONLINE_ACCOUNT, /* the desktop's online account is gone or needs the person */
  SAFI_ERROR_NO_PASSWORD,    /* none is stored */
  SAFI_ERROR_NOT_PERMITTED,  /* the server does not let us do that */
  SAFI_ERROR_QUOTA,
  SAFI_ERROR_NO_JUNK_FOLDER,
  SAFI_ERROR_FOLDER_EXISTS,  /* one of that name is there, and it is for something else */
  SAFI_ERROR_FOLDER_REFUSED, /* the server makes no folder, or not this one */
  /* this computer */
  SAFI_ERROR_STORE_BUSY, /* another Safibox owns the store */
  SAFI_ERROR_STORE_FULL, /* the disk is full */
  SAFI_ERROR_STORE_READ_ONLY,
  SAFI_ERROR_STORE_CORRUPT,
  SAFI_ERROR_STORE_TOO_NEW, /* written by a newer Safibox */
  SAFI_ERROR_STORE_FAILED,  /* any other trouble with the store */
  SAFI_ERROR_NO_KEYRING,    /* no secret service, or it is locked */
  /* a copy of what was learned (store/training/safi-training-copy.h) */
  SAFI_ERROR_COPY_UNREADABLE, /* another kind of file, or damaged, or no Safibox wrote it */
  SAFI_ERROR_COPY_TOO_LARGE,
  SAFI_ERROR_COPY_TOO_NEW, /* written by a newer Safibox */
  SAFI_ERROR_COPY_TOO_OLD, /* written by one that split messages in another way */
  /* this request */
  SAFI_ERROR_INVALID,   /* an argument is not allowed */
  SAFI_ERROR_NOT_FOUND, /* no such account, action or file */
  SAFI_ERROR_STOPPED,   /* a step callback said stop */
} SafiError;

/* What to do about an error: the scope of a failure decides (docs/architecture.md). */
typedef enum {
  SAFI_REMEDY_NONE, /* cancelled by the person: nothing to say */
  SAFI_REMEDY_SKIP_MESSAGE,
  SAFI_REMEDY_LIST_AGAIN, /* list the folder again */
  SAFI_REMEDY_TRY_LATER,  /* close, try again with back-off */
  SAFI_REMEDY_ASK_PERSON,
} SafiRemedy;

GQuark safi_error_quark (void);

/* Maps any error to its remedy; unknown domains ask the person. */
SafiRemedy safi_error_get_remedy (const GError *error);

/* The stable word of a SAFI_ERROR code for JSON and logs, such as "wrong-password". */
const char *safi_error_to_word (SafiError code);

G_END_DECLS
