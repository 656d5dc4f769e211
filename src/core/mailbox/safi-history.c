/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-history.h"

#define DAYS_OF_WEEK 7

SafiSort
safi_sort_of (SafiDecision decision, SafiKind kind)
{
  if (decision == SAFI_DECISION_GOOD)
    return SAFI_SORT_GOOD;
  if (decision == SAFI_DECISION_UNSURE)
    return SAFI_SORT_UNSURE;
  switch (kind) {
  case SAFI_KIND_PHISHING:
  case SAFI_KIND_MONEY:
  case SAFI_KIND_THREAT:
    return SAFI_SORT_SCAM;
  case SAFI_KIND_MALWARE:
    return SAFI_SORT_FILE;
  case SAFI_KIND_ADVERT:
    return SAFI_SORT_ADVERT;
  case SAFI_KIND_NONE: /* the person called it junk */
  case SAFI_KIND_BOUNCE:
  case SAFI_KIND_OTHER:
  default:
    return SAFI_SORT_OTHER;
  }
}

guint
safi_tally_get_junk (const SafiTally *self)
{
  guint sum = 0;

  for (guint sort = SAFI_SORT_SCAM; sort <= SAFI_SORT_OTHER; sort++)
    sum += self->counts[sort];
  return sum;
}

guint
safi_tally_get_all (const SafiTally *self)
{
  return safi_tally_get_junk (self) + self->counts[SAFI_SORT_UNSURE] + self->counts[SAFI_SORT_GOOD];
}

SafiSort
safi_tally_get_most (const SafiTally *self)
{
  SafiSort most = SAFI_SORT_GOOD;
  guint n_most = 0;

  for (guint sort = SAFI_SORT_SCAM; sort <= SAFI_SORT_OTHER; sort++) {
    if (self->counts[sort] == n_most)
      most = SAFI_SORT_GOOD;
    if (self->counts[sort] <= n_most)
      continue;
    most = (SafiSort) sort;
    n_most = self->counts[sort];
  }
  return most;
}

/* Midnights of the calendar, because days of 23 and 25 hours exist. */
static gint64
get_midnight (GDateTime *today, int days)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (today, days);

  return g_date_time_to_unix (day);
}

SafiHistory
safi_history_begin (gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (now);
  g_autoptr (GDateTime) today =
      g_date_time_new_local (g_date_time_get_year (time), g_date_time_get_month (time),
                             g_date_time_get_day_of_month (time), 0, 0, 0);
  SafiHistory self = { 0 };

  for (int i = 0; i < SAFI_HISTORY_WEEKS; i++) {
    int end = (i + 1 - SAFI_HISTORY_WEEKS) * DAYS_OF_WEEK + 1;

    self.weeks[i].since = get_midnight (today, end - DAYS_OF_WEEK);
    self.weeks[i].until = get_midnight (today, end);
  }
  for (int i = 0; i < SAFI_HISTORY_DAYS; i++)
    self.days[i] = get_midnight (today, i + 1 - SAFI_HISTORY_DAYS);
  self.today.since = get_midnight (today, 0);
  self.today.until = get_midnight (today, 1);
  return self;
}

guint64
safi_history_sum_octets (const SafiHistory *self, guint skip, guint n_days)
{
  guint64 sum = 0;

  for (guint i = skip; i < skip + n_days && i < SAFI_HISTORY_DAYS; i++)
    sum += self->octets[SAFI_HISTORY_DAYS - 1 - i];
  return sum;
}
