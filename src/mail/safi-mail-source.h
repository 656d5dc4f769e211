/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/mailbox/safi-account.h"
#include "core/mailbox/safi-action.h"
#include "core/mailbox/safi-folder-state.h"
#include "core/message/safi-view.h"

G_BEGIN_DECLS

/* Where mail comes from. Every call but wait blocks; all must be made on the account's thread.
 * Errors are SAFI_ERROR (its remedy tells the scope) or G_IO_ERROR_CANCELLED. After an error whose
 * remedy is TRY_LATER or ASK_PERSON the source is closed; open it again before the next call.
 * Arguments holding CR, LF or NUL are refused with SAFI_ERROR_INVALID before anything is sent. */

typedef enum {
  SAFI_FOLDER_OTHER,
  SAFI_FOLDER_INBOX,
  SAFI_FOLDER_JUNK,
  SAFI_FOLDER_SENT,
  SAFI_FOLDER_TRASH,
  SAFI_FOLDER_DRAFTS,
  SAFI_FOLDER_ARCHIVE,
} SafiFolderRole;

typedef struct {
  char *name;         /* raw name: the key for every other call */
  char *display_name; /* UTF-8, decoded from modified UTF-7 */
  SafiFolderRole role;
} SafiFolder;

void safi_folder_free (SafiFolder *folder);

/* Returns: (transfer none) (nullable): the first of @folders (element-type SafiFolder) for @role.
 */
SafiFolder *safi_folder_find (GPtrArray *folders, SafiFolderRole role);
SafiFolder *safi_folder_new (const char *name, const char *display_name, SafiFolderRole role);

/* How far a folder is known. All 0 = nothing. */
typedef struct {
  guint32 uidvalidity;
  guint32 uidnext;
} SafiMark;

/* As uidnext: beyond all messages. Listing from there tells how far the folder goes and no more. */
#define SAFI_MARK_END G_MAXUINT32

/* What a listing says of one message. */
typedef struct {
  guint32 uid;
  SafiFlags flags;
  gint64 internal_date; /* seconds UTC; 0 = not known */
  guint64 size;         /* octets as the server says: a hint */
} SafiListed;

typedef struct {
  SafiMark mark;
  SafiFolderState state;
  GArray *messages; /* (element-type SafiListed), rising UID */
} SafiListing;

void safi_listing_free (SafiListing *listing);

/* What became of messages that are known. */
typedef struct {
  SafiFolderState state; /* what is told here is true of it; later changes may be told too */
  gboolean is_all;       /* messages: all that are there; FALSE: only those whose flags changed */
  GArray *messages;      /* (element-type SafiListed), rising UID: only uid and flags */
  GArray *gone;          /* (element-type guint32), rising */
} SafiChanges;

SafiChanges *safi_changes_new (void);
void safi_changes_free (SafiChanges *changes);

#define SAFI_CHANGES_MAX 2000 /* messages that are asked about at a time */

/* Which messages of a folder count as recent. */
typedef struct {
  guint newest; /* none but so many of the newest; 0 = all */
  gint64 since; /* seconds UTC, the day counts: none that was received earlier */
  guint few;    /* a folder of no more messages than these is recent as a whole */
} SafiRecent;

/* How much a folder holds, found out without listing it. */
typedef struct {
  SafiMark mark;
  guint messages; /* in the folder */
  guint recent;   /* of these */
  guint32 from;   /* UID of the oldest of these, or below it; mark.uidnext if there is none */
  gboolean is_compressed; /* over the line come fewer octets than the mail has */
} SafiSurvey;

/* What is waited for. */
typedef struct {
  const char *folder; /* raw name: what comes and goes there is news */
  SafiMark mark;      /* how far the caller knows it */
  const char *beside; /* (nullable) raw name of a folder that is looked at now and then */
  gboolean may_ask;   /* whether a server that tells nothing unasked is asked every few minutes */
} SafiWait;

/* One fetched message, alive only during the sink call. */
typedef struct {
  SafiMessageRef *ref; /* without identity: parse to learn it */
  SafiFlags flags;
  gint64 internal_date; /* seconds UTC */
  guint64 size;         /* octets of the whole message as the server says */
  GBytes *octets;       /* what the view holds */
  SafiUnseen unseen;    /* what it does not hold */
} SafiMail;

/* Returns: FALSE stops the fetch with SAFI_ERROR_STOPPED (or the callback's own @error). */
typedef gboolean (*SafiMailSink) (const SafiMail *mail, gpointer user_data, GError **error);

