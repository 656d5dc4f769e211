/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "words/catalogue/safi-mo.h"
#include "words/catalogue/safi-own-words.h"
#include "words/catalogue/safi-placeholders.h"
#include "words/catalogue/safi-plural.h"
#include "words/catalogue/safi-template.h"
#include "words/catalogue/safi-translation-state.h"
#include "words/catalogue/safi-words-catalogue.h"

#define HEAD                                                                                       \
  "msgid \"\"\nmsgstr \"Language: qsw\\nContent-Type: text/plain; charset=UTF-8\\n"                \
  "Plural-Forms: nplurals=2; plural=n != 1;\\n\"\n"

static const char *folder; /* the data directory of this test */

static gboolean
open_text (const char *text, SafiOpenedWords *opened, SafiPoFault *fault)
{
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));

  return safi_own_words_open (octets, opened, fault);
}

static void
test_formulas_choose_as_gettext_does (void)
{
  static const char arabic[] = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && "
                               "n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;";
  static const char russian[] = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && "
                                "n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);";
  SafiPlural plural;

  g_assert_true (safi_plural_parse (arabic, &plural));
  g_assert_cmpuint (plural.n_forms, ==, 6);
  g_assert_cmpuint (safi_plural_choose (&plural, 2), ==, 2);
  g_assert_cmpuint (safi_plural_choose (&plural, 107), ==, 3);
  g_assert_cmpuint (safi_plural_choose (&plural, 99), ==, 4);
  g_assert_cmpuint (safi_plural_choose (&plural, 100), ==, 5);
  g_assert_true (safi_plural_parse (russian, &plural));
  g_assert_cmpuint (safi_plural_choose (&plural, 21), ==, 0);
  g_assert_cmpuint (safi_plural_choose (&plural, 23), ==, 1);
  g_assert_cmpuint (safi_plural_choose (&plural, 12), ==, 2);
  g_assert_true (safi_plural_parse ("nplurals=2; plural=!(n <= 1)", &plural));
  g_assert_cmpuint (safi_plural_choose (&plural, 2), ==, 1);
}

static void
test_formulas_that_could_end_the_program_are_refused (void)
{
  static const char *const wrong[] = {
    "",
    "nplurals=2",
    "nplurals=2; plural=n;",
    "nplurals=0; plural=0;",
    "nplurals=7; plural=0;",
    "nplurals=2; plural=n/0;",
    "nplurals=2; plural=1%n;",
    "nplurals=2; plural=1/(n-5000);",
    "nplurals=2; plural=(n!=1;",
    "nplurals=2; plural=n!=1 x;",
    "nplurals=2; plural=n!=1; rm",
    "nplurals=2; plural=99999999999999999999 ? 0 : 1;",
    "nplurals=INTEGER; plural=EXPRESSION;",
  };
  g_autofree char *deep = g_strnfill (200, '(');
  g_autofree char *deep_formula = g_strconcat ("nplurals=2; plural=", deep, "n", NULL);
  SafiPlural plural;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (safi_plural_parse (wrong[i], &plural));
  g_assert_false (safi_plural_parse (deep_formula, &plural));
}

