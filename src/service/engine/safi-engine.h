/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "account/safi-oauth-browser.h"
#include "account/safi-settings.h"
#include "core/authentication/safi-auth-result.h"
#include "core/authentication/safi-sender-rule.h"
#include "core/judgement/safi-judged.h"
#include "core/mailbox/safi-history.h"
#include "core/message/safi-message.h"
#include "filter/model/safi-trial.h"
#include "service/state/safi-account-state.h"
#include "service/state/safi-report.h"
#include "store/accounts/safi-data-use.h"
#include "store/messages/safi-journal.h"
#include "store/messages/safi-store-judged.h"
#include "store/senders/safi-store-contacts.h"

G_BEGIN_DECLS

/* The engine: accounts at work, one thread each. One object, two faces (window and command line).
 * Main thread only: every *_async runs on the account's thread and returns on the main thread; only
 * immutable values cross. Errors are SAFI_ERROR or G_IO_ERROR_CANCELLED; words/ says them. */
#define SAFI_TYPE_ENGINE (safi_engine_get_type ())
G_DECLARE_FINAL_TYPE (SafiEngine, safi_engine, SAFI, ENGINE, GObject)

/* Signals (main thread):
 * "judged"  (SafiJudged *)                     a message was judged, answered, moved or moved back
 * "batch"   (const char *account, guint junk, guint unsure, guint moved, gint64 run)
 *                                              a check that nobody asked for ended with news
 * "problem" (const char *account, GError *)    an account needs a person, or is offline
 * "notice"  (const char *word)                 "unclean-exit": it stopped unexpectedly before;
 * nothing was lost "store-set-aside": the store was corrupt and starts fresh "wrong-clock": this
 * computer's date is wrong */

/* @directory: where the store lives. @database: (nullable): trusted certificates (tests). */
SafiEngine *safi_engine_new (const char *directory, SafiClock *clock, GTlsDatabase *database);

/* Before it starts the first time: asks @server ("127.0.0.1:5353"; "": nobody) who really sent
 * messages, in place of the system's DNS servers. @monitor: (nullable): the network that it depends
 * on; without one the server can always be reached. FALSE with SAFI_ERROR_INVALID. */
gboolean safi_engine_set_dns (SafiEngine *self,
                              const char *server,
                              GNetworkMonitor *monitor,
                              GError **error);

/* The same, with the server that the environment names (SAFIBOX_DNS), for tests of whole programs:
 * they ask nobody beyond this computer. Does nothing but where fail points are built in. */
void safi_engine_set_dns_of_test (SafiEngine *self);

/* Claims and opens the store, starts a thread for each account, settles open moves. A corrupt store
 * is set aside (notice). @read_only: no claim, no threads; only lists, judging and findings work.
 * FALSE: nothing runs. */
gboolean safi_engine_start (SafiEngine *self, gboolean read_only, GError **error);
/* Cancels all, ends every thread, closes the store. Blocks until the current command of each
 * account has ended or was cancelled (seconds at most). */
void safi_engine_stop (SafiEngine *self);

/* When TRUE, accounts that are not paused are checked by themselves (policy.check_minutes, at start
 * and when the network comes back). Default FALSE. */
void safi_engine_set_watching (SafiEngine *self, gboolean watching);

GListModel *safi_engine_get_accounts (SafiEngine *self); /* (transfer none): of SafiAccountState */
/* Whether a mailbox is linked, beside that for practice. @self: (nullable): no. */
gboolean safi_engine_has_mailbox (SafiEngine *self);
SafiAccountState *safi_engine_find_account (SafiEngine *self,
                                            const char *id); /* (nullable) (transfer none) */

/* Signs in, finds the Junk folder, checks that looking changes no flag, and only then stores the
 * account and its secret. @secret: of the account's way: a password, or
 * a refresh token, or NULL for an online account; wiped by the caller. The result is the account.
 */