/* Called before every command that can change the server and after every reply: the caller commits
 * the journal here. @index: into the actions given to move. Returns: FALSE stops before the
 * command. */
typedef gboolean (*SafiMoveStep) (guint index,
                                  SafiMoveState state,
                                  const SafiPlace *place,
                                  const char *reason,
                                  gpointer user_data,
                                  GError **error);

/* Returns: (transfer full): the secret; NULL with @error. Called on the account's thread. The
 * source wipes it (explicit_bzero) before it frees it. */
typedef char *(*SafiCredentials) (SafiAccount *account,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  GError **error);

#define SAFI_TYPE_MAIL_SOURCE (safi_mail_source_get_type ())
G_DECLARE_INTERFACE (SafiMailSource, safi_mail_source, SAFI, MAIL_SOURCE, GObject)

/* Called once, when the wait is over. @error: (nullable): the connection was lost, and is closed;
 * NULL: there is news. */
typedef void (*SafiNews) (SafiMailSource *source, const GError *error, gpointer user_data);

struct _SafiMailSourceInterface {
  GTypeInterface parent;

  gboolean (*open) (SafiMailSource *self,
                    SafiCredentials credentials,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error);
  void (*close) (SafiMailSource *self);
  GPtrArray *(*list_folders) (SafiMailSource *self, GCancellable *cancellable, GError **error);
  SafiListing *(*list_since) (SafiMailSource *self,
                              const char *folder,
                              const SafiMark *mark,
                              GCancellable *cancellable,
                              GError **error);
  SafiChanges *(*list_changes) (SafiMailSource *self,
                                const char *folder,
                                const SafiFolderState *since,
                                GArray *uids,
                                GCancellable *cancellable,
                                GError **error);
  gboolean (*fetch) (SafiMailSource *self,
                     const char *folder,
                     guint32 uidvalidity,
                     GArray *uids,
                     SafiView view,
                     SafiMailSink sink,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error);
  gboolean (*move) (SafiMailSource *self,
                    GPtrArray *actions,
                    SafiMoveStep step,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error);
  gboolean (*survey) (SafiMailSource *self,
                      const char *folder,
                      const SafiRecent *recent,
                      SafiSurvey *ret_survey,
                      GCancellable *cancellable,
                      GError **error);
  gboolean (*append) (SafiMailSource *self,
                      const char *folder,
                      GBytes *octets,
                      SafiPlace *ret_place,
                      GCancellable *cancellable,
                      GError **error);
  char *(*make_junk) (SafiMailSource *self,
                      const char *name,
                      GCancellable *cancellable,
                      GError **error);
  GArray *(*find) (SafiMailSource *self,
                   const char *folder,
                   const char *identity,
                   gint64 since,
                   GCancellable *cancellable,
                   GError **error);
  gboolean (*set_keyword) (SafiMailSource *self,
                           SafiMessageRef *ref,
                           SafiFlags keyword,
                           gboolean on,
                           GCancellable *cancellable,
                           GError **error);
  gboolean (*wait) (SafiMailSource *self,
                    const SafiWait *wait,
                    SafiNews news,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error);
};

/* Connects and signs in. Already open: does nothing. */
gboolean safi_mail_source_open (SafiMailSource *self,
                                SafiCredentials credentials,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);
/* Never fails, never blocks long; may be called when closed. */
void safi_mail_source_close (SafiMailSource *self);

/* Returns: (transfer full) (element-type SafiFolder). */
GPtrArray *
safi_mail_source_list_folders (SafiMailSource *self, GCancellable *cancellable, GError **error);

/* The messages with UID >= mark.uidnext (0: all). If the folder's UIDVALIDITY is not @mark's
 * (and @mark's is not 0): SAFI_ERROR_FOLDER_CHANGED. Read-only (EXAMINE). The mark says how far the
 * folder is known then; from SAFI_MARK_END on, uidnext is 0 if the server does not tell.
 * Returns: (transfer full). */
SafiListing *safi_mail_source_list_since (SafiMailSource *self,
                                          const char *folder,
                                          const SafiMark *mark,
                                          GCancellable *cancellable,
                                          GError **error);

/* What became of @uids (element-type guint32: rising, at most SAFI_CHANGES_MAX) after @since. Where
 * the server counts changes only those are told; else, and where @since->modseq is 0, the flags of
 * all that are there. SAFI_ERROR_FOLDER_CHANGED as above. Read-only. Returns: (transfer full). */
