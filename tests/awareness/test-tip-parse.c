/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../lib/random.h"
#include "awareness/tips/safi-tip-parse.h"

#define FUZZ_ROUNDS 20000

static const char tip_xml[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!-- A comment between elements. -->\n"
    "<tip id=\"parcel-fee\" icon=\"mail-unread-symbolic\" theme=\"parcel-fee\" about=\"scam\"\n"
    "  age=\"teen\" codes=\"links.brand\n    money.sum\">\n"
    "  <title note=\"For translators.\">A small fee</title>\n"
    "  <sentence>Look it up\n     yourself. </sentence>\n"
    "  <more>It is &lt;bait&gt;. The page wants your card.</more>\n"
    "  <sign>One.</sign><sign>Two.</sign>\n"
    "  <step>Ask.</step>\n"
    "  <scam channel=\"sms\"><from>DHL</from><p>Pay 45.</p><p>Now.</p></scam>\n"
    "  <real channel=\"mail\"><from>A &lt;a@b.example&gt;</from><subject>Hi</subject>"
    "<p>Come.</p></real>\n"
    "  <tell>You ordered only the second.</tell>\n"
    "</tip>\n";

static SafiTip *
parse (const char *xml, GError **error)
{
  g_autoptr (GBytes) octets = g_bytes_new_static (xml, strlen (xml));

  return safi_tip_parse (octets, error);
}

/* Returns: (transfer full): the sample with its first @from replaced by @to. */
static char *
change (const char *from, const char *to)
{
  const char *place = strstr (tip_xml, from);

  g_assert_nonnull (place);
  return g_strdup_printf ("%.*s%s%s", (int) (place - tip_xml), tip_xml, to, place + strlen (from));
}

static void
assert_refused (const char *xml, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiTip) tip = parse (xml, &error);

  g_assert_null (tip);
  g_assert_nonnull (error);
  if (strstr (error->message, reason) == NULL)
    g_error ("wanted \"%s\", got \"%s\"", reason, error->message);
}

static void
assert_taken (const char *xml)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiTip) tip = parse (xml, &error);

  g_assert_no_error (error);
}

static void
assert_change_refused (const char *from, const char *to, const char *reason)
{
  g_autofree char *xml = change (from, to);

  assert_refused (xml, reason);
}

static void
test_a_whole_tip_is_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiTip) tip = parse (tip_xml, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tip->id, ==, "parcel-fee");
  g_assert_cmpstr (tip->icon, ==, "mail-unread-symbolic");
  g_assert_cmpint (tip->about, ==, SAFI_SORT_SCAM);
  g_assert_cmpint (tip->age, ==, SAFI_AGE_TEEN);
  g_assert_cmpuint (tip->codes->len, ==, 2);
  g_assert_cmpstr (tip->codes->pdata[1], ==, "money.sum");
  g_assert_cmpstr (tip->more, ==, "It is <bait>. The page wants your card.");
  g_assert_cmpuint (tip->signs->len, ==, 2);
  g_assert_cmpint (tip->scam.channel, ==, SAFI_CHANNEL_SMS);
  g_assert_null (tip->scam.subject);
  g_assert_cmpstr (tip->scam.text->pdata[1], ==, "Now.");
  g_assert_cmpstr (tip->real.from, ==, "A <a@b.example>");
  g_assert_cmpstr (tip->real.subject, ==, "Hi");
}

static void
test_spaces_are_joined_as_gettext_joins_them (void)
{
  g_autoptr (SafiTip) tip = parse (tip_xml, NULL);

  g_assert_cmpstr (tip->sentence, ==, "Look it up yourself.");
}

static void
test_what_is_missing_or_double_is_named (void)
{
  assert_change_refused ("<tell>You ordered only the second.</tell>", "", "needs each of title");
  assert_change_refused ("<step>Ask.</step>", "", "needs each of title");
  assert_change_refused ("<p>Come.</p>", "", "<real> needs <from> and <p>");
  assert_change_refused ("<subject>Hi</subject>", "", "a mail has a <subject>");
  assert_change_refused ("<p>Pay 45.</p>", "<subject>Hi</subject><p>Pay 45.</p>",
                         "a mail has a <subject>");
  assert_change_refused ("<step>", "<more>Again.</more><step>", "<more> is there twice");
  assert_change_refused ("<real channel=\"mail\">", "<scam channel=\"mail\">", "<scam> is there");
  assert_change_refused ("<step>Ask.</step>", "<step> \n </step>", "<step> is empty");
  assert_change_refused (" icon=\"mail-unread-symbolic\"", "", "'icon'");
  assert_refused ("", "octets");
  assert_refused ("<!-- only a comment -->", "");
  assert_refused ("<!-- two --> <!-- comments -->", "");
}

