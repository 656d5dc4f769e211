/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "words/catalogue/safi-po.h"

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

/* gettext looks for these words in the whole header. */
static void
test_what_gettext_looks_for_stands_once_in_a_header (void)
{
  static const char type[] = "Content-Type: text/plain; charset=UTF-8\\n";
  static const char forms[] = "Plural-Forms: nplurals=2; plural=n != 1;\\n";

  static const struct {
    const char *more; /* before the fields */
    const char *behind;
    SafiPoFaultKind kind;
  } cases[] = {
    { "", "", SAFI_PO_FINE },
    { "X-A: plural=n/0;\\n", "", SAFI_PO_HEAD_TWICE },
    { "X-A: nplurals=9;\\n", "", SAFI_PO_HEAD_TWICE },
    { "X-A: charset=UTF-7\\n", "", SAFI_PO_HEAD_TWICE },
    { "X-A: CHARSET=UTF-7\\n", "", SAFI_PO_HEAD_TWICE },
    { "", "Plural-Forms: nplurals=2; plural=n/0;\\n", SAFI_PO_HEAD_TWICE },
    { "", "Content-Type: text/plain; charset=UTF-7\\n", SAFI_PO_HEAD_TWICE },
    { "X-A: plurals and charsets\\n", "", SAFI_PO_FINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat ("msgid \"\"\nmsgstr \"Language: sw\\n", cases[i].more,
                                         type, forms, cases[i].behind, "\"\n", NULL);
    SafiPoFault fault;
    g_autoptr (SafiCatalogue) catalogue = read_text (text, &fault);

    g_test_message ("case %u", i);
    g_assert_cmpuint (fault.kind, ==, cases[i].kind);
    g_assert_cmpint (catalogue != NULL, ==, cases[i].kind == SAFI_PO_FINE);
  }
}

static void
test_a_header_is_read_as_gettext_reads_it (void)
{
  static const struct {
    const char *header;
    SafiPoFaultKind kind;
  } cases[] = {
    { "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0\\n",
      SAFI_PO_FINE },
    { "Content-Type: text/plain; charset=UTF-8-MAC\\nPlural-Forms: nplurals=1; plural=0;\\n",
      SAFI_PO_NOT_UTF8 },
    { "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural =0;\\n",
      SAFI_PO_PLURAL },
    { "Content-Type: text/plain; charset=UTF-8\\nX-A: nplurals=1; plural=0;\\n", SAFI_PO_PLURAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat ("msgid \"\"\nmsgstr \"", cases[i].header, "\"\n", NULL);
    SafiPoFault fault;
    g_autoptr (SafiCatalogue) catalogue = read_text (text, &fault);

    g_test_message ("case %u", i);
    g_assert_cmpuint (fault.kind, ==, cases[i].kind);
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

static void
test_formulas_are_compared_by_what_they_choose (void)
{
  g_autoptr (SafiCatalogue) old =
      read_well (HEAD "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"1\"\nmsgstr[1] \"2\"\n");
  g_autoptr (SafiCatalogue) same =
      read_well ("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: "
                 "nplurals=2; plural=(n==1 ? 0 : 1);\\n\"\n");
  g_autoptr (SafiCatalogue) french =
      read_well ("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: "
                 "nplurals=2; plural=n > 1;\\n\"\n");

  safi_catalogue_merge (old, same);
  g_assert_true (safi_phrase_is_translated (safi_catalogue_find (old, NULL, "a")));
  safi_catalogue_merge (old, french);
  g_assert_false (safi_phrase_is_translated (safi_catalogue_find (old, NULL, "a")));
}

static void
test_fields_of_a_header_are_found_and_taken_out (void)
{
  g_autoptr (SafiCatalogue) catalogue = read_well (HEAD);
  g_autofree char *language = safi_catalogue_find_field (catalogue->header, "language");
  g_autofree char *none = safi_catalogue_find_field (catalogue->header, "Lang");
  g_autofree char *gone = NULL;
  g_autofree char *type = NULL;

  g_assert_cmpstr (language, ==, "sw");
  g_assert_cmpstr (none, ==, "");
  safi_catalogue_drop_field (catalogue, "Language");
  gone = safi_catalogue_find_field (catalogue->header, "Language");
  type = safi_catalogue_find_field (catalogue->header, "Content-Type");
  g_assert_cmpstr (gone, ==, "");
  g_assert_cmpstr (type, ==, "text/plain; charset=UTF-8");
}

static void
test_forms_that_may_be_kept (void)
{
  g_autofree char *longest = g_strnfill (SAFI_PO_TEXT_OCTETS_MAX, 'a');
  g_autofree char *longer = g_strnfill (SAFI_PO_TEXT_OCTETS_MAX + 1, 'a');

  const struct {
    const char *form;
    SafiPoFaultKind kind;
  } cases[] = {
    { "é\tعربي\n\u200f", SAFI_PO_FINE }, { longest, SAFI_PO_FINE },  { longer, SAFI_PO_TOO_LONG },
    { "a\x01", SAFI_PO_CONTROL },        { "a\r", SAFI_PO_CONTROL }, { "\x7f", SAFI_PO_CONTROL },
    { "\xc2\x9b", SAFI_PO_CONTROL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *forms[] = { "fine", cases[i].form, NULL };

    g_test_message ("case %u", i);
    g_assert_cmpuint (safi_po_check_forms (forms), ==, cases[i].kind);
  }
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
  g_test_add_func ("/po/what-gettext-looks-for-stands-once-in-a-header",
                   test_what_gettext_looks_for_stands_once_in_a_header);
  g_test_add_func ("/po/a-header-is-read-as-gettext-reads-it",
                   test_a_header_is_read_as_gettext_reads_it);
  g_test_add_func ("/po/texts-have-a-limit", test_texts_have_a_limit);
  g_test_add_func ("/po/a-text-and-a-file-have-a-limit", test_a_text_and_a_file_have_a_limit);
  g_test_add_func ("/po/what-is-written-is-read-again", test_what_is_written_is_read_again);
  g_test_add_func ("/po/forms-of-another-formula-are-dropped",
                   test_forms_of_another_formula_are_dropped);
  g_test_add_func ("/po/formulas-are-compared-by-what-they-choose",
                   test_formulas_are_compared_by_what_they_choose);
  g_test_add_func ("/po/fields-of-a-header-are-found-and-taken-out",
                   test_fields_of_a_header_are_found_and_taken_out);
  g_test_add_func ("/po/forms-that-may-be-kept", test_forms_that_may_be_kept);
  return g_test_run ();
}
