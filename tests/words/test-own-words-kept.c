/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "words/catalogue/safi-mo.h"
#include "words/catalogue/safi-own-words-edit.h"
#include "words/catalogue/safi-template.h"
#include "words/catalogue/safi-translation-state.h"
#include "words/catalogue/safi-words-catalogue.h"

#define LANGUAGE "qsw"
#define FIELDS                                                                                     \
  "Language: qsw\nContent-Type: text/plain; charset=UTF-8\n"                                       \
  "Plural-Forms: nplurals=1; plural=0;\n"
#define REVIEWED FIELDS SAFI_REVIEWER_FIELD ": Amina\n"
#define BROKEN "msgid \"Preferences\nmy work of a year\n"

static const char *folder; /* the data directory of this test */

static char *
get_path (void)
{
  return g_build_filename (folder, "translations/safibox.qsw.po", NULL);
}

static void
set_header (SafiCatalogue *catalogue, const char *header)
{
  g_free (catalogue->header);
  catalogue->header = g_strdup (header);
}

static const SafiPhrase *
get_source (const char *context, const char *id)
{
  const SafiPhrase *source = safi_catalogue_find (safi_template_get (GETTEXT_PACKAGE), context, id);

  g_assert_nonnull (source);
  return source;
}

/* Returns: (transfer full): the first @n texts of the window, or all, said as in English. */
static SafiCatalogue *
make_catalogue (const char *header, guint n)
{
  const SafiCatalogue *template = safi_template_get (GETTEXT_PACKAGE);
  SafiCatalogue *catalogue = safi_catalogue_new ();

  set_header (catalogue, header);
  for (guint i = 0; i < MIN (n, template->phrases->len); i++) {
    SafiPhrase *copy = safi_phrase_copy_source (template->phrases->pdata[i]);
    const char *forms[] = { copy->plural != NULL ? copy->plural : copy->id, NULL };

    safi_phrase_set_forms (copy, forms);
    safi_catalogue_add (catalogue, copy);
  }
  return catalogue;
}

static SafiPoFaultKind
keep (SafiCatalogue *made)
{
  g_autoptr (SafiCatalogue) catalogue = made;

  return safi_own_words_keep (LANGUAGE, GETTEXT_PACKAGE, catalogue);
}

static SafiPoFaultKind
translate (const char *id, const char *translation)
{
  const char *forms[] = { translation, NULL };

  return safi_own_words_translate (LANGUAGE, GETTEXT_PACKAGE, get_source (NULL, id), forms);
}

static SafiPoFaultKind
open_octets (GBytes *made)
{
  g_autoptr (GBytes) octets = made;
  g_auto (SafiOpenedWords) opened = { 0 };
  SafiPoFault fault;

  safi_own_words_open (octets, &opened, &fault);
  return fault.kind;
}

static SafiPoFaultKind
open_catalogue (SafiCatalogue *made)
{
  g_autoptr (SafiCatalogue) catalogue = made;

  return open_octets (safi_po_write (catalogue));
}

static void
assert_file (const char *text)
{
  g_autofree char *path = get_path ();
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, text);
}

static void
test_what_cannot_be_read_is_not_written_over (void)
{
  g_autofree char *path = get_path ();

  g_assert_cmpuint (translate ("Preferences", "Qa"), ==, SAFI_PO_FINE);
  g_assert_true (g_file_set_contents (path, BROKEN, -1, NULL));
  g_assert_cmpuint (translate ("Preferences", "Qb"), ==, SAFI_PO_LOST);
  g_assert_cmpuint (open_catalogue (make_catalogue (FIELDS, 1)), ==, SAFI_PO_LOST);
  g_assert_cmpuint (keep (make_catalogue (FIELDS, 1)), ==, SAFI_PO_LOST);
  assert_file (BROKEN);
  g_assert_false (safi_own_words_use (LANGUAGE));
  g_assert_true (safi_own_words_forget (LANGUAGE));
  g_assert_true (safi_own_words_use (LANGUAGE));
  g_assert_cmpuint (translate ("Preferences", "Qb"), ==, SAFI_PO_FINE);
  g_assert_true (safi_own_words_use (LANGUAGE));
  safi_own_words_forget (LANGUAGE);
}

