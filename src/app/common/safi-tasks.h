/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-pause.h"
#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* What a person asks the engine to do from several places of the window. A failure is told as a
 * sentence in the window. Main thread only. */

/* Tells a sentence in the window; @undo_run: (0 = none) offers to move that run back. */
typedef void (*SafiTellFunc) (const char *sentence, gint64 undo_run, gpointer user_data);
void safi_tasks_set_tell (SafiTellFunc tell, gpointer user_data);
void safi_tasks_tell (const char *sentence);
void safi_tasks_tell_error (const GError *error);

void safi_tasks_check (SafiEngine *engine, const char *account);
/* The first check of a mailbox. Watching may have begun before the person said whether to move:
 * with @moves, what was held back by then is moved, too. */
void safi_tasks_check_first (SafiEngine *engine, const char *account, gboolean moves);
/* Every mailbox that is not paused. */
void safi_tasks_check_all (SafiEngine *engine);
/* What holds for all mail of @sender from now on. */
void safi_tasks_set_sender_rule (SafiEngine *engine,
                                 const char *account,
                                 const char *sender,
                                 SafiSenderRule rule);
/* A week of watching is over in some mailboxes: they move from now on, and what was held back, too;
 * or they watch for another week. */
void safi_tasks_begin_moving (SafiEngine *engine);
void safi_tasks_watch_again (SafiEngine *engine);
void safi_tasks_set_policy (SafiEngine *engine, const char *account, const SafiPolicy *policy);
/* Leaves every mailbox alone for so long; one that is paused stays so for as long as before. */
void safi_tasks_pause (SafiEngine *engine, SafiPause pause);
/* Changes one part of a policy. */
typedef void (*SafiPolicyChange) (SafiPolicy *policy, gpointer user_data);
/* One wish for all mailboxes, kept with each: the command line obeys it, too. */
void safi_tasks_change_policies (SafiEngine *engine, SafiPolicyChange change, gpointer user_data);
/* The first check left out older messages: what is to become of them. */
void safi_tasks_choose_reach (SafiEngine *engine, const char *account, SafiReachChoice choice);
/* Today's limit of data is reached, and the person goes on once. */
void safi_tasks_lift_limit (SafiEngine *engine, const char *account);
/* Looks again at every mailbox that is paused. */
void safi_tasks_go_on (SafiEngine *engine);
void safi_tasks_remove_account (SafiEngine *engine, const char *account);
/* Moves what was held back, in every mailbox. */
void safi_tasks_move_held_back (SafiEngine *engine);
void safi_tasks_undo_run (SafiEngine *engine, gint64 run);

/* Adds the practice mailbox if it is not there, and checks it. */
void safi_tasks_practice (SafiEngine *engine);

/* Learns from the mail that is there: the person has just said so. */
void safi_tasks_learn (SafiEngine *engine, const char *account);

G_END_DECLS
