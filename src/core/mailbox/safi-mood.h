/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How all mailboxes together are doing: the one thing that a person is told first. */
typedef enum {
  SAFI_MOOD_EMPTY,    /* no mailbox yet */
  SAFI_MOOD_PROBLEM,  /* a mailbox needs the person */
  SAFI_MOOD_CHECKING, /* a check runs, or messages are moved */
  SAFI_MOOD_LEARNING, /* from mail that is there already */
  SAFI_MOOD_UNSURE,   /* messages need the person */
  SAFI_MOOD_PAUSED,   /* all of them */
  SAFI_MOOD_OFFLINE,  /* one cannot be reached */
  SAFI_MOOD_LIMITED,  /* today's limit of data is reached */
  SAFI_MOOD_METERED,  /* watching, with little data */
  SAFI_MOOD_QUIET,    /* watching */
} SafiMood;

#define SAFI_N_MOODS (SAFI_MOOD_QUIET + 1)

/* What it follows from: of so many mailboxes how many … A plain value. */
typedef struct {
  guint n_accounts;
  guint problems;
  guint checking;
  guint learning;
  guint offline;
  guint paused;
  guint limited;       /* which the day's limit of data holds back */
  guint unsure;        /* messages that wait for an answer */
  gboolean is_metered; /* data cost money now */
} SafiMoodFacts;

/* What a person must do goes before what Safibox does, and that before what it waits for. */
SafiMood safi_mood_choose (const SafiMoodFacts *facts);

G_END_DECLS
