/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/mailbox/safi-words-watch.h"

#include <glib/gi18n-lib.h>

char *
safi_words_watch_today (guint n_today)
{
  return g_strdup_printf (ngettext ("Today %u message would have gone to Junk.",
                                    "Today %u messages would have gone to Junk.", n_today),
                          n_today);
}

char *
safi_words_watch_yesterday (guint n_yesterday)
{
  return g_strdup_printf (ngettext ("Yesterday %u message would have gone to Junk.",
                                    "Yesterday %u messages would have gone to Junk.", n_yesterday),
                          n_yesterday);
}

char *
safi_words_watch_day (guint day)
{
  /* Translators: the days in which Safibox only watches: "Day 3 of 7". */
  return g_strdup_printf (_ ("Day %u of %u"), day, SAFI_WATCH_WEEK_DAYS);
}

static char *
say_corrected (guint n_corrected)
{
  if (n_corrected == 0)
    /* Translators: of the messages that the sentence before counted. */
    return g_strdup (_ ("You corrected none of them."));
  /* Translators: of the messages that the sentence before counted. */
  return g_strdup_printf (
      ngettext ("You corrected %u of them.", "You corrected %u of them.", n_corrected),
      n_corrected);
}

char *
safi_words_watch_week (guint n_week, guint n_corrected)
{
  g_autofree char *corrected = NULL;
  g_autofree char *counted = NULL;

  if (n_week == 0)
    /* Translators: "this time" are the days in which Safibox only watched. */
    return g_strdup (_ ("In this time no message would have gone to Junk."));
  corrected = say_corrected (n_corrected);
  /* Translators: "this time" are the days in which Safibox only watched. */
  counted = g_strdup_printf (ngettext ("In this time %u message would have gone to Junk.",
                                       "In this time %u messages would have gone to Junk.", n_week),
                             n_week);
  return g_strconcat (counted, " ", corrected, NULL);
}
