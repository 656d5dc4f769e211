/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-types.h"

G_BEGIN_DECLS

/* Makes any number of distinct messages of a few thousand real ones: each has the header of a real
 * message, with a Message-ID of its own, and as many words as that one, in phrases of eight that
 * come from random places of other messages of the same class. So it has the words and most
 * neighbours of words that real mail has, and new neighbours at each seam, as new mail has. The
 * seed is fixed: every run makes the same. */
typedef struct _BenchMix BenchMix;

/* Reads the messages of an index. Returns: (transfer full): NULL with @error. */
BenchMix *bench_mix_new (const char *index, GError **error);
void bench_mix_free (BenchMix *self);

guint bench_mix_get_n_messages (BenchMix *self); /* real ones */

/* The real message in place @at, as it is. */
GBytes *bench_mix_get (BenchMix *self, guint at, SafiClass *ret_truth);

/* Returns: (transfer full): the made message number @number. */
GBytes *bench_mix_make (BenchMix *self, guint number, SafiClass *ret_truth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchMix, bench_mix_free)

G_END_DECLS
