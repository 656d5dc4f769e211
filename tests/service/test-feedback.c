/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "service/eval/safi-eval-feedback.h"

#define FIRST_TIME G_GINT64_CONSTANT (1030000000) /* 2002-08-22 07:06:40 UTC */

static SafiMessage *
make_message (const char *header)
{
  g_autofree char *text = g_strconcat (header, "\nHello.\n", NULL);
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));

  return safi_message_new (octets, 0);
}

/* Returns: (transfer full): a message that came @hours after the first. */
static SafiMessage *
make_message_at (guint hours)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (FIRST_TIME + 3600 * hours);
  g_autofree char *date = g_date_time_format (time, "Date: %d Aug 2002 %H:%M:%S +0000\n");

  return make_message (date);
}

static gint64
read_time (const char *header)
{
  g_autoptr (SafiMessage) message = make_message (header);

  return safi_feedback_read_time (message);
}

static void
test_words_say_what_is_taught (void)
{
  static const char *const bad[] = {
    "",           "often", "delayed",  "delayed:", "delayed:x",  "delayed:-1",
    "delayed:1h", "rate:", "rate:1.5", "rate:nan", "delayed:1e9"
  };
  SafiFeedback feedback = { .hours = 7 };

  g_assert_true (safi_feedback_from_word ("immediate", &feedback));
  g_assert_cmpint (feedback.kind, ==, SAFI_FEEDBACK_IMMEDIATE);
  g_assert_true (safi_feedback_from_word ("errors", &feedback));
  g_assert_cmpint (feedback.kind, ==, SAFI_FEEDBACK_ERRORS);
  g_assert_true (safi_feedback_from_word ("rate:0.1", &feedback));
  g_assert_cmpint (feedback.kind, ==, SAFI_FEEDBACK_RATE);
  g_assert_cmpfloat (feedback.rate, ==, 0.1);
  g_assert_true (safi_feedback_from_word ("delayed:24", &feedback));
  g_assert_cmpint (feedback.kind, ==, SAFI_FEEDBACK_DELAYED);
  g_assert_cmpfloat (feedback.hours, ==, 24);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (safi_feedback_from_word (bad[i], &feedback));
  g_assert_cmpfloat (feedback.hours, ==, 24);
}

static void
test_the_receiving_host_tells_the_time (void)
{
  g_assert_cmpint (read_time ("Received: from a by b; Thu, 22 Aug 2002 09:06:40 +0200\n"
                              "Received: from c by a; Thu, 01 Aug 2002 00:00:00 +0000\n"
                              "Date: Tue, 19 Jan 2038 00:00:00 +0000\n"),
                   ==, FIRST_TIME);
  g_assert_cmpint (read_time ("Received: by b; soon\nDate: Thu, 22 Aug 2002 07:06:40 +0000\n"), ==,
                   FIRST_TIME);
  g_assert_cmpint (read_time ("Subject: x\n"), ==, 0);
}

static gboolean
answer (SafiEvalFeedback *feedback, SafiClass truth, SafiDecision decision)
{
  g_autoptr (SafiMessage) message = make_message_at (0);

  return safi_eval_feedback_answer (feedback, message, truth, decision);
}

static void
test_errors_are_the_wrong_and_the_unsure (void)
{
  const SafiFeedback errors = { .kind = SAFI_FEEDBACK_ERRORS };
  const SafiFeedback immediate = { .kind = SAFI_FEEDBACK_IMMEDIATE };
  const SafiFeedback none = { .kind = SAFI_FEEDBACK_NONE };
  g_autoptr (SafiEvalFeedback) of_errors = safi_eval_feedback_new (&errors);
  g_autoptr (SafiEvalFeedback) at_once = safi_eval_feedback_new (&immediate);
  g_autoptr (SafiEvalFeedback) never = safi_eval_feedback_new (&none);

  for (guint truth = 0; truth < 2; truth++)
    for (guint decision = 0; decision < 3; decision++) {
      const gboolean is_right =
          decision == (truth == SAFI_CLASS_JUNK ? SAFI_DECISION_JUNK : SAFI_DECISION_GOOD);

      g_assert_cmpint (answer (of_errors, truth, decision), ==, !is_right);
      g_assert_true (answer (at_once, truth, decision));
      g_assert_false (answer (never, truth, decision));
    }
}

static guint
advance (SafiEvalFeedback *feedback, SafiMessage *message)
{
  g_autoptr (GPtrArray) due = safi_eval_feedback_advance (feedback, message);

  return due->len;
}

static void
test_a_delayed_correction_waits_for_the_stream (void)
{
  const SafiFeedback delayed = { .kind = SAFI_FEEDBACK_DELAYED, .hours = 24 };
  g_autoptr (SafiEvalFeedback) feedback = safi_eval_feedback_new (&delayed);
  g_autoptr (SafiMessage) first = make_message_at (0);
  g_autoptr (SafiMessage) undated = make_message ("Subject: x\n");
  g_autoptr (SafiMessage) early = make_message_at (23);
  g_autoptr (SafiMessage) late = make_message_at (24);
  g_autoptr (GPtrArray) due = NULL;

  g_assert_cmpuint (advance (feedback, first), ==, 0);
  g_assert_false (safi_eval_feedback_answer (feedback, first, SAFI_CLASS_JUNK, SAFI_DECISION_GOOD));
  g_assert_false (safi_eval_feedback_answer (feedback, early, SAFI_CLASS_GOOD, SAFI_DECISION_GOOD));
  g_assert_cmpuint (advance (feedback, early), ==, 0);
  g_assert_cmpuint (advance (feedback, undated), ==, 0);
  due = safi_eval_feedback_advance (feedback, late);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_true (((SafiCorrection *) due->pdata[0])->message == first);
  g_assert_cmpint (((SafiCorrection *) due->pdata[0])->truth, ==, SAFI_CLASS_JUNK);
  g_assert_cmpuint (advance (feedback, late), ==, 0);
}

static guint
count_corrected (double rate)
{
  const SafiFeedback sparse = { .kind = SAFI_FEEDBACK_RATE, .rate = rate };
  g_autoptr (SafiEvalFeedback) feedback = safi_eval_feedback_new (&sparse);
  guint n = 0;

  for (guint i = 0; i < 1000; i++)
    n += answer (feedback, SAFI_CLASS_JUNK, SAFI_DECISION_UNSURE);
  return n;
}

static void
test_a_rate_is_kept_and_repeats (void)
{
  g_assert_cmpuint (count_corrected (0), ==, 0);
  g_assert_cmpuint (count_corrected (1), ==, 1000);
  g_assert_cmpuint (count_corrected (0.1), >, 60); /* four standard deviations: 100 +- 38 */
  g_assert_cmpuint (count_corrected (0.1), <, 140);
  g_assert_cmpuint (count_corrected (0.1), ==, count_corrected (0.1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feedback/words-say-what-is-taught", test_words_say_what_is_taught);
  g_test_add_func ("/feedback/the-receiving-host-tells-the-time",
                   test_the_receiving_host_tells_the_time);
  g_test_add_func ("/feedback/errors-are-the-wrong-and-the-unsure",
                   test_errors_are_the_wrong_and_the_unsure);
  g_test_add_func ("/feedback/a-delayed-correction-waits-for-the-stream",
                   test_a_delayed_correction_waits_for_the_stream);
  g_test_add_func ("/feedback/a-rate-is-kept-and-repeats", test_a_rate_is_kept_and_repeats);
  return g_test_run ();
}
