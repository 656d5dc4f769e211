/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/worker/safi-account-worker.h"

G_BEGIN_DECLS

/* What an account's thread can be asked to do; each is one SafiSessionJob. */

/* Signs in with request->secret, looks around, stores account, policy and secret. */
gpointer safi_job_add_account (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* Fills request->directory, stores account and policy. Result: the SafiAccount. */
gpointer safi_job_add_practice (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* request->secret, until the thread ends; what the keyring has stays there. */
gpointer safi_job_lend_secret (SafiSession *, SafiRequest *, GCancellable *, GError **);
gpointer safi_job_set_secret (SafiSession *, SafiRequest *, GCancellable *, GError **);
gpointer safi_job_remove_account (SafiSession *, SafiRequest *, GCancellable *, GError **);
gpointer safi_job_set_policy (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* How far back the first check looks: request->reach, days. */
gpointer safi_job_choose_reach (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* The week of only watching begins anew. */
gpointer safi_job_watch_again (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* The day's limit begins anew. */
gpointer safi_job_lift_limit (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* request->secret; "": there is none any more. */
gpointer safi_job_set_batv_key (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* Settles what the journal left open. */
gpointer safi_job_settle (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* Closes the connection: the network is another one. */
gpointer safi_job_hang_up (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* Whether it is waited for mail from now on: request->wants_news, may_ask. */
gpointer safi_job_want_news (SafiSession *, SafiRequest *, GCancellable *, GError **);

/* The Junk folder, or how a new one would be named; a mailbox that has none is not mended by that.
 */
typedef struct {
  char *name; /* UTF-8 */
  gboolean is_there;
} SafiJunkFolder;

void safi_junk_folder_free (SafiJunkFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiJunkFolder, safi_junk_folder_free)

/* Result: SafiJunkFolder. */
gpointer safi_job_name_junk (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* Makes the Junk folder request->folder if there is none. */
gpointer safi_job_create_junk (SafiSession *, SafiRequest *, GCancellable *, GError **);

/* request->id is a judged row, request->taught_class the person's answer. Result: SafiJudged. */
gpointer safi_job_answer (SafiSession *, SafiRequest *, GCancellable *, GError **);
gpointer safi_job_unanswer (SafiSession *, SafiRequest *, GCancellable *, GError **);
gpointer safi_job_teach (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* request->id is a judged row. Result: SafiJudgement. */
gpointer safi_job_load_message (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* The same, not judged, as it was sent. Result: SafiMessage. */
gpointer safi_job_load_whole (SafiSession *, SafiRequest *, GCancellable *, GError **);

/* What the person said of request->sender: request->rule. */
gpointer safi_job_set_sender_rule (SafiSession *, SafiRequest *, GCancellable *, GError **);

/* Result: SafiTrainingSummary. */
gpointer safi_job_summarise_training (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* Result: GBytes. */
gpointer safi_job_export_training (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* request->octets: a copy, or NULL for nothing. Result: SafiTrainingChange. */
gpointer safi_job_replace_training (SafiSession *, SafiRequest *, GCancellable *, GError **);
/* Result: SafiTrial. */
gpointer safi_job_try_training (SafiSession *, SafiRequest *, GCancellable *, GError **);

/* Result: SafiLearnEstimate. */
gpointer safi_job_stop_learning (SafiSession *, SafiRequest *, GCancellable *, GError **);
gpointer safi_job_estimate_learning (SafiSession *, SafiRequest *, GCancellable *, GError **);

typedef struct {
  int number; /* messages moved */
  gint64 run;
} SafiMoved;

/* Result: SafiMoved. */
gpointer safi_job_move_held_back (SafiSession *, SafiRequest *, GCancellable *, GError **);
gpointer safi_job_undo (SafiSession *, SafiRequest *, GCancellable *, GError **); /* an action */
gpointer safi_job_undo_run (SafiSession *, SafiRequest *, GCancellable *, GError **); /* a run */

G_END_DECLS