static void
test_places_for_values_must_be_kept (void)
{
  static const struct {
    const char *id;
    const char *plural;
    const char *form;
    gboolean is_format;
    gboolean matches;
  } cases[] = {
    { "%s of %u", NULL, "%2$u: %1$s", TRUE, TRUE },
    { "%s of %u", NULL, "%u: %s", TRUE, FALSE },
    { "%s", NULL, "%d", TRUE, FALSE },
    { "%s", NULL, "", TRUE, FALSE },
    { "%s", NULL, "%s%s", TRUE, FALSE },
    { "%s", NULL, "%n", TRUE, FALSE },
    { "%s", NULL, "%1$s %1$s", TRUE, TRUE },
    { "%s", NULL, "%1$s %1$u", TRUE, FALSE },
    { "%s", NULL, "%2$s", TRUE, FALSE },
    { "%s", NULL, "%s %", TRUE, FALSE },
    { "%u", NULL, "%lu", TRUE, FALSE },
    { "%u", NULL, "%*u", TRUE, FALSE },
    { "%.1f MB", NULL, "%.2f", TRUE, TRUE },
    { "%u %%", NULL, "%u%%", TRUE, TRUE },
    { "%u a", "%u b", "one", TRUE, TRUE },
    { "%u a", "%u b", "%u of %s", TRUE, FALSE },
    { "%u a in %s", "%u b in %s", "%2$s", TRUE, FALSE },
    { "plain", NULL, "50 %", FALSE, FALSE },
    { "plain", NULL, "%s", FALSE, FALSE },
    { "plain", NULL, "<a href='x'>", FALSE, FALSE },
    { "plain", NULL, "a & b", FALSE, FALSE },
    { "90 % off", NULL, "-90 %", FALSE, TRUE },
    { "{0} and {1}", NULL, "{1} {0}", FALSE, TRUE },
    { "{0} and {1}", NULL, "{0}", FALSE, FALSE },
    { "{0}", NULL, "{0} {1}", FALSE, FALSE },
    { "{0} a", "{0} b", "one", FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *forms[] = { cases[i].form, NULL };
    SafiPhrase phrase = { .id = (char *) cases[i].id,
                          .plural = (char *) cases[i].plural,
                          .is_format = cases[i].is_format };

    g_test_message ("%s: %s", cases[i].id, cases[i].form);
    g_assert_cmpint (safi_placeholders_match (&phrase, forms), ==, cases[i].matches);
  }
}

static SafiCatalogue *
unpack (GBytes *mo)
{
  static const char *const command[] = { "msgunfmt", "-", NULL };
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      command, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
  g_autoptr (GBytes) text = NULL;
  SafiPoFault fault;

  g_assert_nonnull (process);
  g_assert_true (g_subprocess_communicate (process, mo, NULL, &text, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (process));
  return safi_po_read (text, FALSE, &fault);
}

static void
assert_same (const SafiCatalogue *wanted, const SafiCatalogue *got)
{
  guint n_translated = 0;

  g_assert_cmpstr (wanted->header, ==, got->header);
  for (guint i = 0; i < wanted->phrases->len; i++) {
    const SafiPhrase *phrase = wanted->phrases->pdata[i];
    const SafiPhrase *other = safi_catalogue_find (got, phrase->context, phrase->id);

    if (!safi_phrase_is_translated (phrase))
      continue;
    n_translated++;
    g_assert_nonnull (other);
    g_assert_cmpstr (phrase->plural, ==, other->plural);
    g_assert_cmpstrv (phrase->forms, other->forms);
  }
  g_assert_cmpuint (got->phrases->len, ==, n_translated);
}

static void
check_shipped (const char *path, const char *domain)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) octets = g_mapped_file_get_bytes (file);
  SafiPoFault fault;
  g_autoptr (SafiCatalogue) catalogue = safi_po_read (octets, FALSE, &fault);
  g_autoptr (GBytes) mo = safi_mo_write (catalogue);
  g_autoptr (SafiCatalogue) theirs = unpack (mo);
  g_autoptr (SafiCatalogue) ours = safi_mo_read (mo);

  assert_same (catalogue, theirs);
  assert_same (catalogue, ours);
  for (guint i = 0; i < catalogue->phrases->len; i++) {
    const SafiPhrase *phrase = catalogue->phrases->pdata[i];
    const SafiPhrase *source =
        safi_catalogue_find (safi_template_get (domain), phrase->context, phrase->id);

    if (source == NULL || !safi_phrase_is_translated (phrase))
      continue;
    if (!safi_placeholders_match (source, (const char *const *) phrase->forms))
      g_error ("%s: other places for values: %s", path, phrase->id);
  }
}

static void
test_shipped_translations_pass_and_are_compiled_as_gettext_does (void)
{
  static const char *const domains[][2] = { { "po", GETTEXT_PACKAGE },
                                            { "po/tips", SAFI_TIPS_DOMAIN } };
  guint n_files = 0;

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++) {
    g_autofree char *path = g_build_filename (g_getenv ("SAFI_TEST_ROOT"), domains[i][0], NULL);
    g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name (dir)) != NULL)
      if (g_str_has_suffix (name, ".po")) {
        g_autofree char *file = g_build_filename (path, name, NULL);

        check_shipped (file, domains[i][1]);
        n_files++;
      }
  }
  g_assert_cmpuint (n_files, >, 0);
}

