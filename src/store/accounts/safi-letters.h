/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/safi-store.h"

G_BEGIN_DECLS

/* The letters that Safibox puts into a person's own inbox: a journal, so that none is sent twice,
 * and what they are known by again. Each state is committed before the command that can change the
 * server. */

typedef enum {
  SAFI_LETTER_PLANNED,
  SAFI_LETTER_SENT, /* it may be there */
  SAFI_LETTER_DONE, /* it was seen there */
  SAFI_LETTER_GONE, /* given up */
} SafiLetterState;

/* A plain value. */
typedef struct {
  gint64 id;
  char *identity;
  gint64 written; /* seconds UTC */
  gint64 sent;    /* seconds UTC: when it was sent last; 0 = not yet */
  guint tries;    /* how often it was sent */
  SafiLetterState state;
  GBytes *octets;
} SafiLetter;

void safi_letter_free (SafiLetter *self);

/* Writes a new letter down, PLANNED, as written now. */
gboolean safi_letters_plan (SafiStore *store,
                            const char *account,
                            const char *identity,
                            GBytes *octets,
                            GError **error);
/* Each step into SENT counts a try; DONE and GONE are final and drop the octets. */
gboolean safi_letters_advance (SafiStore *store, gint64 id, SafiLetterState state, GError **error);

/* @ret_letter: (transfer full) (nullable): the one that is neither DONE nor GONE. */
gboolean safi_letters_get_open (SafiStore *store,
                                const char *account,
                                SafiLetter **ret_letter,
                                GError **error);
/* When the last one until @until was written, whatever became of it: seconds UTC, 0 = never. */
gboolean safi_letters_get_last (SafiStore *store,
                                const char *account,
                                gint64 until,
                                gint64 *ret_written,
                                GError **error);
/* TRUE if a message is a letter of Safibox's own: no header that a stranger can write tells that.
 */
gboolean safi_letters_is_own (SafiStore *store,
                              const char *account,
                              const char *identity,
                              gboolean *ret_is_own,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiLetter, safi_letter_free)

G_END_DECLS
