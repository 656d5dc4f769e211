/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/mailbox/safi-words-history.h"

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/safi-words-time.h"

#define DAYS_OF_WEEK 7

const char *
safi_words_sort (SafiSort sort)
{
  switch (sort) {
  case SAFI_SORT_SCAM:
    /* Translators: a kind of mail, in a plot and beside a number. */
    return _ ("Scams");
  case SAFI_SORT_FILE:
    /* Translators: a kind of mail: with a file that does damage. */
    return _ ("Harmful files");
  case SAFI_SORT_ADVERT:
    /* Translators: a kind of mail: advertising that nobody asked for. */
    return _ ("Adverts");
  case SAFI_SORT_OTHER:
    /* Translators: a kind of mail: junk that is none of the kinds with names. */
    return _ ("Other junk");
  case SAFI_SORT_UNSURE:
    return _ ("Not sure");
  case SAFI_SORT_GOOD:
  default:
    /* Translators: a kind of mail: no junk. */
    return _ ("Good mail");
  }
}

char *
safi_words_day (gint64 seconds)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (seconds);

  /* Translators: a day of this year; see the GLib documentation of g_date_time_format */
  /* xgettext:no-c-format */
  return safi_words_format_time (day, _ ("%-d %b"));
}

char *
safi_words_week (const SafiTally *week)
{
  g_autofree char *first = safi_words_day (week->since);
  g_autofree char *last = safi_words_day (week->until - 1);
  const char *const args[] = { first, last, NULL };

  /* Translators: a week: "13 Nov to 19 Nov". */
  return safi_text_fill (_ ("{0} to {1}"), args);
}

static void
append_count (GString *text, SafiSort sort, guint n)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  const char *const args[] = { safi_words_sort (sort), number, NULL };
  g_autofree char *part = NULL;

  if (n == 0)
    return;
  /* Translators: a sort of mail and how many messages came: "Adverts: 9." */
  part = safi_text_fill (_ ("{0}: {1}."), args);
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", part);
}

char *
safi_words_tally (const SafiTally *tally)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint sort = 0; sort < SAFI_N_SORTS; sort++)
    append_count (text, (SafiSort) sort, tally->counts[sort]);
  if (text->len == 0)
    /* Translators: of a bar of a plot: none came in that time. */
    return g_strdup (_ ("No mail."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
say_last_week (const SafiTally *week)
{
  guint n_all = safi_tally_get_all (week);
  g_autofree char *all = g_strdup_printf ("%u", n_all);
  g_autofree char *junk = g_strdup_printf ("%u", safi_tally_get_junk (week));
  const char *const args[] = { all, junk, NULL };

  if (n_all == 0)
    return g_strdup (_ ("No mail came in the last 7 days."));
  /* Translators: {0} is a number of messages, {1} how many of them are junk; it may be 0. */
  return safi_text_fill (ngettext ("In the last 7 days {0} message came, {1} of them junk.",
                                   "In the last 7 days {0} messages came, {1} of them junk.",
                                   n_all),
                         args);
}

/* NULL if nothing came in the week before either. */
static char *
say_week_before (const SafiTally *week)
{
  g_autofree char *junk = g_strdup_printf ("%u", safi_tally_get_junk (week));
  const char *const args[] = { junk, NULL };

  if (safi_tally_get_all (week) == 0)
    return NULL;
  /* Translators: {0} is the number of junk messages that came in the week before the last one. */
  return safi_text_fill (_ ("Junk in the week before: {0}."), args);
}

/* NULL if there is no single one. */
static char *
say_most (const SafiTally *week)
{
  switch (safi_tally_get_most (week)) {
  case SAFI_SORT_SCAM:
    return g_strdup (_ ("Scams came most often."));
  case SAFI_SORT_FILE:
    return g_strdup (_ ("Harmful files came most often."));
  case SAFI_SORT_ADVERT:
    return g_strdup (_ ("Adverts came most often."));
  case SAFI_SORT_OTHER:
  case SAFI_SORT_UNSURE:
  case SAFI_SORT_GOOD:
  default:
    return NULL;
  }
}

/* Takes the sentences, of which some may be NULL. */
static char *
join (char *first, char *second, char *third)
{
  char *const parts[] = { first, second, third };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", parts[i]);
    g_free (parts[i]);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
safi_words_weeks (const SafiHistory *history)
{
  const SafiTally *last = &history->weeks[SAFI_HISTORY_WEEKS - 1];
  const SafiTally *before = last - 1;

  return join (say_last_week (last), say_week_before (before), say_most (last));
}

static char *
say_data (guint64 today, guint64 week)
{
  g_autofree char *first = g_format_size (today);
  g_autofree char *second = g_format_size (week);
  const char *const args[] = { first, second, NULL };

  /* Translators: how much data was used: "Today 0.2 MB, in the last 7 days 3.4 MB." */
  return safi_text_fill (_ ("Today {0}, in the last 7 days {1}."), args);
}

static char *
say_data_before (guint64 octets)
{
  g_autofree char *size = g_format_size (octets);
  const char *const args[] = { size, NULL };

  if (octets == 0)
    return NULL;
  /* Translators: {0} is how much data was used in the week before the last one. */
  return safi_text_fill (_ ("The week before, it was {0}."), args);
}

char *
safi_words_data_days (const SafiHistory *history)
{
  guint64 today = safi_history_sum_octets (history, 0, 1);
  guint64 week = safi_history_sum_octets (history, 0, DAYS_OF_WEEK);
  guint64 before = safi_history_sum_octets (history, DAYS_OF_WEEK, DAYS_OF_WEEK);

  return join (say_data (today, week), say_data_before (before), NULL);
}
