/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/lists/safi-text-signs.h"

#include <string.h>

#include "filter/safi-filter.h"

static gboolean
has (const char *text, SafiTextSign sign)
{
  SafiTextHit hits[SAFI_N_TEXT_SIGNS];

  safi_text_signs_find (text, hits);
  return hits[sign].is_there;
}

static void
signs_are_found_in_every_language (void)
{
  static const char *const no_calls[] = {
    "እባክህ አትደውል",   "لا تتصل الآن",     "এখন ফোন দিও না", "please DON'T   call",
    "no me llames", "ne m'appelle pas", "kar ki kira",    "अभी कॉल मत करना",
    "jgn telpon",   "não ligue",        "usipige simu",   "ابھی کال مت کریں",
    "đừng gọi",
  };

  for (guint i = 0; i < G_N_ELEMENTS (no_calls); i++)
    if (!has (no_calls[i], SAFI_SIGN_NO_CALL))
      g_error ("%s", no_calls[i]);
}

static void
a_pattern_fits_what_it_should (void)
{
  g_assert_true (has ("nao ligue", SAFI_SIGN_NO_CALL));
  g_assert_true (has ("Forward the six digit code", SAFI_SIGN_SEND_CODE));
  g_assert_false (has ("Forward. A new code", SAFI_SIGN_SEND_CODE));
  g_assert_false (has ("forwarded decoder", SAFI_SIGN_SEND_CODE));
  g_assert_true (has ("please lend 300", SAFI_SIGN_PAY_TO));
  g_assert_false (has ("please lend books", SAFI_SIGN_PAY_TO));
}

static void
a_warning_takes_a_request_back (void)
{
  g_assert_true (has ("Tell me your PIN", SAFI_SIGN_SECRET_DATA));
  g_assert_false (has ("We never ask: tell me your PIN", SAFI_SIGN_SECRET_DATA));
}

/* 40 octets. */
static void
a_warning_far_away_takes_nothing_back (void)
{
  g_autofree char *near = g_strdup_printf ("We never ask.%*sTell me your PIN", 39, "");
  g_autofree char *far = g_strdup_printf ("We never ask.%*sTell me your PIN", 40, "");

  g_assert_false (has (near, SAFI_SIGN_SECRET_DATA));
  g_assert_true (has (far, SAFI_SIGN_SECRET_DATA));
}

static void
words_of_another_language_are_not_heard (void)
{
  /* "mai" is tomorrow in Vietnamese. */
  g_assert_true (has ("mai con đi học, má ở nhà", SAFI_SIGN_DAY));
  g_assert_false (
      has ("mai please forward me the code you received and do not call", SAFI_SIGN_DAY));
}

static void
the_place_is_that_of_the_text (void)
{
  const char *text = "Ça va? Não  LIGUE, é já";
  SafiTextHit hits[SAFI_N_TEXT_SIGNS];
  g_autofree char *quote = NULL;

  safi_text_signs_find (text, hits);
  g_assert_true (hits[SAFI_SIGN_NO_CALL].is_there);
  quote = g_strndup (text + hits[SAFI_SIGN_NO_CALL].start, hits[SAFI_SIGN_NO_CALL].length);
  g_assert_cmpstr (quote, ==, "Não  LIGUE");
}

static void
only_the_beginning_is_looked_at (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (text->len < SAFI_TEXT_SIGNS_OCTETS_MAX - strlen ("do not call"))
    g_string_append_c (text, '.');
  g_string_append (text, "do not call");
  g_assert_true (has (text->str, SAFI_SIGN_NO_CALL));
  g_string_prepend (text, "é");
  g_assert_false (has (text->str, SAFI_SIGN_NO_CALL));
}

static SafiVerdict *
judge (SafiMessage *message)
{
  g_autoptr (GError) error = NULL;
  SafiFilter *filter = safi_filter_new (NULL, NULL, &error);
  SafiVerdict *verdict = safi_filter_judge (filter, message, NULL, &error);

  g_assert_no_error (error);
  safi_filter_free (filter);
  return verdict;
}