static void
test_the_place_of_a_fault_is_told (void)
{
  assert_change_refused ("<step>Ask.</step>", "<stop>Ask.</stop>", "line 11");
  assert_change_refused ("<step>Ask.</step>", "<stop>Ask.</stop>", "not known here: <stop>");
}

static void
test_unknown_words_are_refused_with_those_that_are_known (void)
{
  assert_change_refused ("about=\"scam\"", "about=\"fun\"", "one of scam, file, advert, other");
  assert_change_refused ("age=\"teen\"", "age=\"13\"", "one of child, teen, adult");
  assert_change_refused ("channel=\"sms\"", "channel=\"fax\"", "one of mail, sms, chat, call");
  assert_change_refused ("id=\"parcel-fee\"", "id=\"../fee\"", "small letters");
  assert_change_refused ("icon=\"mail", "icon=\"/etc/mail", "small letters");
  assert_change_refused ("links.brand", "<b>", "");
  assert_change_refused ("<sign>One", "<sign onclick=\"x\">One", "onclick");
}

static void
test_nothing_but_elements_and_words_can_stand_there (void)
{
  assert_change_refused ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
                         "<!DOCTYPE tip [<!ENTITY a \"b\">]>", "only elements and words");
  assert_change_refused ("One.", "One <!-- or two -->.", "only elements and words");
  assert_change_refused ("One.", "<![CDATA[One.]]>", "only elements and words");
  assert_change_refused ("One.", "&bait;", "");
  assert_change_refused ("One.", "<b>One</b>", "it cannot stand here: <b>");
  assert_change_refused ("  <step>", "  Ask <step>", "words outside of an element");
  assert_change_refused ("<tip ", "<pack ", "it begins not with <tip>, but with <pack>");
  assert_change_refused ("</tip>\n", "</tip><tip id=\"b\"/>", "");
}

static void
test_no_text_can_be_shown_in_another_order (void)
{
  assert_change_refused ("One.", "One \u202eowt.", "U+202E");
  assert_change_refused ("One.", "One \u2067two.", "U+2067");
  assert_change_refused ("One.", "One &#x1b;[2J.", "");
  assert_change_refused ("One.", "One \xc2\x85.", "U+0085");
}

static void
test_a_fault_quotes_nothing_harmful (void)
{
  g_autofree char *name = g_strnfill (2000, 'a');
  g_autofree char *xml = g_strdup_printf ("<tip id=\"\xe2\x80\xae%s\n\"/>", name);
  g_autofree char *inside = change ("age=\"teen\"", "age=\"\u202e\ttwo\"");
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (xml, &error));
  g_assert_cmpint (g_utf8_strlen (error->message, -1), <=, 301);
  g_clear_error (&error);
  g_assert_null (parse (inside, &error));
  g_assert_null (strstr (error->message, "\u202e"));
  g_assert_nonnull (strstr (error->message, "one of child, teen, adult"));
}

static void
test_octets_that_are_no_utf_8_are_refused (void)
{
  g_autoptr (GBytes) with_nul = g_bytes_new_static (tip_xml, sizeof tip_xml);
  g_autoptr (GError) error = NULL;

  assert_change_refused ("One.", "One \xff.", "UTF-8");
  g_assert_null (safi_tip_parse (with_nul, &error));
  g_assert_nonnull (error);
}

/* The sample with @n times @letter as the text of its first sign. */
static char *
make_long (const char *letter, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, letter);
  return change ("One.", text->str);
}

static void
test_a_text_has_a_limit_in_characters (void)
{
  g_autofree char *fits = make_long ("ü", SAFI_EXAMPLE_CHARS_MAX);
  g_autofree char *beyond = make_long ("ü", SAFI_EXAMPLE_CHARS_MAX + 1);

  assert_taken (fits);
  assert_refused (beyond, "601 characters; 600 are allowed");
}

static void
test_title_and_sentence_have_a_limit_together (void)
{
  const guint n_sentence = strlen ("Look it up yourself.");
  g_autofree char *title = g_strnfill (SAFI_TIP_HEAD_CHARS_MAX - n_sentence, 'a');
  g_autofree char *longer = g_strconcat (title, "a", NULL);
  g_autofree char *fits = change ("A small fee", title);

  assert_taken (fits);
  assert_change_refused ("A small fee", longer, "141 characters; 140 are allowed");
}

static void
test_a_list_has_a_limit (void)
{
  g_autoptr (GString) signs = g_string_new (NULL);
  g_autofree char *fits = NULL;

  for (guint i = 1; i < SAFI_TEACHING_ITEMS_MAX; i++)
    g_string_append (signs, "<sign>Two.</sign>");
  fits = change ("<sign>Two.</sign>", signs->str);
  assert_taken (fits);
  g_string_append (signs, "<sign>Nine.</sign>");
  assert_change_refused ("<sign>Two.</sign>", signs->str, "<sign>: at most 8");
}

