/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/speech/safi-speech-text.h"

static void
assert_said (const char *text, const char *said)
{
  g_autofree char *got = safi_speech_text_new (text);

  g_assert_cmpstr (got, ==, said);
}

static void
each_line_becomes_a_sentence (void)
{
  assert_said ("Look first\n\n  Then answer.\n", "Look first.\nThen answer.");
  assert_said ("Money “sent by mistake”", "Money “sent by mistake”.");
  assert_said ("Really?\nਹਾਂ।", "Really?\nਹਾਂ।");
  assert_said ("", "");
  assert_said (" \n ", "");
}

static void
of_a_link_only_its_host_is_said (void)
{
  assert_said ("Go to https://user:pw@www.example.com/login?id=9%20x#y now.",
               "Go to www.example.com now.");
  assert_said ("Write to help@example.org.", "Write to help@example.org.");
  assert_said ("://", "");
}

static void
what_a_stranger_hides_is_not_said (void)
{
  assert_said ("a\x1b[31mb\xe2\x80\xae"
               "c\xe2\x80\x8b"
               "d\r\n.\r\nQUIT",
               "a[31mbcd.\n.\nQUIT.");
}

static void
assert_length (gsize n_octets, glong n_characters, gboolean with_spaces)
{
  g_autofree char *text = g_strnfill (n_octets, 'a');
  g_autofree char *said = NULL;

  for (gsize i = 9; with_spaces && i < n_octets; i += 10)
    text[i] = ' ';
  said = safi_speech_text_new (text);
  g_assert_cmpint (g_utf8_strlen (said, -1), ==, n_characters);
}

static void
texts_and_words_have_a_limit (void)
{
  assert_length (SAFI_SPEECH_WORD_MAX, SAFI_SPEECH_WORD_MAX + 1, FALSE);
  assert_length (SAFI_SPEECH_WORD_MAX + 1, SAFI_SPEECH_WORD_MAX + 1, FALSE);
  assert_length (SAFI_SPEECH_CHARS_MAX - 1, SAFI_SPEECH_CHARS_MAX, TRUE);
  assert_length (SAFI_SPEECH_CHARS_MAX * 10, SAFI_SPEECH_CHARS_MAX, TRUE);
}

static void
assert_voice (const char *tags, const char *language, const char *voice)
{
  g_auto (GStrv) list = g_strsplit (tags, " ", -1);
  g_autoptr (GPtrArray) array = g_ptr_array_new ();

  for (guint i = 0; list[i] != NULL; i++)
    g_ptr_array_add (array, list[i]);
  g_assert_cmpstr (safi_speech_text_find_voice (array, language), ==, voice);
}

static void
a_voice_speaks_its_own_language_only (void)
{
  assert_voice ("af en-GB en-US", "en", "en-GB");
  assert_voice ("en-GB-scotland en en-US", "en", "en");
  assert_voice ("en-GB EN-us", "en_US.UTF-8", "EN-us");
  assert_voice ("pt pt-BR", "pt_BR", "pt-BR");
  assert_voice ("pt-PT", "pt_BR", "pt-PT");
  assert_voice ("sr", "sr@latin", "sr");
  assert_voice ("eng swg s", "sw", NULL);
  assert_voice ("", "sw", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/speech-text/each line becomes a sentence", each_line_becomes_a_sentence);
  g_test_add_func ("/speech-text/of a link only its host is said", of_a_link_only_its_host_is_said);
  g_test_add_func ("/speech-text/what a stranger hides is not said",
                   what_a_stranger_hides_is_not_said);
  g_test_add_func ("/speech-text/texts and words have a limit", texts_and_words_have_a_limit);
  g_test_add_func ("/speech-text/a voice speaks its own language only",
                   a_voice_speaks_its_own_language_only);
  return g_test_run ();
}
