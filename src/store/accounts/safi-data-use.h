/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/safi-store.h"

G_BEGIN_DECLS

/* What each mailbox costs whose line is paid by the megabyte: octets on the wire, both ways, by the
 * day of the person's calendar. */

#define SAFI_DATA_USE_DAYS 400 /* older ones are forgotten */

/* A plain value. */
typedef struct {
  char *account;
  guint64 today; /* octets */
  guint64 month; /* octets since the first day of this month */
} SafiDataUse;

void safi_data_use_free (SafiDataUse *self);

/* Adds @octets on the day of @time (seconds UTC), and forgets days that are too old. */
gboolean safi_store_add_data_use (SafiStore *self,
                                  const char *account,
                                  gint64 time,
                                  guint64 octets,
                                  GError **error);

/* Traffic of none of the accounts: of one that is gone, or that never became one. */
#define SAFI_DATA_USE_NOBODY ""

/* What @account used on the day of @now counts on as nobody's: it is going, the day's limit stays.
 */
gboolean safi_store_keep_day_use (SafiStore *self, const char *account, gint64 now, GError **error);

/* @now: seconds UTC. Returns: (transfer full) (element-type SafiDataUse): one for each account. */
GPtrArray *safi_store_list_data_use (SafiStore *self, gint64 now, GError **error);

/* What all accounts cost on each of @n_days days. @days: (array length=n_days): when each began, in
 * ascending order, seconds UTC. @ret_octets: (array length=n_days). */
gboolean safi_store_list_data_days (SafiStore *self,
                                    const gint64 *days,
                                    guint n_days,
                                    guint64 *ret_octets,
                                    GError **error);

/* What all of them used on the day of @now together, in octets. @ret_lifted_at: what that was when
 * the day's limit was lifted last; 0 = it was not, today. */
gboolean safi_store_get_day_use (SafiStore *self,
                                 gint64 now,
                                 guint64 *ret_used,
                                 guint64 *ret_lifted_at,
                                 GError **error);

/* The day's limit counts from what is used now. */
gboolean safi_store_lift_day_limit (SafiStore *self, gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiDataUse, safi_data_use_free)

G_END_DECLS