static void
test_what_could_not_be_read_back_is_not_kept (void)
{
  g_autofree char *longer = g_strnfill (SAFI_PO_TEXT_OCTETS_MAX + 1, 'a');
  g_autofree char *path = get_path ();
  g_autofree char *before = NULL;
  g_autoptr (SafiCatalogue) many = make_catalogue (FIELDS, 0);

  g_assert_cmpuint (translate ("Preferences", "Qa"), ==, SAFI_PO_FINE);
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  g_assert_cmpuint (translate ("Language", longer), ==, SAFI_PO_TOO_LONG);
  g_assert_cmpuint (translate ("Language", "a\x1b[1m"), ==, SAFI_PO_CONTROL);
  for (guint i = 0; i <= SAFI_PO_PHRASES_MAX; i++) {
    SafiPhrase *phrase = g_new0 (SafiPhrase, 1);

    phrase->id = g_strdup_printf ("%u", i);
    safi_catalogue_add (many, phrase);
  }
  g_assert_cmpuint (safi_own_words_keep (LANGUAGE, GETTEXT_PACKAGE, many), ==, SAFI_PO_TOO_MANY);
  g_assert_cmpuint (keep (make_catalogue ("Language: qsw\n", 1)), ==, SAFI_PO_NOT_UTF8);
  assert_file (before);
  safi_own_words_forget (LANGUAGE);
}

static void
test_a_text_with_a_control_character_is_left_out (void)
{
  static const char text[] = "msgid \"\"\nmsgstr \"Language: qsw\\nContent-Type: text/plain; "
                             "charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n\"\n"
                             "msgid \"Preferences\"\nmsgstr \"a\\rb\"\n"
                             "msgid \"Language\"\nmsgstr \"Qlanguage\"\n";
  g_autoptr (GBytes) octets = g_bytes_new_static (text, strlen (text));
  g_auto (SafiOpenedWords) opened = { 0 };
  SafiPoFault fault;

  g_assert_true (safi_own_words_open (octets, &opened, &fault));
  g_assert_cmpuint (opened.n_taken, ==, 1);
  g_assert_cmpuint (opened.n_left_out, ==, 1);
  safi_own_words_forget (LANGUAGE);
}

static void
test_english_has_no_translation (void)
{
  g_autoptr (SafiCatalogue) catalogue = make_catalogue (FIELDS, 1);

  g_assert_cmpuint (safi_own_words_keep ("en", GETTEXT_PACKAGE, catalogue), ==, SAFI_PO_NOT_KEPT);
  g_assert_false (safi_own_words_has ("en", GETTEXT_PACKAGE));
}

static void
assert_draft (gboolean is_draft)
{
  SafiTranslationState state = safi_translation_state_read (LANGUAGE);

  g_assert_cmpint (state.is_draft, ==, is_draft);
}

static void
test_a_reviewer_speaks_for_what_he_brings (void)
{
  g_assert_cmpuint (keep (make_catalogue (FIELDS, G_MAXUINT)), ==, SAFI_PO_FINE);
  assert_draft (TRUE);
  g_assert_cmpuint (open_catalogue (make_catalogue (REVIEWED, 3)), ==, SAFI_PO_FINE);
  assert_draft (TRUE);
  g_assert_cmpuint (open_catalogue (make_catalogue (REVIEWED, G_MAXUINT)), ==, SAFI_PO_FINE);
  assert_draft (FALSE);
  g_assert_cmpuint (open_catalogue (make_catalogue (FIELDS, 3)), ==, SAFI_PO_FINE);
  assert_draft (TRUE);
  safi_own_words_forget (LANGUAGE);
}

