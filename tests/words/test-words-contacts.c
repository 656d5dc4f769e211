/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/mailbox/safi-words-contacts.h"

#include <string.h>

#define NOON G_GINT64_CONSTANT (1795176000) /* Friday 2026-11-20 12:00 UTC */
#define DAY (24 * 60 * 60)                  /* seconds */

static void
assert_amount (guint times, guint64 octets, const char *expected)
{
  g_autoptr (SafiContact) contact = safi_contact_new (NOON, SAFI_CONTACT_MAILBOX, "a.example", 993);
  g_autofree char *words = NULL;

  contact->times = times;
  contact->octets = octets;
  words = safi_words_contact_amount (contact);
  for (char *at = words; (at = strstr (at, "\xc2\xa0")) != NULL;) {
    at[0] = ' ';
    memmove (at + 1, at + 2, strlen (at + 2) + 1);
  }
  g_assert_cmpstr (words, ==, expected);
}

static void
test_amounts_are_told_where_they_are_known (void)
{
  assert_amount (1, 0, "1 time");
  assert_amount (12, 0, "12 times");
  assert_amount (1, 1300000, "1 time, 1.3 MB");
  assert_amount (3, 700, "3 times, 700 bytes");
  assert_amount (0, 700, "Still connected from the day before, 700 bytes");
}

static void
assert_day (gint64 time, const char *expected)
{
  g_autofree char *words = safi_words_contact_day (safi_contact_get_day (time), NOON);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_days_have_names (void)
{
  g_autofree char *odd = safi_words_contact_day (99, NOON);

  assert_day (NOON, "Today");
  assert_day (NOON - DAY, "Yesterday");
  assert_day (NOON - 4 * DAY, "Monday 16 November");
  assert_day (NOON + DAY, "Saturday 21 November");
  g_assert_cmpstr (odd, ==, "99");
}

/* A day has 25 hours where clocks are put back, on 1 November 2026 in New York. */
static void
test_yesterday_is_a_day_of_the_calendar (void)
{
  const gint64 late = 1793593800; /* 2026-11-01 23:30 there */
  g_autofree char *words = NULL;

  g_setenv ("TZ", "EST5EDT,M3.2.0,M11.1.0", TRUE);
  words = safi_words_contact_day (20261031, late);
  g_setenv ("TZ", "UTC", TRUE);
  g_assert_cmpstr (words, ==, "Yesterday");
}

static void
test_a_host_stays_a_line_of_its_own (void)
{
  g_autoptr (SafiContact) hostile =
      safi_contact_new (NOON, SAFI_CONTACT_SEARCH, "a\n\xe2\x80\xae.example", 993);
  g_autoptr (SafiContact) others = safi_contact_new (NOON, SAFI_CONTACT_SEARCH, "", 0);
  g_autofree char *shown = safi_words_contact_host (hostile);
  g_autofree char *rest = safi_words_contact_host (others);

  g_assert_null (strchr (shown, '\n'));
  g_assert_null (strstr (shown, "\xe2\x80\xae"));
  g_assert_cmpstr (rest, ==, "Other servers");
}

static void
test_every_reason_has_words_of_its_own (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  SafiContactWhy why;

  for (guint i = 0; i < SAFI_N_CONTACT_WHYS; i++) {
    g_assert_true (g_hash_table_add (seen, (gpointer) safi_words_contact_why (i)));
    g_assert_true (safi_contact_why_from_word (safi_contact_why_to_word (i), &why));
    g_assert_cmpint (why, ==, i);
  }
  g_assert_false (safi_contact_why_from_word ("advert", &why));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words-contacts/amounts-are-told-where-they-are-known",
                   test_amounts_are_told_where_they_are_known);
  g_test_add_func ("/words-contacts/days-have-names", test_days_have_names);
  g_test_add_func ("/words-contacts/yesterday-is-a-day-of-the-calendar",
                   test_yesterday_is_a_day_of_the_calendar);
  g_test_add_func ("/words-contacts/a-host-stays-a-line-of-its-own",
                   test_a_host_stays_a_line_of_its_own);
  g_test_add_func ("/words-contacts/every-reason-has-words-of-its-own",
                   test_every_reason_has_words_of_its_own);
  return g_test_run ();
}
