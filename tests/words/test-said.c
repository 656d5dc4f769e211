/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "words/catalogue/safi-own-words-edit.h"
#include "words/catalogue/safi-said.h"
#include "words/catalogue/safi-template.h"
#include "words/catalogue/safi-words-catalogue.h"

#define LANGUAGE "qsw"
#define COUNTED "%u message waits for your answer"

static void
translate (const char *id, const char *one, const char *many)
{
  const SafiPhrase *source = safi_catalogue_find (safi_template_get (GETTEXT_PACKAGE), NULL, id);
  const char *forms[] = { one, many, NULL };

  g_assert_nonnull (source);
  g_assert_cmpuint (safi_own_words_translate (LANGUAGE, GETTEXT_PACKAGE, source, forms), ==,
                    SAFI_PO_FINE);
}

static GPtrArray *
find (const SafiSaid *said, const char *seen)
{
  GPtrArray *texts = g_ptr_array_new ();

  safi_said_find (said, seen, texts);
  return texts;
}

static void
assert_finds (const char *seen, const char *id)
{
  g_autoptr (SafiSaid) said = safi_said_new (LANGUAGE);
  g_autoptr (GPtrArray) texts = find (said, seen);
  gboolean is_found = FALSE;

  for (guint i = 0; i < texts->len; i++)
    is_found |= g_str_equal (((SafiSaidText *) texts->pdata[i])->source->id, id);
  g_assert_true (is_found);
}

static void
test_finds_the_english_where_nothing_is_translated (void)
{
  assert_finds ("Preferences", "P_references");
  assert_finds ("3 messages wait for your answer", COUNTED);
}

static void
test_finds_a_translation_with_and_without_values (void)
{
  translate ("P_references", "_Qa", NULL);
  translate (COUNTED, "%u q waits", "%u qs wait");
  assert_finds ("Qa", "P_references");
  assert_finds ("1 q waits", COUNTED);
  assert_finds ("\u2068"
                "20"
                "\u2069"
                " qs wait",
                COUNTED);
}

static void
test_tells_all_texts_that_say_the_same (void)
{
  g_autoptr (SafiSaid) said = NULL;
  g_autoptr (GPtrArray) texts = NULL;

  translate ("Language", "Qsame", NULL);
  translate ("Country", "Qsame", NULL);
  said = safi_said_new (LANGUAGE);
  texts = find (said, "Qsame");
  g_assert_cmpuint (texts->len, ==, 2);
}

static void
test_what_is_no_text_is_not_found (void)
{
  g_autoptr (SafiSaid) said = safi_said_new (LANGUAGE);
  g_autoptr (GPtrArray) texts = find (said, "nobody@elsewhere.test");
  g_autofree char *long_words = g_strnfill (100000, 'a');

  safi_said_find (said, "", texts);
  safi_said_find (said, long_words, texts);
  g_assert_cmpuint (texts->len, ==, 0);
}

static void
test_searches_english_and_translation_up_to_a_limit (void)
{
  g_autoptr (SafiSaid) said = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  translate ("Language", "Qwords", NULL);
  said = safi_said_new (LANGUAGE);
  safi_said_search (said, "qWORD", 10, texts);
  g_assert_cmpuint (texts->len, ==, 1);
  g_ptr_array_set_size (texts, 0);
  safi_said_search (said, "message", 10, texts);
  g_assert_cmpuint (texts->len, ==, 10);
}

static void
test_an_exported_file_holds_all_and_can_be_opened (void)
{
  g_auto (SafiOpenedWords) opened = { 0 };
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (SafiCatalogue) read = NULL;
  SafiPoFault fault;

  translate (COUNTED, "%u q waits", "%u qs wait");
  octets = safi_own_words_export (LANGUAGE, GETTEXT_PACKAGE);
  read = safi_po_read (octets, FALSE, &fault);
  g_assert_cmpuint (read->phrases->len, ==, safi_template_get (GETTEXT_PACKAGE)->phrases->len);
  g_assert_true (safi_own_words_open (octets, &opened, &fault));
  g_assert_cmpstr (opened.language, ==, LANGUAGE);
  g_assert_cmpuint (opened.n_left_out + opened.n_unknown, ==, 0);
  g_assert_cmpuint (opened.n_taken, >, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *made = g_dir_make_tmp ("safi-said-XXXXXX", NULL);
  g_autofree char *below = g_build_filename (made, "translations", NULL);
  int result;

  g_test_init (&argc, &argv, NULL);
  safi_own_words_init (made);
  g_test_add_func ("/said/finds-the-english-where-nothing-is-translated",
                   test_finds_the_english_where_nothing_is_translated);
  g_test_add_func ("/said/finds-a-translation-with-and-without-values",
                   test_finds_a_translation_with_and_without_values);
  g_test_add_func ("/said/tells-all-texts-that-say-the-same",
                   test_tells_all_texts_that_say_the_same);
  g_test_add_func ("/said/what-is-no-text-is-not-found", test_what_is_no_text_is_not_found);
  g_test_add_func ("/said/searches-english-and-translation-up-to-a-limit",
                   test_searches_english_and_translation_up_to_a_limit);
  g_test_add_func ("/said/an-exported-file-holds-all-and-can-be-opened",
                   test_an_exported_file_holds_all_and_can_be_opened);
  result = g_test_run ();
  safi_own_words_forget (LANGUAGE);
  g_rmdir (below);
  g_rmdir (made);
  return result;
}
