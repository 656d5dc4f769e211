/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/practice/safi-campaign-day.h"

#include <glib/gi18n-lib.h>

#define ANY_WEEKDAY G_DATE_BAD_WEEKDAY

/* From @first to @last of @month, on one day of the week or on all. */
static const struct {
  SafiCampaignDay day;
  GDateMonth month;
  GDateDay first;
  GDateDay last;
  GDateWeekday weekday;
} days[] = {
  /* "The second day of the second week of the second month". It was kept on Tuesdays from the 5th
   * (2019) to the 11th (2014, 2020, 2025): so the first week is the one in which February has its
   * first day from Monday to Friday. */
  { { "safer-internet",
      /* Translators: the name of a day that many countries keep, on a Tuesday in February. Use the
       * name that it has in your language. */
      N_ ("Safer Internet Day"),
      /* Translators: about this day; then what to do on it. */
      N_ ("On this day schools in many countries talk about the internet. Play a round with a "
          "child, or print a poster."),
      SAFI_TOPIC_SCHOOL, "keep-secret" },
    G_DATE_FEBRUARY,
    5,
    11,
    G_DATE_TUESDAY },
  { { "telecommunication",
      /* Translators: the name of a day of the United Nations, 17 May. Use the name that it has in
       * your language. */
      N_ ("World Telecommunication and Information Society Day"),
      /* Translators: about this day, 17 May; then what to do on it. */
      N_ ("On this day in 1865 states agreed on how telegrams cross borders. Play a round about "
          "the messages of today."),
      SAFI_TOPIC_PHONE, "ask-for-code" },
    G_DATE_MAY,
    17,
    17,
    ANY_WEEKDAY },
  { { "spam",
      /* Translators: heads what is said of 28 June. Spam: unwanted mail. */
      N_ ("A day against spam"),
      /* Translators: about this day, 28 June; then what to do on it. */
      N_ ("On this day in 2005 a meeting in Geneva was all about spam. Play a round with somebody "
          "who is new to mail."),
      SAFI_TOPIC_MAILBOX, "advert" },
    G_DATE_JUNE,
    28,
    28,
    ANY_WEEKDAY },
  { { "october",
      /* Translators: the name of a campaign that many countries have in October. Use the name that
       * it has in your language. */
      N_ ("Cybersecurity Awareness Month"),
      /* Translators: about this month; then what to do in it. */
      N_ ("In October many countries teach how to tell scams. Play a round, then show somebody how "
          "you tell them."),
      SAFI_TOPIC_MIXED, "hurry-money" },
    G_DATE_OCTOBER,
    1,
    31,
    ANY_WEEKDAY },
};

const SafiCampaignDay *
safi_campaign_day_find (const GDate *today)
{
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (g_date_get_month (today) == days[i].month && g_date_get_day (today) >= days[i].first &&
        g_date_get_day (today) <= days[i].last &&
        (days[i].weekday == ANY_WEEKDAY || g_date_get_weekday (today) == days[i].weekday))
      return &days[i].day;
  return NULL;
}
