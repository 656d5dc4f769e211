/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-safe-text.h"

#include <string.h>

#define FSI "\342\201\250"
#define PDI "\342\201\251"

static GArray *
no_spans (void)
{
  return g_array_new (FALSE, FALSE, sizeof (SafiSpan));
}

static SafiSafeText *
make_safe (const char *text, guint start, guint length, gsize max_octets)
{
  g_autoptr (SafiMessage) message = safi_message_new_from_text (text, -1);
  g_autoptr (GArray) spans = no_spans ();
  SafiSpan span = { start, length };

  g_array_append_val (spans, span);
  return safi_safe_text_new (message, spans, max_octets);
}

static char *
cut_spot (SafiSafeText *safe, guint i)
{
  SafiRange *spot = &g_array_index (safe->spots, SafiRange, i);

  return g_utf8_substring (safe->text, spot->start, spot->end);
}

static void
assert_spot (const char *text, const char *word, const char *shown)
{
  g_autoptr (SafiMessage) message = safi_message_new_from_text (text, -1);
  const char *read = safi_message_get_text (message);
  guint start = (guint) (strstr (read, word) - read);
  g_autoptr (SafiSafeText) safe = make_safe (text, start, (guint) strlen (word), 0);
  g_autofree char *spot = cut_spot (safe, 0);

  g_assert_cmpstr (spot, ==, shown);
}

static void
spots_keep_their_words (void)
{
  assert_spot ("Send your PIN now.", "your PIN", "your PIN");
  assert_spot ("PIN first", "PIN", "PIN");
  assert_spot ("last is PIN", "PIN", "PIN");
  assert_spot ("Weka namba — ነጻ — siri \xf0\x9f\x98\x80 hapa", "siri", "siri");
  assert_spot ("a\r\n\tb  c\n\nd PIN e", "PIN", "PIN");
}

static void
spots_survive_what_is_taken_out (void)
{
  assert_spot ("\xe2\x80\xae"
               "reversed\xe2\x80\xac and \xe2\x80\x8bPIN\x1b[31m",
               "PIN", "PIN");
}

static void
a_spot_beyond_the_text_is_cut_down (void)
{
  g_autoptr (SafiSafeText) safe = make_safe ("short", 3, 4000, 0);
  g_autofree char *spot = cut_spot (safe, 0);

  g_assert_cmpstr (spot, ==, "rt");
}

static void
a_spot_inside_a_character_is_moved_to_its_start (void)
{
  g_autoptr (SafiSafeText) safe = make_safe ("a\xe1\x88\xb0z", 2, 3, 0);
  g_autofree char *spot = cut_spot (safe, 0);

  g_assert_cmpstr (spot, ==, "\xe1\x88\xb0z");
}

static void
controls_and_overrides_are_not_shown (void)
{
  g_autoptr (SafiMessage) message = safi_message_new_from_text ("a\xe2\x80\xae"
                                                                "b\x1b"
                                                                "c\xe2\x81\xa6"
                                                                "d",
                                                                -1);
  g_autoptr (GArray) spans = no_spans ();
  g_autoptr (SafiSafeText) safe = safi_safe_text_new (message, spans, 0);

  g_assert_cmpstr (safe->text, ==, "abcd");
}

static void
words_around_a_spot_stay_apart (void)
{
  g_autoptr (SafiSafeText) safe = make_safe ("one two\nthree", 4, 3, 0);

  g_assert_cmpstr (safe->text, ==, "one two\nthree");
}

static void
a_link_is_followed_by_its_domain (void)
{
  g_autoptr (SafiMessage) message =
      safi_message_new_from_text ("Go to https://login.bank.example.com/x\nnow", -1);
  g_autoptr (GArray) spans = no_spans ();
  g_autoptr (SafiSafeText) safe = safi_safe_text_new (message, spans, 0);
  g_autofree char *domain = NULL;
  SafiRange *range;

  g_assert_cmpstr (safe->text, ==,
                   "Go to https://login.bank.example.com/x [" FSI "example.com" PDI "]\nnow");
  g_assert_cmpuint (safe->domains->len, ==, 1);
  range = &g_array_index (safe->domains, SafiRange, 0);
  domain = g_utf8_substring (safe->text, range->start, range->end);
  g_assert_cmpstr (domain, ==, FSI "example.com" PDI);
}