static void
install (SafiCatalogue *made)
{
  g_autoptr (SafiCatalogue) catalogue = made;
  g_autoptr (GBytes) octets = safi_mo_write (catalogue);
  g_autofree char *path =
      g_build_filename (safi_words_get_catalogue_dir (), LANGUAGE, "LC_MESSAGES", NULL);
  g_autofree char *file = g_build_filename (path, GETTEXT_PACKAGE ".mo", NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, g_bytes_get_data (octets, NULL),
                                      (gssize) g_bytes_get_size (octets), NULL));
}

static void
test_a_small_file_does_not_review_what_is_installed (void)
{
  g_autofree char *installed = g_build_filename (folder, "installed", NULL);

  g_setenv ("SAFIBOX_LOCALE_DIR", installed, TRUE);
  if (!g_str_equal (safi_words_get_catalogue_dir (), installed)) {
    g_test_skip ("a build without fail points has its catalogues in one place");
    return;
  }
  install (make_catalogue (FIELDS, G_MAXUINT));
  assert_draft (TRUE);
  g_assert_cmpuint (open_catalogue (make_catalogue (REVIEWED, 3)), ==, SAFI_PO_FINE);
  assert_draft (TRUE);
  g_assert_true (safi_own_words_use (LANGUAGE));
  g_free (safi_words_speak (LANGUAGE));
  g_assert_true (safi_words_is_draft (GETTEXT_PACKAGE));
  install (make_catalogue (REVIEWED, G_MAXUINT));
  assert_draft (FALSE);
  g_assert_true (safi_own_words_use (LANGUAGE));
  g_free (safi_words_speak (LANGUAGE));
  g_assert_false (safi_words_is_draft (GETTEXT_PACKAGE));
  g_unsetenv ("SAFIBOX_LOCALE_DIR");
  safi_own_words_forget (LANGUAGE);
}

/* The first tip that is translated takes the header of the window's words. */
static void
test_who_looked_through_the_window_did_not_through_the_tips (void)
{
  const SafiPhrase *tip = safi_template_get (SAFI_TIPS_DOMAIN)->phrases->pdata[0];
  static const char *const forms[] = { "t", NULL };
  g_autoptr (SafiCatalogue) tips = NULL;
  g_autofree char *reviewer = NULL;
  g_autofree char *language = NULL;

  g_assert_cmpuint (keep (make_catalogue (REVIEWED, 3)), ==, SAFI_PO_FINE);
  g_assert_cmpuint (safi_own_words_translate (LANGUAGE, SAFI_TIPS_DOMAIN, tip, forms), ==,
                    SAFI_PO_FINE);
  tips = safi_own_words_load (LANGUAGE, SAFI_TIPS_DOMAIN);
  reviewer = safi_catalogue_find_field (tips->header, SAFI_REVIEWER_FIELD);
  language = safi_catalogue_find_field (tips->header, "Language");
  g_assert_cmpstr (reviewer, ==, "");
  g_assert_cmpstr (language, ==, LANGUAGE);
  safi_own_words_forget (LANGUAGE);
}

static void
test_what_cannot_be_compiled_is_told (void)
{
  g_autofree char *compiled = g_build_filename (folder, "translations/compiled", NULL);

  g_assert_cmpuint (translate ("Preferences", "Qa"), ==, SAFI_PO_FINE);
  g_assert_true (safi_own_words_use (LANGUAGE));
  safi_own_words_use ("en"); /* takes the folder away */
  g_assert_true (g_file_set_contents (compiled, "in the way", -1, NULL));
  g_assert_false (safi_own_words_use (LANGUAGE));
  g_unlink (compiled);
  g_assert_true (safi_own_words_use (LANGUAGE));
  safi_own_words_use ("en");
  safi_own_words_forget (LANGUAGE);
}

static void
test_what_cannot_be_deleted_is_told (void)
{
  g_autofree char *below = g_build_filename (folder, "translations", NULL);

  if (geteuid () == 0) {
    g_test_skip ("root may delete everywhere");
    return;
  }
  g_assert_cmpuint (translate ("Preferences", "Qa"), ==, SAFI_PO_FINE);
  g_assert_cmpint (g_chmod (below, 0500), ==, 0);
  g_assert_false (safi_own_words_forget (LANGUAGE));
  g_assert_cmpint (g_chmod (below, 0700), ==, 0);
  g_assert_true (safi_own_words_forget (LANGUAGE));
}

