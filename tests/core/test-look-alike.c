/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/text/safi-look-alike.h"

static void
test_letters_of_other_alphabets_look_like_ours (void)
{
  static const struct {
    gunichar c;
    char plain;
  } cases[] = {
    { 0x0430, 'a' },  /* Cyrillic */
    { 0x0435, 'e' },  /* Cyrillic */
    { 0x0405, 'S' },  /* Cyrillic */
    { 0x03bf, 'o' },  /* Greek omicron */
    { 0x0391, 'A' },  /* Greek capital alpha */
    { 0x0578, 'n' },  /* Armenian */
    { 0x13aa, 'A' },  /* Cherokee */
    { 0x0131, 'i' },  /* Latin without its dot */
    { 0xff41, 'a' },  /* full-width */
    { 0xff36, 'V' },  /* full-width */
    { 0x1d41a, 'a' }, /* mathematical bold */
    { 0x1d7ce, '0' }, /* mathematical, not the letter O */
    { 0xff11, '1' },  /* full-width, not the letter l */
    { 0x1d7ff, '9' }, /* the last of the last block */
    { 0x2113, 'l' },  /* script small l */
    { 0x217d, 'c' },  /* Roman numeral */
    { 0x1d0f, 'o' },  /* phonetic */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (safi_look_alike (cases[i].c), ==, cases[i].plain);
}

static void
test_other_letters_look_like_none (void)
{
  static const gunichar others[] = {
    'a',      0x80,   0xe9,    /* é: two characters in one */
    0x0436,                    /* Cyrillic zhe */
    0x05d0,                    /* Hebrew alef */
    0x0627,                    /* Arabic alef, which UTS 39 takes for l */
    0x0915,                    /* Devanagari ka */
    0x12a0,                    /* Ethiopic */
    0x0e01,                    /* Thai */
    0x4e00,                    /* Han */
    0xac00,                    /* Hangul */
    0xff5f,   0x009f, 0x1d800, /* beside the blocks */
    0x1f600,                   /* a face */
    0x10ffff,
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (safi_look_alike (others[i]), ==, '\0');
}

static void
test_what_is_alike_is_a_letter_or_a_digit (void)
{
  guint n = 0;

  for (gunichar c = 0; c <= 0x10ffff; c++) {
    const char plain = safi_look_alike (c);

    if (plain == '\0')
      continue;
    g_assert_true (g_ascii_isalnum (plain));
    g_assert_cmpuint (c, >=, 0xa0);
    n++;
  }
  g_assert_cmpuint (n, >, 500);
}

static void
test_first_and_last_invisible_characters_are_known (void)
{
  static const struct {
    gunichar first;
    gunichar last;
  } ranges[] = {
    { 0x00ad, 0x00ad }, { 0x034f, 0x034f }, { 0x200b, 0x200f }, { 0x202a, 0x202e },
    { 0x2060, 0x2069 }, { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xe0000, 0xe01ef },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++) {
    g_assert_false (safi_is_invisible (ranges[i].first - 1));
    g_assert_true (safi_is_invisible (ranges[i].first));
    g_assert_true (safi_is_invisible (ranges[i].last));
    g_assert_false (safi_is_invisible (ranges[i].last + 1));
  }
}

static gpointer
ask_cb (gpointer unused)
{
  return GINT_TO_POINTER (safi_look_alike (0x0430));
}

static void
test_threads_may_ask_at_once (void)
{
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("asker", ask_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (threads[i])), ==, 'a');
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* First, while the table is not made yet. */
  g_test_add_func ("/look-alike/threads-may-ask-at-once", test_threads_may_ask_at_once);
  g_test_add_func ("/look-alike/letters-of-other-alphabets-look-like-ours",
                   test_letters_of_other_alphabets_look_like_ours);
  g_test_add_func ("/look-alike/other-letters-look-like-none", test_other_letters_look_like_none);
  g_test_add_func ("/look-alike/what-is-alike-is-a-letter-or-a-digit",
                   test_what_is_alike_is_a_letter_or_a_digit);
  g_test_add_func ("/look-alike/first-and-last-invisible-characters-are-known",
                   test_first_and_last_invisible_characters_are_known);
  return g_test_run ();
}