void safi_engine_add_account_async (SafiEngine *self,
                                    SafiAccount *account,
                                    const char *secret,
                                    gboolean keep_secret,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean safi_engine_add_account_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* The mail server of an address (safi_settings_find_async). An engine that asks no name server
 * looks into the table only; then SAFI_ERROR_NOT_FOUND. */
void safi_engine_find_settings_async (SafiEngine *self,
                                      const char *address,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
SafiSettings *
safi_engine_find_settings_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* Where the mailboxes of an IMAP server are signed in to in the browser, and the same by its id.
 * Returns: (transfer full): NULL with @error, as safi_oauth_service_load. */
SafiOauthService *
safi_engine_load_service_for_host (SafiEngine *self, const char *host, GError **error);
SafiOauthService *safi_engine_load_service (SafiEngine *self, const char *id, GError **error);
/* The person's own client there: safi_oauth_service_set_client. */
gboolean safi_engine_set_client (SafiEngine *self,
                                 const char *id,
                                 const char *client_id,
                                 const char *client_secret,
                                 GError **error);

/* Signs in in the browser (safi_oauth_browser_async). The refresh token of the result is the secret
 * of an account whose way is SAFI_WAY_BROWSER. */
void safi_engine_visit_async (SafiEngine *self,
                              SafiOauthService *service,
                              const char *address,
                              const SafiOauthPage *page,
                              SafiOauthOpen open,
                              gpointer open_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SafiOauthTokens *safi_engine_visit_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* The practice mailbox, filled afresh from the shipped messages if it is not there yet.
 * @directory: (nullable): where its files live; NULL: beside the store. Finish returns its account
 * (transfer full). */
void safi_engine_add_practice_async (SafiEngine *self,
                                     const char *directory,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
SafiAccount *
safi_engine_add_practice_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* A new secret for an account whose sign-in failed: tried first, then stored. */
void safi_engine_set_secret_async (SafiEngine *self,
                                   const char *account,
                                   const char *secret,
                                   gboolean keep_secret,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean safi_engine_set_secret_finish (SafiEngine *self, GAsyncResult *result, GError **error);
/* A secret for as long as the engine runs; what the keyring has stays there. */
void safi_engine_lend_secret_async (SafiEngine *self,
                                    const char *account,
                                    const char *secret,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean safi_engine_lend_secret_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* The key that the person's mail server makes its bounce address tags with, into the keyring;
 * @key: "" if there is none any more. */
void safi_engine_set_batv_key_async (SafiEngine *self,
                                     const char *account,
                                     const char *key,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean safi_engine_set_batv_key_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* Settles its open moves if the server can be reached, then forgets all about it. */
void safi_engine_remove_account_async (SafiEngine *self,
                                       const char *account,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean safi_engine_remove_account_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* @policy: made of safi_account_state_get_wished_policy(). */
void safi_engine_set_policy_async (SafiEngine *self,
                                   const char *account,
                                   const SafiPolicy *policy,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean safi_engine_set_policy_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* How far back the first check of a mailbox looks, for this and later ones; @days with
 * SAFI_REACH_DAYS. The next check goes back that far; what was read is not read again. */
void safi_engine_choose_reach_async (SafiEngine *self,
                                     const char *account,
                                     SafiReachChoice choice,
                                     guint days,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean safi_engine_choose_reach_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* Today's limit of data (policy.day_megabytes) is reached, and the person goes on once: as much
 * again may be used, by all mailboxes. @account: any of them. */
void safi_engine_lift_limit_async (SafiEngine *self,
                                   const char *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean safi_engine_lift_limit_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* Another week of only watching, before the person is asked again (SafiWatching). Its counts begin
 * anew; what was held back stays so. */
void safi_engine_watch_again_async (SafiEngine *self,
                                    const char *account,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean safi_engine_watch_again_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* The Junk folder of a mailbox. @ret_is_there: whether it has one; else the name is what a new one
 * would get, in the language of its other folders. Changes nothing.
 * Finish: (transfer full): UTF-8. */
void safi_engine_name_junk_async (SafiEngine *self,
                                  const char *account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *safi_engine_name_junk_finish (SafiEngine *self,
                                    GAsyncResult *result,
                                    gboolean *ret_is_there,
                                    GError **error);

/* Makes the Junk folder that the person agreed to, unless there is one meanwhile. @name: as
 * safi_engine_name_junk_finish gave it. A lost reply is no reason to make a second one.
 * SAFI_ERROR_FOLDER_EXISTS: ask for another name. */
void safi_engine_create_junk_async (SafiEngine *self,
                                    const char *account,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean safi_engine_create_junk_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* Before it starts. The engine knows no language. */
void safi_engine_set_digest_writer (SafiEngine *self, SafiDigestWriter writer);

/* Writes the week's letter into the inbox if policy.digest wants one and it is due; finishes one
 * that was interrupted. Watching does so after each check. @ret_is_written: (optional). */
void safi_engine_write_digest_async (SafiEngine *self,
                                     const char *account,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean safi_engine_write_digest_finish (SafiEngine *self,
                                          GAsyncResult *result,
                                          gboolean *ret_is_written,
                                          GError **error);

/* Looks at what is new in the inbox, newest first. Progress is the account state's. */
void safi_engine_check_async (SafiEngine *self,
                              const char *account,
                              SafiCheckMode mode,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean safi_engine_check_finish (SafiEngine *self,
                                   GAsyncResult *result,
                                   SafiCheckReport *ret_report,
                                   GError **error);
/* Stops the check that runs for @account, if any; what is judged stays judged. */
void safi_engine_cancel_check (SafiEngine *self, const char *account);

/* How much there is to learn from the mail that is there, from lists alone. */
void safi_engine_estimate_learning_async (SafiEngine *self,
                                          const char *account,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean safi_engine_estimate_learning_finish (SafiEngine *self,
                                               GAsyncResult *result,
                                               SafiLearnEstimate *ret_estimate,
                                               GError **error);
/* Something else is wanted of @account now: an estimate that is under way ends after the folder
 * that it is at (G_IO_ERROR_CANCELLED). Unlike with its cancellable the connection stays, which is
 * dear on a slow line. */
void safi_engine_leave_estimate (SafiEngine *self, const char *account);

/* Learns from the Junk and Sent folders and from what was read and kept. Only with the person's
 * word. Progress is the account state's. Cancelled or interrupted, it goes on when asked for again;
 * where the day's limit stopped it, watching goes on with it once the limit allows it. */
void safi_engine_learn_async (SafiEngine *self,
                              const char *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean safi_engine_learn_finish (SafiEngine *self,
                                   GAsyncResult *result,
                                   SafiLearnReport *ret_report,
                                   GError **error);
/* Stops the learning that runs for @account, if any; what is learned stays learned. */
void safi_engine_cancel_learning (SafiEngine *self, const char *account);

/* What @account was taught, all of it at once (service/engine/safi-engine-training.c); no network
 * is asked. */
void safi_engine_summarise_training_async (SafiEngine *self,
                                           const char *account,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean safi_engine_summarise_training_finish (SafiEngine *self,
                                                GAsyncResult *result,
                                                SafiTrainingSummary *ret_summary,
                                                GError **error);

/* A copy as a file (store/training/safi-training-copy.h). Finish: (transfer full): NULL with
 * SAFI_ERROR_COPY_TOO_LARGE or another @error. */
void safi_engine_export_training_async (SafiEngine *self,
                                        const char *account,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GBytes *safi_engine_export_training_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* Puts a copy (@octets, nullable: nothing) in the place of what @account was taught, all or
 * nothing; learning from mail that is there is stopped. Finish: (transfer full): NULL with
 * SAFI_ERROR_COPY_* or another @error: then nothing was changed. */
void safi_engine_replace_training_async (SafiEngine *self,
                                         const char *account,
                                         GBytes *octets,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
SafiTrainingChange *
safi_engine_replace_training_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* How the taught messages were judged before they were taught (filter/model/safi-trial.h). */
void safi_engine_try_training_async (SafiEngine *self,
                                     const char *account,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean safi_engine_try_training_finish (SafiEngine *self,
                                          GAsyncResult *result,
                                          SafiTrial *ret_trial,
                                          GError **error);

/* Judges octets of a message, a plain text or the answers about a call (as words, safi-call.h)
 * without remembering it; @account: (nullable): whose model to use. Finish: (transfer full);
 * @ret_message (out) (transfer full) (optional); @ret_auth (out) (transfer full) (optional)
 * (nullable): who really sent it. */
void safi_engine_judge_async (SafiEngine *self,
                              const char *account,
                              GBytes *octets,
                              SafiForm form,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SafiVerdict *safi_engine_judge_finish (SafiEngine *self,
                                       GAsyncResult *result,
                                       SafiMessage **ret_message,
                                       SafiAuthResult **ret_auth,
                                       GError **error);

/* The person's answer to a judged message: teaches @answer; junk that is still in the inbox is
 * moved, good that Safibox moved is moved back. Finish: the row as it is now (transfer full). */
void safi_engine_answer_async (SafiEngine *self,
                               gint64 judged,
                               SafiClass answer,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SafiJudged *safi_engine_answer_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* Takes an answer back: un-teaches exactly (the message stays where it is; undo moves it). */
void safi_engine_unanswer_async (SafiEngine *self,
                                 gint64 judged,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
SafiJudged *safi_engine_unanswer_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* Teaches a message from a file. */
void safi_engine_teach_async (SafiEngine *self,
                              const char *account,
                              GBytes *octets,
                              SafiClass taught_class,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean safi_engine_teach_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* Moves what was held back (all rows with fate WOULD_MOVE): the person said so, and what Safibox
 * may move by itself begins anew. Finish: number moved, -1 with
 * @error;
 * @ret_run (out) (optional): its run. */
void safi_engine_move_held_back_async (SafiEngine *self,
                                       const char *account,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
int safi_engine_move_held_back_finish (SafiEngine *self,
                                       GAsyncResult *result,
                                       gint64 *ret_run,
                                       GError **error);

/* Moves back one action, or every action of a run (in reverse order). Finish: how many messages are
 * back, -1 with @error. */
void safi_engine_undo_async (SafiEngine *self,
                             gint64 action,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
void safi_engine_undo_run_async (SafiEngine *self,
                                 gint64 run,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
int safi_engine_undo_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* Reads from the store on a reader thread. Strings of @query are copied.
 * Finish: (transfer full) (element-type SafiJudged). */
void safi_engine_list_judged_async (SafiEngine *self,
                                    const SafiJudgedQuery *query,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *safi_engine_list_judged_finish (SafiEngine *self, GAsyncResult *result, GError **error);
void safi_engine_get_judged_async (SafiEngine *self,
                                   gint64 id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SafiJudged *safi_engine_get_judged_finish (SafiEngine *self, GAsyncResult *result, GError **error);
/* Newest first. Finish: (transfer full) (element-type SafiAction). */
void safi_engine_list_actions_async (SafiEngine *self,
                                     const char *account,
                                     guint limit,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *safi_engine_list_actions_finish (SafiEngine *self, GAsyncResult *result, GError **error);
/* What each mailbox cost. Finish: (transfer full) (element-type SafiDataUse). */
void safi_engine_list_data_use_async (SafiEngine *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
safi_engine_list_data_use_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* Whom Safibox contacted in the last SAFI_CONTACT_DAYS days. Finish: (transfer full) (element-type
 * SafiContact): the newest day first. */
void safi_engine_list_contacts_async (SafiEngine *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
safi_engine_list_contacts_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* What came in the last weeks, of all mailboxes, and what it cost. Finish: FALSE with @error. */
void safi_engine_read_history_async (SafiEngine *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean safi_engine_read_history_finish (SafiEngine *self,
                                          GAsyncResult *result,
                                          SafiHistory *ret_history,
                                          GError **error);
/* What holds for all mail that proves to come from @sender, an address or a domain;
 * SAFI_SENDER_RULE_NONE takes it back. Mail that was judged stays as it is. SAFI_ERROR_INVALID if
 * @sender is neither, or stands for many people. */
void safi_engine_set_sender_rule_async (SafiEngine *self,
                                        const char *account,
                                        const char *sender,
                                        SafiSenderRule rule,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
safi_engine_set_sender_rule_finish (SafiEngine *self, GAsyncResult *result, GError **error);
/* Finish: (transfer full) (element-type SafiSaidRule), by name. */
void safi_engine_list_sender_rules_async (SafiEngine *self,
                                          const char *account,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
safi_engine_list_sender_rules_finish (SafiEngine *self, GAsyncResult *result, GError **error);

/* The message behind a judged row, fetched again from where it is now (for the why-card).
 * Finish: (transfer full). @ret_verdict: (out) (optional) (transfer full): how it would be judged
 * by what Safibox knows now. @ret_auth: (out) (optional) (transfer full) (nullable): who really
 * sent it. */
void safi_engine_load_message_async (SafiEngine *self,
                                     gint64 judged,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
SafiMessage *safi_engine_load_message_finish (SafiEngine *self,
                                              GAsyncResult *result,
                                              SafiVerdict **ret_verdict,
                                              SafiAuthResult **ret_auth,
                                              GError **error);

/* The same message as it was sent, up to SAFI_VIEW_WHOLE_MAX octets of it (for a report): on the
 * person's word, because it costs data. Finish: (transfer full). */
void safi_engine_load_whole_async (SafiEngine *self,
                                   gint64 judged,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SafiMessage *safi_engine_load_whole_finish (SafiEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
