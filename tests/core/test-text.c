/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/text/safi-text.h"

#include <string.h>

typedef struct {
  const char *text;
  const char *expected;
} Case;

static void
test_harmless (void)
{
  static const Case cases[] = {
    { "plain", "plain" },
    { "\x1b[31mred", "[31mred" },
    { "a\xc2\x9b"
      "31mb",
      "a31mb" },
    { "invoice\u202egpj.exe", "invoicegpj.exe" },
    { "\u2066a\u2069\u200e\u200f\u061c", "a" },
    { "pay\u200b\u2060\ufeff\u00adpal", "paypal" },
    { "a\U000e0041\U000e007fb", "ab" },
    { "a\u200db\u200cc", "abc" },
    { "\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e" },
    { "\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937" },
    { "\u2764\ufe0f\ufe0f\ufe0f", "\u2764\ufe0f" },
    { "e\u0301\u0301\u0301\u0301\u0301\u0301x", "e\u0301\u0301\u0301\u0301x" },
    { "  a \t\r\n b  ", "a b" },
    { "\u3164\u115f", "" },
    { "bad\xff\xfe", "bad\ufffd\ufffd" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *shown = safi_text_for_display (cases[i].text, 100, FALSE);

    g_assert_cmpstr (shown, ==, cases[i].expected);
  }
}

static void
test_cut_by_characters (void)
{
  g_autofree char *fits = safi_text_for_display ("\u00e4\u00f6\u00fc", 3, FALSE);
  g_autofree char *cut = safi_text_for_display ("\u00e4\u00f6\u00fc\u00df", 3, FALSE);

  g_assert_cmpstr (fits, ==, "\u00e4\u00f6\u00fc");
  g_assert_cmpstr (cut, ==, "\u00e4\u00f6\u00fc\u2026");
}

static void
test_lines_stay_if_asked (void)
{
  g_autofree char *kept = safi_text_for_display ("\n a  b \n\n c\r\n", 100, TRUE);
  g_autofree char *joined = safi_text_for_display ("a\u2028b", 100, FALSE);

  g_assert_cmpstr (kept, ==, "a b\n\nc");
  g_assert_cmpstr (joined, ==, "a b");
}

static void
test_isolate_cannot_be_left (void)
{
  g_autofree char *isolated = safi_text_isolate ("a\u2069\u202eb", 100);

  g_assert_cmpstr (isolated, ==, "\u2068ab\u2069");
}

static void
test_valid_without_nul (void)
{
  g_autofree char *valid = safi_text_make_valid ("a\0b\xc3", 4);

  g_assert_cmpstr (valid, ==, "ab\ufffd");
}

static void
test_fold (void)
{
  static const Case cases[] = {
    { "PayPal", "paypal" },
    { "STRA\u00dfE", "strasse" },
    { "\uff30\uff41\uff59", "pay" },
    { "\ufb01ne", "fine" },
    { "\u0130", "i\u0307" },
    { "\U0001d40f\U0001d41a\U0001d432", "pay" },
    { "\ufdfa",
      "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064a\u0647 \u0648\u0633\u0644\u0645" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *folded = safi_text_fold (cases[i].text, -1);

    g_assert_cmpstr (folded, ==, cases[i].expected);
  }
}

/* Returns: (transfer full): the words of @text joined by "|". */
static char *
join_words (const char *text)
{
  g_autoptr (SafiWordIter) iter = safi_word_iter_new (text, -1);
  GString *joined = g_string_new (NULL);
  SafiWord word;

  while (safi_word_iter_next (iter, &word)) {
    g_assert_true (word.start >= text && word.start + word.length <= text + strlen (text));
    if (joined->len > 0)
      g_string_append_c (joined, '|');
    g_string_append_len (joined, word.start, (gssize) word.length);
  }
  return g_string_free (joined, FALSE);
}

static void
test_words (void)
{
  static const Case cases[] = {
    { "Don't pay, now!", "Don't|pay|now" },
    { "1,000.50 euros", "1,000.50|euros" },
    { "\u0440\u0443\u0441\u0441\u043a\u0438\u0439 \u044f\u0437\u044b\u043a",
      "\u0440\u0443\u0441\u0441\u043a\u0438\u0439|\u044f\u0437\u044b\u043a" },
    { "\u4f60\u597d\u4e16\u754c", "\u4f60\u597d|\u4e16\u754c" },
    { "\u0928\u092e\u0938\u094d\u0924\u0947!", "\u0928\u092e\u0938\u094d\u0924\u0947" },
    { " ... ", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = join_words (cases[i].text);

    g_assert_cmpstr (words, ==, cases[i].expected);
  }
}

static void
test_word_iters_can_be_open_together (void)
{
  g_autoptr (SafiWordIter) first = safi_word_iter_new ("one two", -1);
  g_autoptr (SafiWordIter) second = safi_word_iter_new ("three", -1);
  SafiWord word;

  g_assert_true (safi_word_iter_next (first, &word));
  g_assert_true (safi_word_iter_next (second, &word));
  g_assert_true (strncmp (word.start, "three", 5) == 0);
  g_assert_true (safi_word_iter_next (first, &word));
  g_assert_true (strncmp (word.start, "two", 3) == 0);
}

static void
test_fill (void)
{
  static const char *const args[] = { "A", "%s{0}", NULL };
  static const Case cases[] = {
    { "{0} and {1}", "A and %s{0}" },
    { "{1}{0}", "%s{0}A" },
    { "{2} {x} {0", "{2} {x} {0" },
    { "%d", "%d" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *filled = safi_text_fill (cases[i].text, args);

    g_assert_cmpstr (filled, ==, cases[i].expected);
  }
}

static void
test_right_to_left (void)
{
  /* "Safibox" and "scam" in Urdu, and names that are isolated. */
  static const struct {
    const char *text;
    gboolean expected;
  } cases[] = {
    { "\u062f\u06be\u0648\u06a9\u0627", TRUE },
    { "Safibox \u06a9\u06cc\u0627", TRUE },
    { "\u2068NCCIA\u2069 \u00b7 2025 \u0645\u06cc\u06ba", TRUE },
    { "12 %\nSafibox \u06a9\u06cc\u0627\n\n3.", TRUE },
    { "Call your bank now.", FALSE },
    { "\u2068\u0645\u062d\u0645\u062f\u2069", FALSE },
    { "From \u2068\u0645\u062d\u0645\u062f\u2069", FALSE },
    { "\u062f\u06be\u0648\u06a9\u0627\nScam", FALSE },
    { "Scam\n\u062f\u06be\u0648\u06a9\u0627", FALSE },
    { "\u2069\u2069\u062f", TRUE },
    { "12:30", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (safi_text_is_right_to_left (cases[i].text), ==, cases[i].expected);
}

static void
test_sorts_by_octets (void)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  static const char *const unsorted[] = { "\u00e9", "b", "B", "a", "" };
  static const char *const sorted[] = { "", "B", "a", "b", "\u00e9" };

  for (guint i = 0; i < G_N_ELEMENTS (unsorted); i++)
    g_ptr_array_add (texts, (gpointer) unsorted[i]);
  safi_text_sort (texts);
  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    g_assert_cmpstr (texts->pdata[i], ==, sorted[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/hostile-text-becomes-harmless", test_harmless);
  g_test_add_func ("/text/is-cut-by-characters", test_cut_by_characters);
  g_test_add_func ("/text/lines-stay-if-asked", test_lines_stay_if_asked);
  g_test_add_func ("/text/isolate-cannot-be-left", test_isolate_cannot_be_left);
  g_test_add_func ("/text/made-valid-has-no-nul", test_valid_without_nul);
  g_test_add_func ("/text/folds-case-and-form", test_fold);
  g_test_add_func ("/text/words-are-found-in-every-script", test_words);
  g_test_add_func ("/text/word-iters-can-be-open-together", test_word_iters_can_be_open_together);
  g_test_add_func ("/text/fill-is-no-printf", test_fill);
  g_test_add_func ("/text/own-words-say-from-where-a-line-runs", test_right_to_left);
  g_test_add_func ("/text/sorts-by-octets-whatever-the-language", test_sorts_by_octets);
  return g_test_run ();
}