SafiChanges *safi_mail_source_list_changes (SafiMailSource *self,
                                            const char *folder,
                                            const SafiFolderState *since,
                                            GArray *uids,
                                            GCancellable *cancellable,
                                            GError **error);

/* Counts the messages of @folder, and which of them are @recent. Costs a few hundred octets and no
 * more than one UID for each of the latter; none, and one round trip less, where these are all of
 * them because they are few. Read-only. */
gboolean safi_mail_source_survey (SafiMailSource *self,
                                  const char *folder,
                                  const SafiRecent *recent,
                                  SafiSurvey *ret_survey,
                                  GCancellable *cancellable,
                                  GError **error);

#define SAFI_MAIL_SOURCE_APPEND_MAX (64 * 1024) /* octets */

/* Puts a message into @folder, unseen (RFC 3501 section 6.3.11). After a lost reply it may be there
 * all the same: look with find. @octets: CRLF, no NUL, at most SAFI_MAIL_SOURCE_APPEND_MAX.
 * @ret_place: (optional): where it is now; all 0 where the server does not tell (RFC 4315). */
gboolean safi_mail_source_append (SafiMailSource *self,
                                  const char *folder,
                                  GBytes *octets,
                                  SafiPlace *ret_place,
                                  GCancellable *cancellable,
                                  GError **error);

/* How a Junk folder would be named here: in the language of the other folders, and as none is named
 * yet. Changes nothing. SAFI_ERROR_FOLDER_REFUSED where no name is left or no folder can be made.
 * Returns: (transfer full): UTF-8, without what it will stand below. */
char *safi_mail_source_name_junk (SafiMailSource *self, GCancellable *cancellable, GError **error);

/* Makes a Junk folder of that name (RFC 3501 section 6.3.3; RFC 6154 section 3), which the person
 * has agreed to, and subscribes to it. If there is a Junk folder meanwhile, nothing is made: so
 * after a lost reply it can be asked for again. SAFI_ERROR_FOLDER_EXISTS: the name stands for
 * something else. @name: as safi_mail_source_name_junk gave it.
 * Returns: (transfer full): the raw name of the Junk folder. */
char *safi_mail_source_create_junk (SafiMailSource *self,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GError **error);

/* Fetches @uids (element-type guint32) through @view, calling @sink once for each message that is
 * there, in any order; UIDs that are gone are left out in silence. Never sets \Seen. */
gboolean safi_mail_source_fetch (SafiMailSource *self,
                                 const char *folder,
                                 guint32 uidvalidity,
                                 GArray *uids,
                                 SafiView view,
                                 SafiMailSink sink,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error);

/* Moves messages, or finishes moves that were interrupted. @actions: (element-type SafiAction), all
 * with one source folder and one target folder, at most SAFI_POLICY_MOVES_PER_COMMAND. An action in
 * state PLANNED is begun, SENT is reconciled from the two folders, COPIED is finished.
 * The protocol is docs/architecture.md, "Moving mail"; @step sees every state. The outcome of each
 * action is the last state @step was told. TRUE: every action is settled or stays as @step was
 * told. */
gboolean safi_mail_source_move (SafiMailSource *self,
                                GPtrArray *actions,
                                SafiMoveStep step,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);

/* Messages of @folder with that identity, received no earlier than @since - 2 days (0: all).
 * Returns: (transfer full) (element-type SafiListed). */
GArray *safi_mail_source_find (SafiMailSource *self,
                               const char *folder,
                               const char *identity,
                               gint64 since,
                               GCancellable *cancellable,
                               GError **error);

/* Sets or clears SAFI_FLAG_JUNK or SAFI_FLAG_NOT_JUNK on one message. A server that keeps no
 * keywords is no error. */
gboolean safi_mail_source_set_keyword (SafiMailSource *self,
                                       SafiMessageRef *ref,
                                       SafiFlags keyword,
                                       gboolean on,
                                       GCancellable *cancellable,
                                       GError **error);

/* Begins to wait and returns; @news is called from the thread's main context. Any other call on the
 * source ends the wait at once, and @news is not called any more; whatever came until then shows in
 * the next wait's @wait->mark. SAFI_ERROR_INVALID: nothing is told unasked here, poll instead.
 * @cancellable: used as long as the wait lasts. */
gboolean safi_mail_source_wait (SafiMailSource *self,
                                const SafiWait *wait,
                                SafiNews news,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiFolder, safi_folder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiListing, safi_listing_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiChanges, safi_changes_free)

G_END_DECLS
