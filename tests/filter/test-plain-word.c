/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/tokens/safi-plain-word.h"

#include <string.h>

#include "core/text/safi-letter.h"

static void
assert_read (const char *word, const char *plain, gboolean is_disguised)
{
  SafiPlainWord read;

  safi_plain_word_read (&read, word, strlen (word));
  g_assert_cmpstr (read.octets, ==, plain);
  g_assert_cmpuint (read.length, ==, strlen (plain));
  g_assert_cmpint (read.is_disguised, ==, is_disguised);
}

static void
plain_words_stay (void)
{
  static const char *const words[] = {
    "Hello", "e-mail", "U.S.A", "don't", "100%", "a", "Straße", "naïve", "你", "नमस्ते", "ሰላም",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    assert_read (words[i], words[i], FALSE);
}

/* Its letters are read as ours where they look so, in every mailbox alike. */
static void
a_word_all_in_cyrillic_is_no_disguise (void)
{
  SafiPlainWord read;

  safi_plain_word_read (&read, "сосна", strlen ("сосна"));
  g_assert_false (read.is_disguised);
}

static void
letters_of_another_alphabet_are_replaced (void)
{
  assert_read ("Vi\u0430gr\u0430", "Viagra", TRUE);
  assert_read ("\uff36iagra", "Viagra", TRUE);
  assert_read ("P\u0430yP\U0001d41al", "PayPal", TRUE);
}

static void
invisible_characters_are_left_out (void)
{
  assert_read ("Vi\u200bag\u00adra", "Viagra", TRUE);
  assert_read ("\ufeffViagra\u2060", "Viagra", TRUE);
}

static void
a_word_of_invisible_characters_is_none (void)
{
  assert_read ("\u200b\u200c\u2060", "", FALSE);
  assert_read ("", "", FALSE);
}

static void
letters_apart_by_one_sign_are_joined (void)
{
  assert_read ("V-i-a-g-r-a", "Viagra", TRUE);
  assert_read ("V.i.a.g.r.a", "Viagra", TRUE);
  assert_read ("V*i*a*g", "Viag", TRUE);
  assert_read ("V-i-a-g-", "Viag", TRUE);
  assert_read ("V-\u0456-\u0430-g-r-a", "Viagra", TRUE);
}

static void
other_signs_are_no_disguise (void)
{
  static const char *const words[] = { "U.S.A",       "V-i.a-g",   "-V-i-a-g", "V-i-a-gr-a",
                                       "1-2-3-4-5-6", "VxixaxgxX", "a-b-c" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    assert_read (words[i], words[i], FALSE);
}

static void
the_rest_of_a_long_word_is_left_out (void)
{
  g_autofree char *at_limit = g_strnfill (SAFI_PLAIN_WORD_MAX, 'x');
  g_autofree char *beyond = g_strnfill (SAFI_PLAIN_WORD_MAX + 1, 'x');

  assert_read (at_limit, at_limit, FALSE);
  assert_read (beyond, at_limit, FALSE);
}

static void
a_long_word_is_cut_between_characters (void)
{
  g_autofree char *at_limit = g_strnfill (SAFI_PLAIN_WORD_MAX - 2, 'x');
  g_autofree char *before = g_strnfill (SAFI_PLAIN_WORD_MAX - 1, 'x');
  g_autofree char *fits = g_strconcat (at_limit, "é", NULL);
  g_autofree char *cut = g_strconcat (before, "é", NULL);

  assert_read (fits, fits, FALSE);
  assert_read (cut, before, FALSE);
}

static void
folding_never_makes_a_letter_longer (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++) {
    const gunichar folded = g_unichar_validate (c) ? safi_letter_fold (c) : 0;

    if (folded != 0)
      g_assert_cmpint (g_unichar_to_utf8 (folded, NULL), <=, g_unichar_to_utf8 (c, NULL));
  }
}

static void
a_word_of_the_greatest_length_is_folded_in_its_place (void)
{
  GString *text = g_string_new (NULL);
  SafiPlainWord word;

  while (text->len < SAFI_PLAIN_WORD_MAX)
    g_string_append (text, "\u023a");
  safi_plain_word_read (&word, text->str, text->len);
  safi_plain_word_fold (&word);
  g_assert_cmpuint (word.length, ==, SAFI_PLAIN_WORD_MAX);
  g_string_free (text, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plain-word/plain-words-stay", plain_words_stay);
  g_test_add_func ("/plain-word/a-word-all-in-cyrillic-is-no-disguise",
                   a_word_all_in_cyrillic_is_no_disguise);
  g_test_add_func ("/plain-word/letters-of-another-alphabet-are-replaced",
                   letters_of_another_alphabet_are_replaced);
  g_test_add_func ("/plain-word/invisible-characters-are-left-out",
                   invisible_characters_are_left_out);
  g_test_add_func ("/plain-word/a-word-of-invisible-characters-is-none",
                   a_word_of_invisible_characters_is_none);
  g_test_add_func ("/plain-word/letters-apart-by-one-sign-are-joined",
                   letters_apart_by_one_sign_are_joined);
  g_test_add_func ("/plain-word/other-signs-are-no-disguise", other_signs_are_no_disguise);
  g_test_add_func ("/plain-word/the-rest-of-a-long-word-is-left-out",
                   the_rest_of_a_long_word_is_left_out);
  g_test_add_func ("/plain-word/a-long-word-is-cut-between-characters",
                   a_long_word_is_cut_between_characters);
  g_test_add_func ("/plain-word/folding-never-makes-a-letter-longer",
                   folding_never_makes_a_letter_longer);
  g_test_add_func ("/plain-word/a-word-of-the-greatest-length-is-folded-in-its-place",
                   a_word_of_the_greatest_length_is_folded_in_its_place);
  return g_test_run ();
}
