/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/messages/safi-journal.h"
#include "store/messages/safi-store-judged.h"
#include "store/training/safi-training.h"

/* What the tests of the store share. Every helper ends the test on an error it did not expect. */

#define ACCOUNT "11111111-2222-3333-4444-555555555555"
#define NOW G_GINT64_CONSTANT (1750000000) /* seconds UTC */

/* Knows "test.junk" and "test.good". */
const SafiFinding *store_fixture_lookup (const char *code);

/* An empty directory below the temporary one. Returns: (transfer full). */
char *store_fixture_make_directory (void);
void store_fixture_remove_directory (char *directory); /* (transfer full) */

/* A clock that stands still at NOW, shared by all tests of the process. */
SafiClock *store_fixture_get_clock (void);

SafiStore *store_fixture_open (const char *directory);
SafiStore *store_fixture_open_memory (void);

/* A store in a directory of its own, for tests of its files. */
typedef struct {
  char *directory;
  SafiStore *store; /* (nullable): once it is closed */
} StoreFixture;

void store_fixture_set_up (StoreFixture *fixture, gconstpointer data);
void store_fixture_tear_down (StoreFixture *fixture, gconstpointer data);
void store_fixture_close (StoreFixture *fixture);
char *store_fixture_get_path (StoreFixture *fixture); /* (transfer full): of its file */

/* A message in INBOX with three rows of evidence. @number makes its identity and its UID. */
SafiJudged *store_fixture_new_judged (guint number, SafiDecision decision, const char *subject);
gint64 store_fixture_put (SafiStore *store, guint number, SafiDecision decision);
char *store_fixture_identity (guint number); /* (transfer full) */

/* A move of message @number from INBOX to Junk. */
SafiAction *store_fixture_new_action (guint number);
/* The move back of @done. */
SafiAction *store_fixture_new_undo (SafiAction *done);
/* Plans one action for @judged (0: none). Returns: (transfer full). */
SafiAction *store_fixture_plan (SafiStore *store, SafiAction *action, gint64 judged);

/* A message that a person taught, with @n features and grams, the first of which is @first; one
 * without passes added nothing. It was judged 1.5 nats toward junk before. */
SafiTaught *store_fixture_new_taught (SafiClass taught_class, guint passes, guint first, guint n);

/* How many messages of ACCOUNT that were taught showed finding @code; it was taught. */
SafiTotals store_fixture_count_finding (SafiStore *store, const char *code);

/* The same story each time, told one public call after the other: messages are judged, moved,
 * taught, un-taught, moved back, forgotten. Returns: FALSE with @error. */
#define STORE_FIXTURE_N_STEPS 14
gboolean store_fixture_run_step (SafiStore *store, guint step, GError **error);

/* Copies the file of a closed store. */
void store_fixture_copy (const char *from_directory, const char *to_directory);

/* Every row of every table as text, by SQLite itself. Returns: (transfer full). */
char *store_fixture_dump (const char *directory);
/* Runs the statement on a connection of its own. */
void store_fixture_run_sql (const char *directory, const char *sql);
/* "ok", or what SQLite finds. Returns: (transfer full). */
char *store_fixture_integrity (const char *directory);
