/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../lib/corpus.h"
#include "../lib/random.h"
#include "words/catalogue/safi-mo.h"
#include "words/catalogue/safi-placeholders.h"
#include "words/catalogue/safi-plural.h"
#include "words/catalogue/safi-po.h"

/* Translations of strangers, broken at random, always the same way. */

#define FOLDER "corpus/po"
#define ROUNDS 2000
#define NUMBERS 230 /* that a plural is chosen for: beyond two hundreds nothing new comes */

static const char *const pieces[] = {
  "\"",
  "\n",
  "\"\n\"",
  "\\",
  "\\n",
  "msgid \"\"\n",
  "msgstr \"\"\n",
  "msgstr[1] ",
  "msgctxt ",
  "#, fuzzy",
  "#~ ",
  "#. ",
  "%s",
  "%1$s",
  "%n",
  "%*d",
  "%",
  "{0}",
  "<",
  "&",
  "\xff",
  "\xe2\x80\xae",
  "nplurals=",
  "plural=",
  "charset=",
  "msgid_plural \"x\"\n",
};

static const char *const formulas[] = {
  "nplurals=1; plural=0;",
  "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2;",
  "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
};

static const char *const terms[] = {
  "n", "%",  "/",        "*",        "+",   "-",   "!", "(",  ")",          "?",
  ":", "==", "<=",       "&&",       "||",  "0",   "1", "10", "4294967296", "99999999999999999999",
  ";", " ",  "((((((((", "!!!!!!!!", "n/n", "n%0",
};

static void
check_mo (const SafiCatalogue *catalogue)
{
  g_autoptr (GBytes) octets = safi_mo_write (catalogue);
  g_autoptr (SafiCatalogue) again = safi_mo_read (octets);

  g_assert_nonnull (again);
  g_assert_cmpuint (again->phrases->len, <=, catalogue->phrases->len);
}

static void
read_po (GBytes *octets)
{
  SafiPoFault fault;
  g_autoptr (SafiCatalogue) catalogue = safi_po_read (octets, FALSE, &fault);
  g_autoptr (SafiCatalogue) template = safi_po_read (octets, TRUE, &fault);
  g_autoptr (SafiCatalogue) again = NULL;
  g_autoptr (GBytes) written = NULL;

  if (catalogue == NULL)
    return;
  for (guint i = 0; i < catalogue->phrases->len; i++) {
    const SafiPhrase *phrase = catalogue->phrases->pdata[i];

    if (safi_phrase_is_translated (phrase))
      safi_placeholders_match (phrase, (const char *const *) phrase->forms);
  }
  written = safi_po_write (catalogue);
  again = safi_po_read (written, FALSE, &fault);
  g_assert_true (again != NULL || fault.kind == SAFI_PO_TOO_LARGE);
  g_assert_cmpuint (again->phrases->len, ==, catalogue->phrases->len);
  check_mo (catalogue);
}

static void
read_mo (GBytes *octets)
{
  g_autoptr (SafiCatalogue) catalogue = safi_mo_read (octets);

  if (catalogue != NULL)
    g_assert_nonnull (catalogue->header);
}

static void
test_broken_translations_do_no_harm (void)
{
  test_break_corpus (FOLDER, ".po", ROUNDS, pieces, G_N_ELEMENTS (pieces), read_po);
}

static void
test_cut_translations_do_no_harm (void)
{
  test_cut_corpus (FOLDER, ".po", read_po);
}

/* An installed catalogue may be broken as well. */
static void
test_broken_compiled_translations_do_no_harm (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, FOLDER, "plural.po", NULL);
  g_autofree char *text = NULL;
  gsize length;
  SafiPoFault fault;
  g_autoptr (GRand) random = test_random_new ();
  g_autoptr (GBytes) po = NULL;
  g_autoptr (GBytes) mo = NULL;
  g_autoptr (SafiCatalogue) catalogue = NULL;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  po = g_bytes_new (text, length);
  catalogue = safi_po_read (po, FALSE, &fault);
  mo = safi_mo_write (catalogue);
  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GString) broken =
        g_string_new_len (g_bytes_get_data (mo, NULL), (gssize) g_bytes_get_size (mo));
    g_autoptr (GBytes) octets = NULL;

    test_mutate (broken, random, pieces, G_N_ELEMENTS (pieces));
    octets = g_bytes_new (broken->str, broken->len);
    read_mo (octets);
  }
}

/* What is taken never divides by zero and never chooses a form that is not there. */
static void
test_broken_formulas_choose_a_form_that_is_there (void)
{
  g_autoptr (GRand) random = test_random_new ();

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GString) text = g_string_new (formulas[i % G_N_ELEMENTS (formulas)]);
    SafiPlural plural;

    test_mutate (text, random, terms, G_N_ELEMENTS (terms));
    if (!safi_plural_parse (text->str, &plural))
      continue;
    for (gulong n = 0; n < NUMBERS; n++)
      g_assert_cmpuint (safi_plural_choose (&plural, n), <, plural.n_forms);
    g_assert_cmpuint (safi_plural_choose (&plural, G_MAXULONG), <, plural.n_forms);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/po-fuzz/broken-translations-do-no-harm", test_broken_translations_do_no_harm);
  g_test_add_func ("/po-fuzz/cut-translations-do-no-harm", test_cut_translations_do_no_harm);
  g_test_add_func ("/po-fuzz/broken-compiled-translations-do-no-harm",
                   test_broken_compiled_translations_do_no_harm);
  g_test_add_func ("/po-fuzz/broken-formulas-choose-a-form-that-is-there",
                   test_broken_formulas_choose_a_form_that_is_there);
  return g_test_run ();
}
