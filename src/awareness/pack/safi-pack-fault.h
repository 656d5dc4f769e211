/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is wrong with a pack, for whoever writes it: where, what, and what to do about it. Words are
 * made of it by words/teaching/safi-words-pack.h. */

#define SAFI_PACK_FAULTS_MAX 100 /* of a pack; later ones are dropped */
#define SAFI_PACK_FAULT_ARGS 2

/* What is wrong, for whoever shows it beside the field where it stands. */
typedef enum {
  SAFI_PACK_FAULT_OTHER,
  SAFI_PACK_FAULT_EMPTY,         /* nothing is written there */
  SAFI_PACK_FAULT_LONG,          /* more than fits */
  SAFI_PACK_FAULT_LONG_TOGETHER, /* title and sentence of a tip */
  SAFI_PACK_FAULT_MANY,          /* more lines than fit */
  SAFI_PACK_FAULT_VALUE,         /* neither a number nor an address */
  SAFI_PACK_FAULT_DATE,          /* no day */
} SafiPackFaultKind;

/* Where it is. */
typedef struct {
  const char *file;
  guint line;
  const char *field; /* (nullable): the key or column; static */
  SafiPackFaultKind kind;
} SafiPackSpot;

typedef struct {
  char *file; /* its name in the pack, as a stranger wrote it; "" for the pack as a whole */
  guint line; /* 0: of the file as a whole */
  const char *pattern; /* N_(), with {0} and {1} for @args */
  char *args[SAFI_PACK_FAULT_ARGS + 1];
  const char *field; /* (nullable): the key of pack.txt or the column that it is about */
  SafiPackFaultKind kind;
} SafiPackFault;

void safi_pack_fault_free (SafiPackFault *self);

/* Returns: (transfer full) (element-type SafiPackFault): an empty list. */
GPtrArray *safi_pack_faults_new (void);

/* @first, @second: (nullable): what stands for {0} and {1} in @pattern, which is kept as it is.
 * What was told already is not told twice, so the length of @faults does not say whether one was
 * found. Returns: FALSE, so that whoever finds a fault can end with it. */
gboolean safi_pack_faults_add (GPtrArray *faults,
                               const char *file,
                               guint line,
                               const char *pattern,
                               const char *first,
                               const char *second);
/* The same, of one field. */
gboolean safi_pack_faults_add_at (GPtrArray *faults,
                                  const SafiPackSpot *spot,
                                  const char *pattern,
                                  const char *first,
                                  const char *second);

G_END_DECLS