static void
test_codes_have_a_limit (void)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  g_autofree char *fits = NULL;

  for (guint i = 1; i < SAFI_TIP_CODES_MAX; i++)
    g_string_append_printf (codes, "a.b%u ", i);
  fits = change ("links.brand", codes->str);
  assert_taken (fits);
  g_string_append (codes, "a.c ");
  assert_change_refused ("links.brand", codes->str, "codes: at most 32");
}

static void
test_a_word_has_a_limit (void)
{
  g_autofree char *word = g_strnfill (SAFI_TEACHING_WORD_MAX, 'a');
  g_autofree char *longer = g_strconcat (word, "a", NULL);
  g_autofree char *fits = change ("parcel-fee", word);

  assert_taken (fits);
  assert_change_refused ("parcel-fee", longer, "at most 64");
}

static void
test_a_file_has_a_limit (void)
{
  g_autoptr (GString) xml = g_string_new (tip_xml);

  while (xml->len < SAFI_TEACHING_OCTETS_MAX)
    g_string_append_c (xml, '\n');
  assert_taken (xml->str);
  g_string_append_c (xml, '\n');
  assert_refused (xml->str, "32769");
}

/* Whatever is broken, it is either a tip that holds to the limits or a fault. */
static void
test_broken_tips_do_no_harm (void)
{
  static const char *const pieces[] = {
    "<",     ">",      "</",      "/>",    "=\"",    "\"",   "&amp;",        "&#0;",  "&#x202e;",
    "<p>",   "</p>",   "<sign>",  "<tip>", "scam",   "sms",  "<scam",        "<real", "<title>",
    "]]>",   "<!--",   "<?x?>",   "\n",    "\t",     "\xff", "\xe2\x80\xae", "&x;",   "<![CDATA[",
    "codes", "theme=", "ask-for", " ",     "<tell>",
  };
  g_autoptr (GRand) random = test_random_new ();

  for (guint round = 0; round < FUZZ_ROUNDS; round++) {
    g_autoptr (GString) xml = g_string_new (tip_xml);
    g_autoptr (GBytes) octets = NULL;
    g_autoptr (SafiTip) tip = NULL;
    g_autoptr (GError) error = NULL;

    test_mutate (xml, random, pieces, G_N_ELEMENTS (pieces));
    octets = g_bytes_new (xml->str, xml->len);
    tip = safi_tip_parse (octets, &error);
    g_assert_true ((tip != NULL) == (error == NULL));
    if (tip != NULL)
      g_assert_cmpint (g_utf8_strlen (tip->title, -1), <=, SAFI_TIP_HEAD_CHARS_MAX);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tip-parse/a-whole-tip-is-read", test_a_whole_tip_is_read);
  g_test_add_func ("/tip-parse/spaces-are-joined-as-gettext-joins-them",
                   test_spaces_are_joined_as_gettext_joins_them);
  g_test_add_func ("/tip-parse/what-is-missing-or-double-is-named",
                   test_what_is_missing_or_double_is_named);
  g_test_add_func ("/tip-parse/the-place-of-a-fault-is-told", test_the_place_of_a_fault_is_told);
  g_test_add_func ("/tip-parse/unknown-words-are-refused-with-those-that-are-known",
                   test_unknown_words_are_refused_with_those_that_are_known);
  g_test_add_func ("/tip-parse/nothing-but-elements-and-words-can-stand-there",
                   test_nothing_but_elements_and_words_can_stand_there);
  g_test_add_func ("/tip-parse/no-text-can-be-shown-in-another-order",
                   test_no_text_can_be_shown_in_another_order);
  g_test_add_func ("/tip-parse/a-fault-quotes-nothing-harmful",
                   test_a_fault_quotes_nothing_harmful);
  g_test_add_func ("/tip-parse/octets-that-are-no-utf-8-are-refused",
                   test_octets_that_are_no_utf_8_are_refused);
  g_test_add_func ("/tip-parse/a-text-has-a-limit-in-characters",
                   test_a_text_has_a_limit_in_characters);
  g_test_add_func ("/tip-parse/title-and-sentence-have-a-limit-together",
                   test_title_and_sentence_have_a_limit_together);
  g_test_add_func ("/tip-parse/a-list-has-a-limit", test_a_list_has_a_limit);
  g_test_add_func ("/tip-parse/codes-have-a-limit", test_codes_have_a_limit);
  g_test_add_func ("/tip-parse/a-word-has-a-limit", test_a_word_has_a_limit);
  g_test_add_func ("/tip-parse/a-file-has-a-limit", test_a_file_has_a_limit);
  g_test_add_func ("/tip-parse/broken-tips-do-no-harm", test_broken_tips_do_no_harm);
  return g_test_run ();
}
