/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "filter/safi-filter.h"
#include "mail/safi-mail-source.h"
#include "service/authentication/safi-authenticator.h"
#include "service/authentication/safi-senders.h"
#include "service/state/safi-account-state.h"
#include "store/messages/safi-journal.h"
#include "store/messages/safi-store-judged.h"

G_BEGIN_DECLS

/* One account at work: its connection to the store, its mail source, its filter. Belongs to the
 * account's thread from enter to leave; nothing here knows of threads. */

/* Names of notes: seconds UTC. */
#define SAFI_NOTE_CHECKED "last-check"
#define SAFI_NOTE_LEARNED "last-learning" /* from mail that was there */
/* There, if learning from mail that was there goes on by itself once the day's limit allows it. */
#define SAFI_NOTE_LEARN_ON "learning-put-off"

typedef enum {
  SAFI_EVENT_JUDGED,   /* rows */
  SAFI_EVENT_ACTIVITY, /* activity, problem */
  SAFI_EVENT_PROGRESS, /* done, total, octets */
  SAFI_EVENT_COUNTS,   /* counts, learning, saving, watching, last_check */
  SAFI_EVENT_POLICY,   /* policy */
  SAFI_EVENT_NEWS,     /* the mailbox changed: a check is worth it */
} SafiEventType;

/* What the account's thread tells the main thread. */
typedef struct {
  SafiEventType type;
  char *account;   /* id */
  GPtrArray *rows; /* (element-type SafiJudged) */
  SafiActivity activity;
  GError *problem; /* (nullable) */
  guint done;
  guint total;
  guint64 octets;
  SafiCounts counts;
  SafiLearning learning;
  SafiSaving saving;
  SafiWatching watching;
  gint64 last_check; /* seconds UTC */
  SafiPolicy policy;
} SafiEvent;

void safi_event_free (SafiEvent *event);

/* Takes @event; called on the account's thread. */
typedef void (*SafiEventFunc) (SafiEvent *event, gpointer user_data);

typedef struct {
  char *directory; /* of the store */
  SafiClock *clock;
  GTlsDatabase *database;           /* (nullable) */
  SafiAuthenticator *authenticator; /* (nullable): none asks nobody; outlives the session */
  SafiContacts *contacts;           /* (nullable) */
  SafiAccount *account;
  SafiEventFunc emit;
  gpointer emit_data;

  /* from enter to leave */
  GError *broken; /* (nullable): why the store could not be opened */
  SafiStore *store;
  SafiFilter *filter;
  SafiSenders *senders;
  SafiMailSource *source;
  SafiPolicy policy;
  gboolean is_known; /* the store has the account: not yet where it is new, no more once it went */
  char *secret;      /* (nullable): kept in memory only */
  gboolean is_batv_key_read;
  char *token;                 /* (nullable): access token, kept in memory only */
  gint64 token_until;          /* microseconds since boot: when another one is fetched */
  gboolean is_token_new;       /* fetched for the present sign-in */
  char *junk_folder;           /* (nullable): raw name, once looked for */
  GPtrArray *folders;          /* (nullable) (element-type SafiFolder): once listed */
  gboolean is_settled;         /* the journal holds no open move */
  gboolean is_connected;       /* the source was opened for the present job */
  char *manners;               /* (nullable): of the server, as the store has them */
  guint64 octets_noted;        /* of the wire, both ways: kept as data use */
  gint64 last_used;            /* microseconds, monotonic: when the source was last asked for */
  SafiMark inbox;              /* how far the last check listed it; all 0 = not yet */
  SafiFolderState inbox_state; /* as it was then */
  gboolean wants_news;         /* between jobs it is waited for mail */
  gboolean may_ask;            /* also where that means asking every few minutes */
  gboolean is_waiting;
  gint64 waiting_since;  /* microseconds, monotonic */
  GCancellable *waiting; /* cancelled when the thread shall end */
  char *beside;          /* (nullable): raw name of the folder looked at besides the inbox */
  guint n_checks;        /* under way or waiting */
  gboolean is_moving;
  gboolean is_learning;
  GError *problem; /* (nullable): the last one told */
} SafiSession;

