/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-policy.h"

G_BEGIN_DECLS

/* For how long a person wants no mail to be looked at. */
typedef enum {
  SAFI_PAUSE_HOUR,
  SAFI_PAUSE_TOMORROW, /* until SAFI_PAUSE_MORNING o'clock of the next day */
  SAFI_PAUSE_OPEN,     /* until the person says so */
} SafiPause;

#define SAFI_PAUSE_MORNING 6
/* An end that is further away was set by a clock that went wrong: the pause is over. */
#define SAFI_PAUSE_SECONDS_MAX (48 * 60 * 60)

/* "hour", "tomorrow", "open". FALSE: @ret_pause stays as it is. */
gboolean safi_pause_from_word (const char *word, SafiPause *ret_pause);

/* When a pause that begins at @now (seconds UTC) ends, in the person's time zone; 0 = open. */
gint64 safi_pause_get_end (SafiPause pause, gint64 now);

/* Whether @policy has a pause that ended by itself. */
gboolean safi_pause_is_over (const SafiPolicy *policy, gint64 now);

G_END_DECLS