static void
an_html_link_keeps_the_line_after_it (void)
{
  static const char mail[] = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
                             "<p>Open <a href='http://pay.example.net/'>here</a><br>then stop</p>";
  g_autoptr (GBytes) octets = g_bytes_new_static (mail, strlen (mail));
  g_autoptr (SafiMessage) message = safi_message_new (octets, 0);
  g_autoptr (GArray) spans = no_spans ();
  g_autoptr (SafiSafeText) safe = safi_safe_text_new (message, spans, 0);

  g_assert_true (g_str_has_prefix (safe->text, "Open here [" FSI "example.net" PDI "]\nthen stop"));
}

static void
long_lines_are_broken (void)
{
  g_autofree char *line = g_strnfill (SAFI_SAFE_TEXT_LINE_MAX + 1, 'x');
  g_autoptr (SafiSafeText) safe = make_safe (line, 0, 0, 0);
  g_autofree char *short_line = g_strnfill (SAFI_SAFE_TEXT_LINE_MAX, 'x');
  g_autoptr (SafiSafeText) whole = make_safe (short_line, 0, 0, 0);

  g_assert_null (strchr (whole->text, '\n'));
  g_assert_true (strchr (safe->text, '\n') == safe->text + SAFI_SAFE_TEXT_LINE_MAX);
}

static void
long_text_is_cut_behind_the_last_spot (void)
{
  g_autofree char *text = g_strnfill (SAFI_SAFE_TEXT_SHORT * 3, 'x');
  g_autoptr (SafiSafeText) plain = make_safe (text, 0, 0, SAFI_SAFE_TEXT_SHORT);
  g_autoptr (SafiSafeText) spotted =
      make_safe (text, SAFI_SAFE_TEXT_SHORT * 2, 5, SAFI_SAFE_TEXT_SHORT);
  g_autoptr (SafiSafeText) whole = make_safe (text, 0, 0, 0);

  g_assert_true (plain->is_cut);
  g_assert_cmpuint (strlen (plain->text), <, SAFI_SAFE_TEXT_SHORT + 100);
  g_assert_true (spotted->is_cut);
  g_assert_cmpuint (strlen (spotted->text), >, SAFI_SAFE_TEXT_SHORT * 2);
  g_assert_false (whole->is_cut);
}

static void
a_thousand_links_in_the_longest_text_are_quick (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (GArray) spans = no_spans ();
  g_autoptr (SafiSafeText) safe = NULL;

  while (text->len < SAFI_MESSAGE_TEXT_MAX)
    g_string_append_printf (text, "http://a%" G_GSIZE_FORMAT ".example.com/ and words\n",
                            text->len);
  message = safi_message_new_from_text (text->str, -1);
  safe = safi_safe_text_new (message, spans, 0);
  g_assert_cmpuint (safe->domains->len, ==, SAFI_MESSAGE_LINKS_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/safe-text/spots-keep-their-words", spots_keep_their_words);
  g_test_add_func ("/safe-text/spots-survive-what-is-taken-out", spots_survive_what_is_taken_out);
  g_test_add_func ("/safe-text/a-spot-beyond-the-text-is-cut-down",
                   a_spot_beyond_the_text_is_cut_down);
  g_test_add_func ("/safe-text/a-spot-inside-a-character-is-moved-to-its-start",
                   a_spot_inside_a_character_is_moved_to_its_start);
  g_test_add_func ("/safe-text/controls-and-overrides-are-not-shown",
                   controls_and_overrides_are_not_shown);
  g_test_add_func ("/safe-text/words-around-a-spot-stay-apart", words_around_a_spot_stay_apart);
  g_test_add_func ("/safe-text/a-link-is-followed-by-its-domain", a_link_is_followed_by_its_domain);
  g_test_add_func ("/safe-text/an-html-link-keeps-the-line-after-it",
                   an_html_link_keeps_the_line_after_it);
  g_test_add_func ("/safe-text/long-lines-are-broken", long_lines_are_broken);
  g_test_add_func ("/safe-text/long-text-is-cut-behind-the-last-spot",
                   long_text_is_cut_behind_the_last_spot);
  g_test_add_func ("/safe-text/a-thousand-links-in-the-longest-text-are-quick",
                   a_thousand_links_in_the_longest_text_are_quick);
  return g_test_run ();
}