SafiSession *safi_session_new (const char *directory,
                               SafiClock *clock,
                               GTlsDatabase *database,
                               SafiAuthenticator *authenticator,
                               SafiAccount *account,
                               SafiEventFunc emit,
                               gpointer emit_data);
void safi_session_free (SafiSession *self);
/* Where each connection is written down; before enter. */
void safi_session_set_contacts (SafiSession *self, SafiContacts *contacts);

void safi_session_enter (SafiSession *self);
void safi_session_leave (SafiSession *self);

/* FALSE if the store could not be opened. Every job that needs it asks first. */
gboolean safi_session_check_store (SafiSession *self, GError **error);

/* Opens the source; jobs call safi_mover_connect, which settles what the journal left open, too. */
gboolean safi_session_open (SafiSession *self, GCancellable *cancellable, GError **error);
/* Closes the source, forgets what was known of the server. */
void safi_session_disconnect (SafiSession *self);

/* Between jobs: waits for mail without blocking if that is wanted. What comes is told as
 * SAFI_EVENT_NEWS; the next connect ends it. Does nothing before a check has listed the inbox. */
void safi_session_wait (SafiSession *self);
void safi_session_want_news (SafiSession *self, gboolean wants_news, gboolean may_ask);

/* Returns: (transfer none) (element-type SafiFolder): listed once for each connection. */
GPtrArray *safi_session_list_folders (SafiSession *self, GCancellable *cancellable, GError **error);
/* Returns: (transfer none): the raw name of the folder for junk; SAFI_ERROR_NO_JUNK_FOLDER. */
const char *safi_session_find_junk (SafiSession *self, GCancellable *cancellable, GError **error);

/* A new secret, kept in memory; NULL: ask the keyring. */
void safi_session_set_secret (SafiSession *self, const char *secret);
/* SafiCredentials of the account, @user_data is the session: the password, or an access token that
 * is good for a while yet. */
char *safi_session_give_secret (SafiAccount *account,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);
/* The server refused the access token. Returns: TRUE if another one may do. */
gboolean safi_session_drop_token (SafiSession *self);

#define SAFI_SESSION_NOTE_BATV "batv" /* there, if the keyring has a BATV key */

/* Gives the BATV key, if there is one, to those who judge returned mail. A keyring that does not
 * open leaves that undone. */
void safi_session_load_batv_key (SafiSession *self, GCancellable *cancellable);

/* Octets received from the network by all connections until now. */
guint64 safi_session_get_octets (SafiSession *self);

/* What was learnt of the server holds after a restart, too; for a month, because servers and
 * networks change. Keeping it is no reason to fail: it would be learnt again. */
#define SAFI_SESSION_MANNERS_AGE (30 * 24 * 60 * 60) /* seconds */
void safi_session_read_manners (SafiSession *self);
void safi_session_keep_manners (SafiSession *self);

/* Keeps what the connections cost since the last call. Between jobs; a store that refuses is told
 * by the next job that needs it. */
void safi_session_note_data_use (SafiSession *self);
/* Keeps whom anybody contacted since the last call, in the same way. */
void safi_session_note_contacts (SafiSession *self);
/* What the day's limit leaves now. The practice mailbox has none. */
gboolean
safi_session_read_allowance (SafiSession *self, SafiAllowance *ret_allowance, GError **error);
SafiSaving safi_session_get_saving (SafiSession *self);
/* TRUE if as little as will do is to be read of each message: the line is known to cost money, or
 * the person said so. */
gboolean safi_session_is_sparing (SafiSession *self);

/* Whether an error means that the account cannot work, and not only this request. */
gboolean safi_session_is_problem (const GError *error);

void safi_session_emit_judged (SafiSession *self, GPtrArray *rows);
void safi_session_emit_row (SafiSession *self, SafiJudged *row);
/* @octets: received for the work under way. */
void safi_session_emit_progress (SafiSession *self, guint done, guint total, guint64 octets);
void safi_session_emit_activity (SafiSession *self);
void safi_session_emit_counts (SafiSession *self);
void safi_session_emit_policy (SafiSession *self);

G_END_DECLS