static void
test_the_code_of_a_language_has_plain_letters (void)
{
  static const struct {
    const char *code;
    const char *told;
  } cases[] = {
    { "pt-BR", "pt-BR" },
    { "zh-Hans-CN", "zh-Hans-CN" },
    { "aaaaaaaa-bbbbbbbb-cccccccc-dddddddd", "aaaaaaaa-bbbbbbbb-cccccccc-dddddddd" },
    { "aaaaaaaa-bbbbbbbb-cccccccc-dddddddde", "en" },
    { "a", "en" },
    { "sw) /OpenAction (x", "en" },
    { "sw\n", "en" },
    { "pt_BR", "en" },
    { "سواحلي", "en" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *forms[] = { cases[i].code, NULL };

    g_test_message ("%s", cases[i].code);
    g_assert_cmpuint (safi_own_words_translate (LANGUAGE, GETTEXT_PACKAGE,
                                                get_source ("code of the language", "en"), forms),
                      ==, SAFI_PO_FINE);
    g_assert_true (safi_own_words_use (LANGUAGE));
    g_free (safi_words_speak (LANGUAGE));
    g_assert_cmpstr (safi_words_get_language (), ==, cases[i].told);
  }
  safi_own_words_use ("en");
  safi_own_words_forget (LANGUAGE);
}

/* In C and C.UTF-8 newer systems would say everything in English. */
static void
test_messages_have_another_locale_than_c (void)
{
  if (!g_file_test (SAFI_LOCALE_ALIAS_DIR "/" SAFI_LOCALE_ALIAS "/LC_MESSAGES",
                    G_FILE_TEST_IS_DIR)) {
    g_test_skip ("it is not installed, or this system has no C.UTF-8");
    return;
  }
  g_assert_false (g_str_has_prefix (setlocale (LC_MESSAGES, NULL), "C"));
  g_assert_true (g_str_has_prefix (setlocale (LC_CTYPE, NULL), "C"));
  g_assert_null (g_getenv ("LOCPATH"));
}

static void
add_tests (void)
{
  g_test_add_func ("/own-words/messages-have-another-locale-than-c",
                   test_messages_have_another_locale_than_c);
  g_test_add_func ("/own-words/what-cannot-be-read-is-not-written-over",
                   test_what_cannot_be_read_is_not_written_over);
  g_test_add_func ("/own-words/what-could-not-be-read-back-is-not-kept",
                   test_what_could_not_be_read_back_is_not_kept);
  g_test_add_func ("/own-words/a-text-with-a-control-character-is-left-out",
                   test_a_text_with_a_control_character_is_left_out);
  g_test_add_func ("/own-words/english-has-no-translation", test_english_has_no_translation);
  g_test_add_func ("/own-words/a-reviewer-speaks-for-what-he-brings",
                   test_a_reviewer_speaks_for_what_he_brings);
  g_test_add_func ("/own-words/a-small-file-does-not-review-what-is-installed",
                   test_a_small_file_does_not_review_what_is_installed);
  g_test_add_func ("/own-words/who-looked-through-the-window-did-not-through-the-tips",
                   test_who_looked_through_the_window_did_not_through_the_tips);
  g_test_add_func ("/own-words/what-cannot-be-compiled-is-told",
                   test_what_cannot_be_compiled_is_told);
  g_test_add_func ("/own-words/what-cannot-be-deleted-is-told",
                   test_what_cannot_be_deleted_is_told);
  g_test_add_func ("/own-words/the-code-of-a-language-has-plain-letters",
                   test_the_code_of_a_language_has_plain_letters);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *made = g_dir_make_tmp ("safi-own-words-XXXXXX", NULL);
  int result;

  folder = made;
  g_test_init (&argc, &argv, NULL);
  safi_words_leave_c_locale ();
  safi_words_bind_catalogues ();
  safi_own_words_init (made);
  add_tests ();
  result = g_test_run ();
  remove_tree (made);
  return result;
}
