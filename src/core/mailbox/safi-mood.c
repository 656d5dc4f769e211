/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-mood.h"

SafiMood
safi_mood_choose (const SafiMoodFacts *facts)
{
  if (facts->n_accounts == 0)
    return SAFI_MOOD_EMPTY;
  if (facts->problems > 0)
    return SAFI_MOOD_PROBLEM;
  if (facts->checking > 0)
    return SAFI_MOOD_CHECKING;
  if (facts->learning > 0)
    return SAFI_MOOD_LEARNING;
  if (facts->unsure > 0)
    return SAFI_MOOD_UNSURE;
  if (facts->paused == facts->n_accounts)
    return SAFI_MOOD_PAUSED;
  if (facts->offline > 0)
    return SAFI_MOOD_OFFLINE;
  if (facts->limited > 0)
    return SAFI_MOOD_LIMITED;
  return facts->is_metered ? SAFI_MOOD_METERED : SAFI_MOOD_QUIET;
}