static void
test_broken_catalogues_are_refused (void)
{
  static const char *const forms[] = { "b", NULL };
  g_autoptr (SafiCatalogue) catalogue = safi_catalogue_new ();
  g_autoptr (GBytes) mo = NULL;
  SafiPhrase *phrase = g_new0 (SafiPhrase, 1);
  gsize size;
  const char *octets;

  phrase->id = g_strdup ("a");
  safi_phrase_set_forms (phrase, forms);
  safi_catalogue_add (catalogue, phrase);
  mo = safi_mo_write (catalogue);
  octets = g_bytes_get_data (mo, &size);
  for (gsize length = 0; length < size; length++) {
    g_autofree char *copy =
        g_memdup2 (octets, MAX (length, 1)); /* so that a reader beyond is found */
    g_autoptr (GBytes) cut = g_bytes_new_take (g_steal_pointer (&copy), length);

    g_assert_null (safi_mo_read (cut));
  }
  for (gsize i = 0; i < size; i++) {
    g_autofree char *copy = g_memdup2 (octets, size);
    g_autoptr (GBytes) changed = NULL;
    SafiCatalogue *read;

    copy[i] = (char) ~copy[i];
    changed = g_bytes_new_take (g_steal_pointer (&copy), size);
    read = safi_mo_read (changed); /* what matters is that nothing beyond is read */
    g_clear_pointer (&read, safi_catalogue_free);
  }
}

static void
test_an_opened_translation_is_kept_and_taken_away (void)
{
  g_auto (SafiOpenedWords) opened = { 0 };
  g_autofree char *path = g_build_filename (folder, "translations/safibox.qsw.po", NULL);
  g_autoptr (SafiCatalogue) all = NULL;
  g_auto (GStrv) languages = NULL;
  SafiPoFault fault;
  GStatBuf status;

  g_assert_true (open_text (HEAD "msgid \"Preferences\"\nmsgstr \"Pq\"\n"
                                 "msgid \"no such text\"\nmsgstr \"x\"\n"
                                 "msgid \"Language\"\nmsgstr \"%s\"\n",
                            &opened, &fault));
  g_assert_cmpstr (opened.language, ==, "qsw");
  g_assert_cmpstr (opened.domain, ==, GETTEXT_PACKAGE);
  g_assert_cmpuint (opened.n_taken, ==, 1);
  g_assert_cmpuint (opened.n_unknown, ==, 1);
  g_assert_cmpuint (opened.n_left_out, ==, 1);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  languages = safi_own_words_list ();
  g_assert_cmpstr (languages[0], ==, "qsw");
  all = safi_own_words_load_all ("qsw", GETTEXT_PACKAGE);
  g_assert_cmpstr (safi_catalogue_find (all, NULL, "Preferences")->forms[0], ==, "Pq");
  safi_own_words_forget ("qsw");
  g_assert_false (safi_own_words_has ("qsw", GETTEXT_PACKAGE));
}

static void
test_what_was_there_stays_beside_what_is_opened (void)
{
  g_auto (SafiOpenedWords) opened = { 0 }, again = { 0 };
  g_autoptr (SafiCatalogue) own = NULL;
  SafiPoFault fault;

  g_assert_true (open_text (HEAD "msgid \"Preferences\"\nmsgstr \"A\"\nmsgid \"Language\"\n"
                                 "msgstr \"B\"\n",
                            &opened, &fault));
  g_assert_true (open_text (HEAD "msgid \"Language\"\nmsgstr \"C\"\n", &again, &fault));
  own = safi_own_words_load ("qsw", GETTEXT_PACKAGE);
  g_assert_cmpstr (safi_catalogue_find (own, NULL, "Preferences")->forms[0], ==, "A");
  g_assert_cmpstr (safi_catalogue_find (own, NULL, "Language")->forms[0], ==, "C");
  safi_own_words_forget ("qsw");
}

static void
test_a_file_of_tips_is_known_by_its_texts (void)
{
  const SafiPhrase *tip = safi_template_get (SAFI_TIPS_DOMAIN)->phrases->pdata[0];
  g_autofree char *text =
      g_strdup_printf (HEAD "msgctxt \"%s\"\nmsgid \"%s\"\nmsgstr \"t\"\n", tip->context, tip->id);
  g_auto (SafiOpenedWords) opened = { 0 };
  SafiPoFault fault;

  g_assert_true (open_text (text, &opened, &fault));
  g_assert_cmpstr (opened.domain, ==, SAFI_TIPS_DOMAIN);
  safi_own_words_forget ("qsw");
}

