/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/mailbox/safi-words-training.h"

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/safi-words.h"

char *
safi_words_training (guint n_good, guint n_junk, gint64 since, gint64 now)
{
  g_autofree char *good = g_strdup_printf ("%u", n_good);
  g_autofree char *junk = g_strdup_printf ("%u", n_junk);
  g_autofree char *day = NULL;
  const char *args[] = { good, junk, NULL, NULL };

  if (since == 0)
    /* Translators: of a mailbox: from none of its messages. */
    return g_strdup (_ ("Nothing learned yet"));
  day = safi_words_date (since, now);
  args[2] = day;
  /* Translators: what was learned: {0} and {1} are numbers of messages, {2} is a day or a time,
     such as "3 May" or "Today 14:02". */
  return safi_text_fill (_ ("{0} real, {1} junk · since: {2}"), args);
}

static char *
fill_numbers (const char *pattern, guint n_messages, guint n_moved, guint n_unsure)
{
  g_autofree char *all = g_strdup_printf ("%u", n_messages);
  g_autofree char *moved = g_strdup_printf ("%u", n_moved);
  g_autofree char *unsure = g_strdup_printf ("%u", n_unsure);
  const char *const args[] = { all, moved, unsure, NULL };

  return safi_text_fill (pattern, args);
}

char *
safi_words_trial_good (guint n_messages, guint n_moved, guint n_unsure)
{
  /* Translators: {0}, {1} and {2} are numbers of messages. */
  return fill_numbers (ngettext ("Of {0} real message, {1} would have been moved to Junk. Safibox "
                                 "would have asked you about {2}.",
                                 "Of {0} real messages, {1} would have been moved to Junk. Safibox "
                                 "would have asked you about {2}.",
                                 n_messages),
                       n_messages, n_moved, n_unsure);
}

char *
safi_words_trial_junk (guint n_messages, guint n_moved, guint n_unsure)
{
  /* Translators: {0}, {1} and {2} are numbers of messages. */
  return fill_numbers (ngettext ("Of {0} junk message, {1} would have been found. Safibox would "
                                 "have asked you about {2}.",
                                 "Of {0} junk messages, {1} would have been found. Safibox would "
                                 "have asked you about {2}.",
                                 n_messages),
                       n_messages, n_moved, n_unsure);
}

char *
safi_words_trial_bound (guint one_in)
{
  g_autofree char *number = g_strdup_printf ("%u", one_in);
  const char *const args[] = { number, NULL };

  if (one_in == 0)
    return g_strdup (_ ("That is too little to say how much real mail is moved by mistake."));
  return safi_text_fill (
      /* Translators: {0} is a number. A statistical bound at 95 % confidence. */
      _ ("What this shows: fewer than 1 in {0} real messages is moved by mistake."), args);
}

const char *
safi_words_trial_limits (void)
{
  return _ (
      "Each message counts as it was judged just before Safibox learned what it is. The first "
      "ones, which only taught it, are left out. Mail to come may be judged better or worse.");
}

const char *
safi_words_trial_too_few (void)
{
  return _ ("There is too little to try yet. Safibox first needs 20 real and 20 junk messages to "
            "learn from, then some of each to try itself on.");
}
