/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/safi-mail-source.h"
#include "service/engine/safi-engine.h"

/* An engine on a directory of messages, in a temporary directory, with a clock that stands still.
 * The calls here block until the engine has answered. */

#define FIXTURE_NOW G_GINT64_CONSTANT (1795100000) /* 2026-11-19: seconds UTC */
#define FIXTURE_RECEIVED                                                                           \
  (FIXTURE_NOW - 24 * 60 * 60) /* of the first message; each a second later */

typedef struct {
  char *root;
  char *store; /* directory */
  char *mail;  /* directory */
  SafiClock *clock;
  SafiEngine *engine;
  char *account;      /* (nullable): id */
  GPtrArray *judged;  /* (element-type SafiJudged): signals, in order */
  GPtrArray *notices; /* (element-type utf8) */
} Fixture;

/* With @n_messages in the inbox. Does not start. */
Fixture *fixture_new (guint n_messages);
void fixture_free (Fixture *self);
/* Frees, and leaves the files where they are. */
void fixture_leave (Fixture *self);

/* Writes message @number into @folder, received @date. */
void fixture_deliver (Fixture *self, const char *folder, guint number, gint64 date);

/* Starts an engine (a new one after a stop) and links the directory. */
void fixture_start (Fixture *self);
void fixture_stop (Fixture *self);
/* Ends the engine without linking; only starts it. FALSE with @error. */
gboolean fixture_try_start (Fixture *self, gboolean read_only, GError **error);

/* From now on every message is junk, or every one is good, or not sure. */
void fixture_call_all (Fixture *self, SafiDecision decision, gboolean watch_only);

gboolean
fixture_check (Fixture *self, SafiCheckMode mode, SafiCheckReport *ret_report, GError **error);
SafiCheckReport fixture_must_check (Fixture *self, SafiCheckMode mode);

/* Returns: (transfer full). */
GPtrArray *fixture_list (Fixture *self, SafiJudgedFilter filter);
GPtrArray *fixture_list_actions (Fixture *self);
SafiJudged *fixture_get (Fixture *self, gint64 id);
/* The row of message @number. */
SafiJudged *fixture_find (Fixture *self, guint number);

int fixture_undo (Fixture *self, gint64 action, GError **error);
int fixture_undo_run (Fixture *self, gint64 run, GError **error);
SafiJudged *fixture_answer (Fixture *self, gint64 id, SafiClass answer, GError **error);

guint fixture_count (Fixture *self, const char *folder);
/* TRUE if message @number is in @folder, and in no other of INBOX and Junk. */
gboolean fixture_is_in (Fixture *self, const char *folder, guint number);
/* Every message of every folder: its identity and flags, sorted. Returns: (transfer full). */
char *fixture_snapshot (Fixture *self);
/* Sets a flag, as another program would. */
void fixture_set_flag (Fixture *self, const char *folder, guint number, SafiFlags flag);

/* For calls that the fixture has none for. */
typedef struct {
  GAsyncResult *result;
} FixtureWait;

void fixture_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *fixture_wait (FixtureWait *wait);
