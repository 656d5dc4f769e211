/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"
#include "store/safi-store-private.h"
#include "store/senders/safi-store-contacts.h"

#define DAY (24 * 60 * 60)                  /* seconds */
#define NOON G_GINT64_CONSTANT (1795176000) /* 2026-11-20 12:00 UTC */

typedef struct {
  SafiClock *clock;
  SafiContacts *contacts;
  SafiStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = safi_clock_new_fixed (NOON);
  fixture->contacts = safi_contacts_new (fixture->clock);
  fixture->store = safi_store_open_memory (fixture->clock, NULL, NULL);
  g_assert_nonnull (fixture->store);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  safi_store_close (fixture->store);
  safi_contacts_unref (fixture->contacts);
  safi_clock_free_fixed (fixture->clock);
}

static void
keep (Fixture *fixture)
{
  g_autoptr (GPtrArray) rows = safi_contacts_take (fixture->contacts);
  g_autoptr (GError) error = NULL;

  safi_store_add_contacts (fixture->store, rows, &error);
  g_assert_no_error (error);
}

/* Returns: (transfer full): "day why host port times octets", a line each. */
static char *
list (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = safi_store_list_contacts (fixture->store, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++) {
    const SafiContact *row = rows->pdata[i];

    g_string_append_printf (text, "%" G_GINT64_FORMAT " %s %s:%u %u %" G_GUINT64_FORMAT "\n",
                            row->day, safi_contact_why_to_word (row->why), row->host, row->port,
                            row->times, row->octets);
  }
  return g_string_free (text, FALSE);
}

static void
assert_listed (Fixture *fixture, const char *expected)
{
  g_autofree char *got = list (fixture);

  g_assert_cmpstr (got, ==, expected);
}

static void
test_nobody_was_contacted_yet (Fixture *fixture, gconstpointer data)
{
  keep (fixture);
  assert_listed (fixture, "");
}

static void
test_contacts_of_a_day_add_up (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++) {
    safi_contacts_add_named (fixture->contacts, SAFI_CONTACT_MAILBOX, "IMAP.mail.example", 993);
    safi_contacts_add (fixture->contacts, SAFI_CONTACT_SENDERS, "192.0.2.53", 53);
    keep (fixture);
  }
  safi_contacts_add_octets (fixture->contacts, SAFI_CONTACT_MAILBOX, "imap.mail.example", 993, 700);
  keep (fixture);
  assert_listed (fixture, "20261120 mailbox imap.mail.example:993 3 700\n"
                          "20261120 names imap.mail.example:0 3 0\n"
                          "20261120 senders 192.0.2.53:53 3 0\n");
}

static void
test_an_address_is_not_looked_up (Fixture *fixture, gconstpointer data)
{
  safi_contacts_add_named (fixture->contacts, SAFI_CONTACT_SIGN_IN, "2001:db8::1", 443);
  keep (fixture);
  assert_listed (fixture, "20261120 sign-in 2001:db8::1:443 1 0\n");
}

static void
test_what_could_not_be_kept_is_kept_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;

  safi_contacts_add (fixture->contacts, SAFI_CONTACT_MAILBOX, "a.example", 993);
  rows = safi_contacts_take (fixture->contacts);
  safi_contacts_add (fixture->contacts, SAFI_CONTACT_MAILBOX, "a.example", 993);
  safi_contacts_return (fixture->contacts, rows);
  keep (fixture);
  assert_listed (fixture, "20261120 mailbox a.example:993 2 0\n");
}

static void
test_days_that_are_too_old_are_deleted (Fixture *fixture, gconstpointer data)
{
  gint64 n_rows = -1;

  safi_contacts_add (fixture->contacts, SAFI_CONTACT_MAILBOX, "a.example", 993);
  keep (fixture);
  safi_clock_advance (fixture->clock, (SAFI_CONTACT_DAYS - 1) * DAY);
  safi_contacts_add (fixture->contacts, SAFI_CONTACT_MAILBOX, "b.example", 993);
  keep (fixture);
  assert_listed (fixture, "20261126 mailbox b.example:993 1 0\n"
                          "20261120 mailbox a.example:993 1 0\n");
  safi_clock_advance (fixture->clock, DAY);
  assert_listed (fixture, "20261126 mailbox b.example:993 1 0\n");
  safi_contacts_add (fixture->contacts, SAFI_CONTACT_MAILBOX, "c.example", 993);
  keep (fixture);
  g_assert_true (safi_sql_get_int (safi_store_get_sql (fixture->store),
                                   "SELECT count (*) FROM contact", &n_rows, NULL));
  g_assert_cmpint (n_rows, ==, 2);
}

