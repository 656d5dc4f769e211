/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "words/safi-po.h"

#define HEAD                                                                                       \
  "msgid \"\"\nmsgstr \"\"\n\"Language: sw\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n" \
  "\"Plural-Forms: nplurals=2; plural=n != 1;\\n\"\n"
#define HEAD_LINES 5

static SafiCatalogue *
read_text (const char *text, SafiPoFault *fault)
{
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));

  return safi_po_read (octets, FALSE, fault);
}

static SafiCatalogue *
read_well (const char *text)
{
  SafiPoFault fault;
  SafiCatalogue *catalogue = read_text (text, &fault);

  g_assert_cmpuint (fault.kind, ==, SAFI_PO_FINE);
  g_assert_nonnull (catalogue);
  return catalogue;
}

static void
test_reads_a_text_with_all_that_belongs_to_it (void)
{
  g_autoptr (SafiCatalogue) catalogue =
      read_well (HEAD "\n# a person's own word\n#. Translators: short.\n#. Really.\n#: a.c:3\n"
                      "#, c-format\nmsgctxt \"menu\"\nmsgid \"\"\n\"%s\\t\"\n\"\\\"x\\\"\\n\"\n"
                      "msgstr \"%s é\\\\\"\n");
  const SafiPhrase *phrase = safi_catalogue_find (catalogue, "menu", "%s\t\"x\"\n");

  g_assert_nonnull (phrase);
  g_assert_cmpstr (phrase->forms[0], ==, "%s é\\");
  g_assert_cmpstr (phrase->comment, ==, "Translators: short.\nReally.");
  g_assert_true (phrase->is_format);
  g_assert_null (safi_catalogue_find (catalogue, NULL, "%s\t\"x\"\n"));
}

static void
test_reads_the_forms_of_a_plural (void)
{
  g_autoptr (SafiCatalogue) catalogue = read_well (
      HEAD "msgid \"%u a\"\nmsgid_plural \"%u b\"\nmsgstr[0] \"1\"\nmsgstr[1] \"2\"\r\n");
  const SafiPhrase *phrase = safi_catalogue_find (catalogue, NULL, "%u a");

  g_assert_cmpstr (phrase->plural, ==, "%u b");
  g_assert_cmpuint (g_strv_length (phrase->forms), ==, 2);
  g_assert_cmpstr (phrase->forms[1], ==, "2");
}

static void
test_a_guess_and_a_gap_are_no_translations (void)
{
  g_autoptr (SafiCatalogue) catalogue =
      read_well (HEAD "#, fuzzy\nmsgid \"a\"\nmsgstr \"b\"\n\nmsgid \"c\"\nmsgstr \"\"\n"
                      "#~ msgid \"old\"\n#~ msgstr \"alt\"\n");

  g_assert_cmpuint (catalogue->phrases->len, ==, 2);
  g_assert_false (safi_phrase_is_translated (safi_catalogue_find (catalogue, NULL, "a")));
  g_assert_false (safi_phrase_is_translated (safi_catalogue_find (catalogue, NULL, "c")));
}

static void
test_says_what_is_wrong_and_where (void)
{
  static const struct {
    const char *text;
    SafiPoFaultKind kind;
    guint line;
  } cases[] = {
    { "", SAFI_PO_PLURAL, 0 },
    { "hello\n", SAFI_PO_NO_PO, 1 },
    { HEAD "msgid \"a\n", SAFI_PO_NO_PO, HEAD_LINES + 1 },
    { HEAD "msgid \"a\\\"\n", SAFI_PO_NO_PO, HEAD_LINES + 1 },
    { HEAD "msgid \"a\\x\"\n", SAFI_PO_NO_PO, HEAD_LINES + 1 },
    { HEAD "msgid \"a\"b\"\n", SAFI_PO_NO_PO, HEAD_LINES + 1 },
    { HEAD "msgid \"a\"\nmsgid \"b\"\n", SAFI_PO_NO_PO, HEAD_LINES + 2 },
    { HEAD "msgstr \"a\"\n", SAFI_PO_NO_PO, HEAD_LINES + 1 },
    { HEAD "\nmsgid \"a\"\n", SAFI_PO_NO_PO, HEAD_LINES + 2 },
    { HEAD "msgid \"a\"\nmsgstr[0] \"b\"\n", SAFI_PO_NO_PO, HEAD_LINES + 2 },
    { HEAD "msgid \"a\"\nmsgstr \"\"\nmsgid \"a\"\nmsgstr \"\"\n", SAFI_PO_TWICE, HEAD_LINES + 3 },
    { HEAD HEAD, SAFI_PO_TWICE, HEAD_LINES + 1 },
    { HEAD "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\n", SAFI_PO_FORMS, HEAD_LINES + 1 },
    { HEAD "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"c\"\n", SAFI_PO_NO_PO, HEAD_LINES + 3 },
    { "msgid \"a\"\nmsgstr \"b\"\n", SAFI_PO_PLURAL, 1 },
    { "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n", SAFI_PO_PLURAL, 1 },
    { "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=1; plural=0;\\n\"\n", SAFI_PO_NOT_UTF8, 1 },
    { HEAD "msgid \"\xff\"\n", SAFI_PO_NOT_UTF8, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SafiPoFault fault;
    g_autoptr (SafiCatalogue) catalogue = read_text (cases[i].text, &fault);

    g_test_message ("case %u", i);
    g_assert_null (catalogue);
    g_assert_cmpuint (fault.kind, ==, cases[i].kind);
    g_assert_cmpuint (fault.line, ==, cases[i].line);
  }
}

static GString *
make_phrases (guint n)
{
  GString *text = g_string_new (HEAD);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "msgid \"%u\"\nmsgstr \"\"\n", i);
  return text;
}

