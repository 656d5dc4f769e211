/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/safi-error.h"
#include "core/message/safi-call.h"
#include "core/message/safi-message.h"

static void
assert_read (const char *words, SafiCall expected)
{
  g_autoptr (GError) error = NULL;
  SafiCall call = SAFI_CALL_KNOWN;

  g_assert_true (safi_call_read (words, strlen (words), &call, &error));
  g_assert_no_error (error);
  g_assert_cmpint (call, ==, expected);
}

static void
assert_refused (const char *words, gsize length)
{
  g_autoptr (GError) error = NULL;
  SafiCall call = SAFI_CALL_KNOWN;

  g_assert_false (safi_call_read (words, length, &call, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  g_assert_cmpint (call, ==, SAFI_CALL_KNOWN);
}

static void
test_answers_round_trip (void)
{
  for (guint call = 0; call < 1u << SAFI_CALL_N_QUESTIONS; call++) {
    g_autofree char *words = safi_call_write (call);

    assert_read (words, call);
  }
}

static void
test_order_and_white_space_do_not_matter (void)
{
  assert_read ("", 0);
  assert_read ("\n \t", 0);
  assert_read ("money\r\nsecret\tmoney\n", SAFI_CALL_SECRET | SAFI_CALL_MONEY);
}

static void
test_what_is_no_answer_is_refused (void)
{
  assert_refused ("secret moneys", strlen ("secret moneys"));
  assert_refused ("Secret", strlen ("Secret"));
  assert_refused ("secret\0money", strlen ("secret") + 6);
}

static void
test_no_more_is_read_than_the_limit (void)
{
  g_autofree char *blanks = g_strnfill (SAFI_CALL_OCTETS_MAX + 1, ' ');

  assert_refused (blanks, SAFI_CALL_OCTETS_MAX + 1);
  blanks[SAFI_CALL_OCTETS_MAX] = '\0';
  assert_read (blanks, 0);
}

static void
test_a_call_is_a_message_without_words (void)
{
  g_autoptr (SafiMessage) message =
      safi_message_new_from_call (SAFI_CALL_MONEY | SAFI_CALL_PRESSURE);
  gsize length;
  const char *octets = g_bytes_get_data (safi_message_get_octets (message), &length);

  g_assert_cmpint (safi_message_get_form (message), ==, SAFI_FORM_CALL);
  g_assert_cmpint (safi_message_get_call (message), ==, SAFI_CALL_MONEY | SAFI_CALL_PRESSURE);
  g_assert_cmpmem (octets, length, "money pressure", 14);
  g_assert_cmpstr (safi_message_get_text (message), ==, "");
  g_assert_cmpuint (safi_message_get_links (message)->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/answers-round-trip", test_answers_round_trip);
  g_test_add_func ("/call/order-and-white-space-do-not-matter",
                   test_order_and_white_space_do_not_matter);
  g_test_add_func ("/call/what-is-no-answer-is-refused", test_what_is_no_answer_is_refused);
  g_test_add_func ("/call/no-more-is-read-than-the-limit", test_no_more_is_read_than_the_limit);
  g_test_add_func ("/call/a-call-is-a-message-without-words",
                   test_a_call_is_a_message_without_words);
  return g_test_run ();
}
