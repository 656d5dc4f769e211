/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/teaching/safi-words-hours.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"

#define TIME_LENGTH 5     /* "08:30" */
#define FROM_TO_LENGTH 11 /* "08:30-19:30" */
/* No line ends within. The marks beside the dash: behind an isolate from right to left,
 * FriBidi 1.0.8 takes the next isolate for one, too, and would turn the two times round. */
#define FROM_TO "\u2066%.*s\u200e–\u2060\u200e%.*s\u2069"

typedef struct {
  const char *form; /* as facts have it; {0} in the place of the times */
  const char *words;
} Known;

/* The lint of countries reads these two tables: what is in neither is no fact. */
static const Known known_hours[] = {
  /* Translators: beside a number: when somebody answers. */
  { "24/7", N_ ("24 hours a day, every day") },
  /* Translators: beside a number: when somebody answers. On which days is not known. */
  { "24h", N_ ("24 hours a day") },
  /* Translators: beside a number: when somebody answers. */
  { "24/7 including holidays", N_ ("24 hours a day, every day, on public holidays too") },
  /* Translators: beside the address of experts for attacks on computers. They keep watch at all
     hours; whether somebody answers at all hours is not known. */
  { "24/7 (detection)", N_ ("looks for attacks 24 hours a day, every day") },
  /* Translators: beside the number of experts for attacks on computers. */
  { "24h incident response", N_ ("acts on attacks 24 hours a day") },
  { "{0}", "{0}" },
  /* Translators: beside a number: when somebody answers. {0} is from when to when: 08:30–19:30 */
  { "every day {0}", N_ ("every day {0}") },
  /* Translators: beside a number: when somebody answers. {0} is from when to when: 08:30–19:30 */
  { "Monday to Friday {0}", N_ ("Monday to Friday {0}") },
  { "Monday to Friday {0}, not public holidays",
    /* Translators: beside a number: when somebody answers. {0} is from when to when: 08:30–19:30 */
    N_ ("Monday to Friday {0}, but not on public holidays") },
  /* Translators: beside a number: when somebody answers, on the working days of the week there.
     {0} is from when to when: 08:30–19:30 */
  { "weekdays {0}", N_ ("on working days {0}") },
  /* Translators: beside a number: when somebody answers, on the working days of the week there.
     {0} is from when to when: 08:30–19:30 */
  { "weekdays {0}, not public holidays", N_ ("on working days {0}, but not on public holidays") },
};

static const Known known_costs[] = {
  /* Translators: what a call costs. */
  { "free", N_ ("free") },
  /* Translators: what a call costs. */
  { "local rate", N_ ("costs as much as a local call") },
};

/* Returns: (nullable) (transfer none): the words, translated. */
static const char *
find_words (const Known *known, guint n_known, const char *form)
{
  for (guint i = 0; i < n_known; i++)
    if (g_str_equal (form, known[i].form))
      return _ (known[i].words);
  return NULL;
}

/* Two digits up to @max. */
static gboolean
is_part (const char *text, int max)
{
  return g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) &&
         10 * (text[0] - '0') + text[1] - '0' <= max;
}

static gboolean
is_time (const char *text)
{
  return is_part (text, 23) && text[2] == ':' && is_part (text + 3, 59);
}

/* Returns: (nullable): where "08:30-19:30" begins. */
static const char *
find_times (const char *text)
{
  for (; *text != '\0'; text++)
    if (is_time (text) && text[TIME_LENGTH] == '-' && is_time (text + TIME_LENGTH + 1))
      return text;
  return NULL;
}

/* "24/7 (site.example)" is "24/7": which site says so is no matter of hours. */
static char *
drop_site (const char *hours)
{
  const char *site = strstr (hours, " (");

  if (site == NULL || !g_str_has_suffix (site, ")") || strchr (site, '.') == NULL ||
      strchr (site + 1, ' ') != NULL)
    return g_strdup (hours);
  return g_strndup (hours, (gsize) (site - hours));
}

/* @times: (nullable): where they begin in @hours. */
static char *
make_form (const char *hours, const char *times)
{
  if (times == NULL)
    return g_strdup (hours);
  return g_strdup_printf ("%.*s{0}%s", (int) (times - hours), hours, times + FROM_TO_LENGTH);
}

/* @times: (nullable): what stands in the place of {0}. */
static char *
fill_times (const char *words, const char *times)
{
  g_autofree char *shown = NULL;
  const char *args[] = { NULL, NULL };

  if (times == NULL)
    return g_strdup (words);
  shown = g_strdup_printf (FROM_TO, TIME_LENGTH, times, TIME_LENGTH, times + TIME_LENGTH + 1);
  args[0] = shown;
  return safi_text_fill (words, args);
}

char *
safi_words_hours (const char *hours)
{
  g_autofree char *rest = drop_site (hours);
  const char *times = find_times (rest);
  g_autofree char *form = make_form (rest, times);
  const char *words = strchr (hours, '{') == NULL
                          ? find_words (known_hours, G_N_ELEMENTS (known_hours), form)
                          : NULL;

  return words != NULL ? fill_times (words, times) : NULL;
}

const char *
safi_words_cost (const char *cost)
{
  return find_words (known_costs, G_N_ELEMENTS (known_costs), cost);
}