static gboolean
has_rows_of_text (SafiVerdict *verdict)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);

  for (guint i = 0; i < evidence->len; i++)
    if (g_str_has_prefix (safi_evidence_get_finding (evidence->pdata[i])->code, "text."))
      return TRUE;
  return FALSE;
}

static gboolean
has_row (const char *words, const char *code)
{
  g_autoptr (SafiMessage) text = safi_message_new_from_text (words, -1);
  g_autoptr (SafiVerdict) verdict = judge (text);
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);

  for (guint i = 0; i < evidence->len; i++)
    if (g_str_equal (safi_evidence_get_finding (evidence->pdata[i])->code, code))
      return TRUE;
  return FALSE;
}

static void
the_number_of_a_message_is_no_way_to_check_it (void)
{
  g_assert_true (has_row ("Your card is blocked. Please call us.", "text.check-first"));
  g_assert_false (has_row ("Your card is blocked. Call us on 0700 123 456.", "text.check-first"));
  g_assert_true (has_row ("Your card is blocked. Call us on 0700 123 456.", "text.number"));
}

static void
a_telephone_number_has_8_to_15_digits (void)
{
  g_assert_false (has_row ("call 1234567 now", "text.number"));
  g_assert_true (has_row ("call 12345678 now", "text.number"));
  g_assert_true (has_row ("call 123456789012345 now", "text.number"));
  g_assert_false (has_row ("call 1234567890123456 now", "text.number"));
}

/* It would take minutes, were each digit the beginning of a walk to the end. The last of them could
 * be a number. */
static void
a_text_of_digits_takes_no_longer_than_another (void)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  while (digits->len < 200000)
    g_string_append (digits, "1 ");
  g_assert_true (has_row (digits->str, "text.number"));
}

static void
mail_is_not_judged_by_them (void)
{
  const char *words = "Mum, this is my new number. Do not call, are you free to text me here?";
  g_autofree char *source = g_strconcat ("From: Rose <rose@home.example>\n\n", words, NULL);
  g_autoptr (GBytes) octets = g_bytes_new (source, strlen (source));
  g_autoptr (SafiMessage) mail = safi_message_new (octets, 0);
  g_autoptr (SafiMessage) text = safi_message_new_from_text (words, -1);
  g_autoptr (SafiVerdict) of_mail = judge (mail);
  g_autoptr (SafiVerdict) of_text = judge (text);

  g_assert_false (has_rows_of_text (of_mail));
  g_assert_true (has_rows_of_text (of_text));
  g_assert_cmpint (safi_verdict_get_decision (of_text), ==, SAFI_DECISION_JUNK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-signs/signs-are-found-in-every-language",
                   signs_are_found_in_every_language);
  g_test_add_func ("/text-signs/a-pattern-fits-what-it-should", a_pattern_fits_what_it_should);
  g_test_add_func ("/text-signs/a-warning-takes-a-request-back", a_warning_takes_a_request_back);
  g_test_add_func ("/text-signs/a-warning-far-away-takes-nothing-back",
                   a_warning_far_away_takes_nothing_back);
  g_test_add_func ("/text-signs/words-of-another-language-are-not-heard",
                   words_of_another_language_are_not_heard);
  g_test_add_func ("/text-signs/the-place-is-that-of-the-text", the_place_is_that_of_the_text);
  g_test_add_func ("/text-signs/only-the-beginning-is-looked-at", only_the_beginning_is_looked_at);
  g_test_add_func ("/text-signs/mail-is-not-judged-by-them", mail_is_not_judged_by_them);
  g_test_add_func ("/text-signs/the-number-of-a-message-is-no-way-to-check-it",
                   the_number_of_a_message_is_no_way_to_check_it);
  g_test_add_func ("/text-signs/a-telephone-number-has-8-to-15-digits",
                   a_telephone_number_has_8_to_15_digits);
  g_test_add_func ("/text-signs/a-text-of-digits-takes-no-longer-than-another",
                   a_text_of_digits_takes_no_longer_than_another);
  return g_test_run ();
}