static void
test_a_clock_that_jumps_about_leaves_no_more_days (Fixture *fixture, gconstpointer data)
{
  gint64 n_days = -1;

  for (guint i = 0; i < 30; i++) {
    safi_clock_advance (fixture->clock, (i % 2 == 0 ? 40 : -39) * DAY);
    safi_contacts_add (fixture->contacts, SAFI_CONTACT_MAILBOX, "a.example", 993);
    keep (fixture);
  }
  g_assert_true (safi_sql_get_int (safi_store_get_sql (fixture->store),
                                   "SELECT count (DISTINCT day) FROM contact", &n_days, NULL));
  g_assert_cmpint (n_days, <=, SAFI_CONTACT_DAYS);
}

static void
test_a_clock_that_was_ahead_hides_no_day_of_now (Fixture *fixture, gconstpointer data)
{
  gint64 n_today = 0;

  safi_clock_advance (fixture->clock, 40 * DAY);
  for (guint i = 0; i < 2 * SAFI_CONTACT_DAYS; i++) {
    safi_contacts_add (fixture->contacts, SAFI_CONTACT_MAILBOX, "a.example", 993);
    keep (fixture);
    safi_clock_advance (fixture->clock, DAY);
  }
  safi_clock_advance (fixture->clock, -(40 + 2 * SAFI_CONTACT_DAYS) * DAY);
  safi_contacts_add (fixture->contacts, SAFI_CONTACT_MAILBOX, "b.example", 993);
  keep (fixture);
  g_assert_true (safi_sql_get_int (safi_store_get_sql (fixture->store),
                                   "SELECT count (*) FROM contact WHERE host = 'b.example'",
                                   &n_today, NULL));
  g_assert_cmpint (n_today, ==, 1);
}

static void
add_hosts (Fixture *fixture, guint from, guint n_hosts)
{
  for (guint i = from; i < from + n_hosts; i++) {
    g_autofree char *host = g_strdup_printf ("h%u.example", i);

    safi_contacts_add (fixture->contacts, SAFI_CONTACT_SEARCH, host, 993);
    if (i % 50 == 0)
      keep (fixture);
  }
  keep (fixture);
}

static guint
count_rows (Fixture *fixture)
{
  g_autoptr (GPtrArray) rows = safi_store_list_contacts (fixture->store, NULL);

  return rows->len;
}

static void
test_a_day_names_so_many_and_counts_the_rest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  const SafiContact *first;

  add_hosts (fixture, 0, SAFI_CONTACTS_OF_DAY_MAX);
  g_assert_cmpuint (count_rows (fixture), ==, SAFI_CONTACTS_OF_DAY_MAX);
  add_hosts (fixture, SAFI_CONTACTS_OF_DAY_MAX, 7);
  add_hosts (fixture, 3, 1);
  rows = safi_store_list_contacts (fixture->store, NULL);
  g_assert_cmpuint (rows->len, ==, SAFI_CONTACTS_OF_DAY_MAX + 1);
  first = rows->pdata[0];
  g_assert_cmpstr (first->host, ==, "");
  g_assert_cmpuint (first->times, ==, 7);
}

static void
test_what_waits_is_bounded_too (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < 3 * SAFI_CONTACTS_OF_DAY_MAX; i++) {
    g_autofree char *host = g_strdup_printf ("h%u.example", i);

    safi_contacts_add (fixture->contacts, SAFI_CONTACT_SEARCH, host, 993);
  }
  rows = safi_contacts_take (fixture->contacts);
  g_assert_cmpuint (rows->len, ==, SAFI_CONTACTS_OF_DAY_MAX + 1);
}

static void
test_without_a_book_nobody_writes (void)
{
  safi_contacts_add_named (NULL, SAFI_CONTACT_MAILBOX, "a.example", 993);
  safi_contacts_add_octets (NULL, SAFI_CONTACT_MAILBOX, "a.example", 993, 1);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/store-contacts/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("nobody-was-contacted-yet", test_nobody_was_contacted_yet);
  ADD ("contacts-of-a-day-add-up", test_contacts_of_a_day_add_up);
  ADD ("an-address-is-not-looked-up", test_an_address_is_not_looked_up);
  ADD ("what-could-not-be-kept-is-kept-later", test_what_could_not_be_kept_is_kept_later);
  ADD ("days-that-are-too-old-are-deleted", test_days_that_are_too_old_are_deleted);
  ADD ("a-clock-that-was-ahead-hides-no-day-of-now",
       test_a_clock_that_was_ahead_hides_no_day_of_now);
  ADD ("a-clock-that-jumps-about-leaves-no-more-days",
       test_a_clock_that_jumps_about_leaves_no_more_days);
  ADD ("a-day-names-so-many-and-counts-the-rest", test_a_day_names_so_many_and_counts_the_rest);
  ADD ("what-waits-is-bounded-too", test_what_waits_is_bounded_too);
  g_test_add_func ("/store-contacts/without-a-book-nobody-writes",
                   test_without_a_book_nobody_writes);
  return g_test_run ();
}
