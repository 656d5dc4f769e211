/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is wrong with a pack, for whoever writes it: where, what, and what to do about it. Words are
 * made of it by words/safi-words-pack.h. */

#define SAFI_PACK_FAULTS_MAX 100 /* of a pack; later ones are dropped */
#define SAFI_PACK_FAULT_ARGS 2

typedef struct {
  char *file; /* its name in the pack, as a stranger wrote it; "" for the pack as a whole */
  guint line; /* 0: of the file as a whole */
  const char *pattern; /* N_(), with {0} and {1} for @args */
  char *args[SAFI_PACK_FAULT_ARGS + 1];
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

G_END_DECLS