static void
test_texts_have_a_limit (void)
{
  g_autoptr (GString) most = make_phrases (SAFI_PO_PHRASES_MAX);
  g_autoptr (GString) more = make_phrases (SAFI_PO_PHRASES_MAX + 1);
  g_autoptr (SafiCatalogue) read = read_well (most->str);
  SafiPoFault fault;

  g_assert_cmpuint (read->phrases->len, ==, SAFI_PO_PHRASES_MAX);
  g_assert_null (read_text (more->str, &fault));
  g_assert_cmpuint (fault.kind, ==, SAFI_PO_TOO_MANY);
}

static void
test_a_text_and_a_file_have_a_limit (void)
{
  g_autofree char *letters = g_strnfill (SAFI_PO_TEXT_OCTETS_MAX, 'a');
  g_autofree char *longest = g_strconcat (HEAD "msgid \"", letters, "\"\nmsgstr \"\"\n", NULL);
  g_autofree char *longer = g_strconcat (HEAD "msgid \"b", letters, "\"\nmsgstr \"\"\n", NULL);
  g_autofree char *lines = g_strnfill (SAFI_PO_OCTETS_MAX - strlen (HEAD), '\n');
  g_autofree char *largest = g_strconcat (HEAD, lines, NULL);
  g_autofree char *larger = g_strconcat (HEAD "\n", lines, NULL);
  g_autoptr (SafiCatalogue) one = read_well (longest);
  g_autoptr (SafiCatalogue) two = read_well (largest);
  SafiPoFault fault;

  g_assert_null (read_text (longer, &fault));
  g_assert_cmpuint (fault.kind, ==, SAFI_PO_TOO_LONG);
  g_assert_null (read_text (larger, &fault));
  g_assert_cmpuint (fault.kind, ==, SAFI_PO_TOO_LARGE);
}

static void
test_what_is_written_is_read_again (void)
{
  g_autoptr (SafiCatalogue) catalogue =
      read_well (HEAD "#. Two\n#. lines\n#, c-format\nmsgctxt \"c\\nd\"\nmsgid \"%u\\ta\\n\"\n"
                      "msgid_plural \"%u b\"\nmsgstr[0] \"x\\\\\"\nmsgstr[1] \"\\\"y\\n\\nz\"\n"
                      "msgid \"open\"\nmsgstr \"\"\n");
  g_autoptr (GBytes) first = safi_po_write (catalogue);
  SafiPoFault fault;
  g_autoptr (SafiCatalogue) again = safi_po_read (first, FALSE, &fault);
  g_autoptr (GBytes) second = safi_po_write (again);
  const SafiPhrase *phrase = safi_catalogue_find (again, "c\nd", "%u\ta\n");

  g_assert_cmpstr (phrase->forms[1], ==, "\"y\n\nz");
  g_assert_cmpstr (phrase->comment, ==, "Two\nlines");
  g_assert_true (g_bytes_equal (first, second));
}

static void
test_forms_of_another_formula_are_dropped (void)
{
  g_autoptr (SafiCatalogue) old = read_well (
      HEAD "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"1\"\nmsgstr[1] \"2\"\nmsgid \"c\"\n"
           "msgstr \"d\"\n");
  g_autoptr (SafiCatalogue) new =
      read_well ("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: "
                 "nplurals=1; plural=0;\\n\"\nmsgid \"e\"\nmsgstr \"f\"\n");

  safi_catalogue_merge (old, new);
  g_assert_false (safi_phrase_is_translated (safi_catalogue_find (old, NULL, "a")));
  g_assert_true (safi_phrase_is_translated (safi_catalogue_find (old, NULL, "c")));
  g_assert_true (safi_phrase_is_translated (safi_catalogue_find (old, NULL, "e")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/po/reads-a-text-with-all-that-belongs-to-it",
                   test_reads_a_text_with_all_that_belongs_to_it);
  g_test_add_func ("/po/reads-the-forms-of-a-plural", test_reads_the_forms_of_a_plural);
  g_test_add_func ("/po/a-guess-and-a-gap-are-no-translations",
                   test_a_guess_and_a_gap_are_no_translations);
  g_test_add_func ("/po/says-what-is-wrong-and-where", test_says_what_is_wrong_and_where);
  g_test_add_func ("/po/texts-have-a-limit", test_texts_have_a_limit);
  g_test_add_func ("/po/a-text-and-a-file-have-a-limit", test_a_text_and_a_file_have_a_limit);
  g_test_add_func ("/po/what-is-written-is-read-again", test_what_is_written_is_read_again);
  g_test_add_func ("/po/forms-of-another-formula-are-dropped",
                   test_forms_of_another_formula_are_dropped);
  return g_test_run ();
}
