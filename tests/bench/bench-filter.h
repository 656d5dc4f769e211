/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "filter/safi-filter.h"

G_BEGIN_DECLS

/* A filter over a store on disk, for programs that measure. */
typedef struct {
  SafiAccount *account;
  SafiStore *store;
  SafiFilter *filter; /* NULL until bench_filter_load */
} BenchFilter;

/* Opens (or creates) the store in @directory. Returns: FALSE with @error. */
gboolean bench_filter_open (BenchFilter *self, const char *directory, GError **error);

/* Reads what was taught into memory. */
gboolean bench_filter_load (BenchFilter *self, GError **error);

void bench_filter_clear (BenchFilter *self);

/* Octets that this process has resident now. */
guint64 bench_read_memory (void);

G_END_DECLS
