/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/tips/safi-refresher.h"

#define DAY (24 * 60 * 60) /* seconds */

/* Whether that many seconds have passed since @time. */
static gboolean
is_past (gint64 time, gint64 seconds, gint64 now)
{
  return time <= 0 || time > now || now - time >= seconds;
}

SafiRefresher
safi_refresher_choose (const SafiRefresherFacts *facts, gint64 now)
{
  const gint64 later = facts->put_away ? SAFI_REFRESHER_LATER_DAYS * DAY : 0;

  if (facts->first_used <= 0 || facts->first_used > now ||
      !is_past (facts->first_used, SAFI_REFRESHER_QUIET_SECONDS, now) ||
      !is_past (facts->last_prompt, SAFI_REFRESHER_APART_DAYS * DAY, now))
    return SAFI_REFRESHER_NONE;
  if (facts->has_new_kind)
    return SAFI_REFRESHER_NEW_KIND;
  if (is_past (facts->last_round, SAFI_REFRESHER_DAYS * DAY, now) &&
      is_past (facts->first_used, SAFI_REFRESHER_DAYS * DAY, now) &&
      is_past (facts->last_prompt, later, now))
    return SAFI_REFRESHER_DUE;
  return SAFI_REFRESHER_NONE;
}
