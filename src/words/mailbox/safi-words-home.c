/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/mailbox/safi-words-home.h"

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/safi-words.h"

static char *
say_paused (gint64 paused_until, gint64 now)
{
  g_autofree char *when = NULL;
  const char *args[] = { NULL, NULL };

  if (paused_until == 0)
    /* Translators: a state: Safibox does not look at new mail until the person wants it again. */
    return g_strdup (_ ("Paused"));
  when = safi_words_moment (paused_until, now);
  args[0] = when;
  /* Translators: {0} is a time such as "15:10" or "Friday 06:00". */
  return safi_text_fill (_ ("Paused until {0}"), args);
}

static char *
say_unsure (guint n_unsure)
{
  return g_strdup_printf (
      ngettext ("%u message waits for your answer", "%u messages wait for your answer", n_unsure),
      n_unsure);
}

char *
safi_words_mood (SafiMood mood, guint n_unsure, gint64 paused_until, gint64 now)
{
  switch (mood) {
  case SAFI_MOOD_EMPTY:
    /* Translators: a state: the person has added none. */
    return g_strdup (_ ("No mailbox yet"));
  case SAFI_MOOD_PROBLEM:
    return g_strdup (_ ("A mailbox needs you"));
  case SAFI_MOOD_CHECKING:
    return g_strdup (_ ("Looking at your messages…"));
  case SAFI_MOOD_LEARNING:
    return g_strdup (_ ("Learning from your messages…"));
  case SAFI_MOOD_UNSURE:
    return say_unsure (n_unsure);
  case SAFI_MOOD_PAUSED:
    return say_paused (paused_until, now);
  case SAFI_MOOD_OFFLINE:
    return g_strdup (_ ("A mailbox cannot be reached"));
  case SAFI_MOOD_LIMITED:
    return g_strdup (_ ("Today's limit of data is reached"));
  case SAFI_MOOD_METERED:
    /* Translators: data cost money on this network, so Safibox uses little of it. */
    return g_strdup (_ ("Nothing needs you, and little data is used"));
  case SAFI_MOOD_QUIET:
  default:
    return g_strdup (_ ("Nothing needs you"));
  }
}

char *
safi_words_held_back (guint n_messages, gboolean is_stopped)
{
  if (is_stopped)
    return g_strdup_printf (
        ngettext ("Safibox found much more junk than usual, and stopped moving it. %u message "
                  "waits for your yes.",
                  "Safibox found much more junk than usual, and stopped moving it. %u messages "
                  "wait for your yes.",
                  n_messages),
        n_messages);
  return g_strdup_printf (ngettext ("Safibox only watches. It would have moved %u message.",
                                    "Safibox only watches. It would have moved %u messages.",
                                    n_messages),
                          n_messages);
}

/* Why no mail is being looked at; NULL if it is. */
static const char *
say_standstill (SafiMood mood)
{
  switch (mood) {
  case SAFI_MOOD_EMPTY:
    return _ ("Add your mailbox, or try everything in a made-up one.");
  case SAFI_MOOD_PROBLEM:
    return _ ("Safibox cannot look for junk in it before you help.");
  case SAFI_MOOD_OFFLINE:
    return _ ("You need not do anything. Safibox tries again by itself.");
  case SAFI_MOOD_PAUSED:
    return _ ("Safibox does not look for junk until you let it go on.");
  case SAFI_MOOD_CHECKING:
  case SAFI_MOOD_LEARNING:
  case SAFI_MOOD_UNSURE:
  case SAFI_MOOD_LIMITED:
  case SAFI_MOOD_METERED:
  case SAFI_MOOD_QUIET:
  default:
    return NULL;
  }
}

static char *
say_junk (guint junk, guint moved)
{
  if (moved > 0)
    return g_strdup_printf (
        ngettext ("%u junk message moved this week.", "%u junk messages moved this week.", moved),
        moved);
  if (junk > 0)
    return g_strdup_printf (ngettext ("%u junk message found this week, none moved.",
                                      "%u junk messages found this week, none moved.", junk),
                            junk);
  return g_strdup (_ ("No junk found this week."));
}

static char *
say_today (const SafiTally *today)
{
  guint n_all = safi_tally_get_all (today);
  g_autofree char *all = g_strdup_printf ("%u", n_all);
  g_autofree char *junk = g_strdup_printf ("%u", safi_tally_get_junk (today));
  const char *const args[] = { all, junk, NULL };

  if (n_all == 0)
    /* Translators: none came, in any of the mailboxes. */
    return g_strdup (_ ("No mail today."));
  /* Translators: {0} is a number of messages, {1} how many of them are junk; it may be 0. */
  return safi_text_fill (
      ngettext ("Today: {0} message, {1} junk.", "Today: {0} messages, {1} junk.", n_all), args);
}

char *
safi_words_mood_summary (SafiMood mood, const SafiTally *today, guint junk, guint moved)
{
  const char *standstill = say_standstill (mood);
  g_autofree char *day = NULL;
  g_autofree char *week = NULL;

  if (standstill != NULL)
    return g_strdup (standstill);
  day = say_today (today);
  week = say_junk (junk, moved);
  return g_strdup_printf ("%s %s", day, week);
}

char *
safi_words_mood_last_check (SafiMood mood, gint64 last_check, gint64 now)
{
  g_autofree char *when = NULL;

  if (say_standstill (mood) != NULL)
    return NULL;
  if (last_check == 0)
    /* Translators: Safibox has not looked at any mailbox. */
    return g_strdup (_ ("Not checked yet."));
  when = safi_words_date (last_check, now);
  /* Translators: when Safibox last looked ("14:02"). */
  return g_strdup_printf (_ ("Last check: %s. Works while this computer is on."), when);
}
