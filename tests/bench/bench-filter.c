/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-filter.h"

#include <string.h>

/* The same in every process, so that a second one finds what the first one taught. */
#define ACCOUNT_ID "bench"

gboolean
bench_filter_open (BenchFilter *self, const char *directory, GError **error)
{
  self->account = safi_account_new_practice (ACCOUNT_ID, "bench@localhost", ".");
  self->store = safi_store_open (directory, safi_clock_get_system (), safi_filter_lookup, error);
  return self->store != NULL && safi_store_save_account (self->store, self->account, error);
}

gboolean
bench_filter_load (BenchFilter *self, GError **error)
{
  self->filter = safi_filter_new (self->store, self->account, error);
  return self->filter != NULL;
}

void
bench_filter_clear (BenchFilter *self)
{
  g_clear_pointer (&self->filter, safi_filter_free);
  g_clear_pointer (&self->store, safi_store_close);
  g_clear_pointer (&self->account, safi_account_unref);
}

guint64
bench_read_memory (void)
{
  static const char field[] = "VmRSS:";
  g_autofree char *status = NULL;
  const char *at;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  at = strstr (status, field);
  return at != NULL ? g_ascii_strtoull (at + strlen (field), NULL, 10) * 1024 : 0;
}