static void
test_files_that_are_of_no_use_are_refused (void)
{
  static const struct {
    const char *language;
    const char *id;
    SafiPoFaultKind kind;
  } cases[] = {
    { "sw", "no such text", SAFI_PO_FOREIGN },
    { "", "Language", SAFI_PO_NO_LANGUAGE },
    { "en", "Language", SAFI_PO_NO_LANGUAGE },
    { "../sw", "Language", SAFI_PO_NO_LANGUAGE },
    { "s/w", "Language", SAFI_PO_NO_LANGUAGE },
    { "S", "Language", SAFI_PO_NO_LANGUAGE },
    { "swwwwwwwwwwwwwwwwwwww", "Language", SAFI_PO_NO_LANGUAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf (
        "msgid \"\"\nmsgstr \"Language: %s\\nContent-Type: text/plain; charset=UTF-8\\n"
        "Plural-Forms: nplurals=1; plural=0;\\n\"\nmsgid \"%s\"\nmsgstr \"x\"\n",
        cases[i].language, cases[i].id);
    g_auto (SafiOpenedWords) opened = { 0 };
    SafiPoFault fault;

    g_assert_false (open_text (text, &opened, &fault));
    g_assert_cmpuint (fault.kind, ==, cases[i].kind);
  }
}

static void
test_a_language_is_a_draft_until_a_reviewer_is_named (void)
{
  const SafiCatalogue *template = safi_template_get (GETTEXT_PACKAGE);
  static const char *const forms[] = { "x", NULL };
  g_autoptr (SafiCatalogue) half = safi_catalogue_new ();
  SafiTranslationState state;

  g_free (half->header);
  half->header = g_strdup ("Language: qsw\nContent-Type: text/plain; charset=UTF-8\n"
                           "Plural-Forms: nplurals=1; plural=0;\n");
  for (guint i = 0; i < template->phrases->len / 2; i++) {
    SafiPhrase *copy = safi_phrase_copy_source (template->phrases->pdata[i]);

    safi_phrase_set_forms (copy, forms);
    safi_catalogue_add (half, copy);
  }
  g_assert_cmpuint (safi_own_words_keep ("qsw", GETTEXT_PACKAGE, half), ==, SAFI_PO_FINE);
  state = safi_translation_state_read ("qsw");
  g_assert_true (state.is_draft);
  g_assert_cmpuint (state.window, >=, 49);
  g_assert_cmpuint (state.window, <=, 50);
  g_assert_cmpuint (state.tips, ==, 0);
  g_free (half->header);
  half->header = g_strdup ("Language: qsw\nContent-Type: text/plain; charset=UTF-8\n"
                           "Plural-Forms: nplurals=1; plural=0;\nX-Safibox-Reviewer: Amina\n");
  g_assert_cmpuint (safi_own_words_keep ("qsw", GETTEXT_PACKAGE, half), ==, SAFI_PO_FINE);
  state = safi_translation_state_read ("qsw");
  g_assert_false (state.is_draft);
  safi_own_words_forget ("qsw");
}

static void
add_tests (void)
{
  g_test_add_func ("/own-words/formulas-choose-as-gettext-does",
                   test_formulas_choose_as_gettext_does);
  g_test_add_func ("/own-words/formulas-that-could-end-the-program-are-refused",
                   test_formulas_that_could_end_the_program_are_refused);
  g_test_add_func ("/own-words/places-for-values-must-be-kept",
                   test_places_for_values_must_be_kept);
  g_test_add_func ("/own-words/shipped-translations-pass-and-are-compiled-as-gettext-does",
                   test_shipped_translations_pass_and_are_compiled_as_gettext_does);
  g_test_add_func ("/own-words/broken-catalogues-are-refused", test_broken_catalogues_are_refused);
  g_test_add_func ("/own-words/an-opened-translation-is-kept-and-taken-away",
                   test_an_opened_translation_is_kept_and_taken_away);
  g_test_add_func ("/own-words/what-was-there-stays-beside-what-is-opened",
                   test_what_was_there_stays_beside_what_is_opened);
  g_test_add_func ("/own-words/a-file-of-tips-is-known-by-its-texts",
                   test_a_file_of_tips_is_known_by_its_texts);
  g_test_add_func ("/own-words/files-that-are-of-no-use-are-refused",
                   test_files_that_are_of_no_use_are_refused);
  g_test_add_func ("/own-words/a-language-is-a-draft-until-a-reviewer-is-named",
                   test_a_language_is_a_draft_until_a_reviewer_is_named);
}

int
main (int argc, char **argv)
{
  g_autofree char *made = g_dir_make_tmp ("safi-own-words-XXXXXX", NULL);
  g_autofree char *below = g_build_filename (made, "translations", NULL);
  int result;

  folder = made;
  g_test_init (&argc, &argv, NULL);
  safi_own_words_init (made);
  add_tests ();
  result = g_test_run ();
  g_rmdir (below);
  g_rmdir (made);
  return result;
}
