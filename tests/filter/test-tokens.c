/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/tokens/safi-tokens.h"

#include <string.h>

#include "filter-fixture.h"
#include "filter/tokens/safi-plain-word.h"

/* A message and how the model reads it. */
typedef struct {
  SafiMessage *message;
  SafiTokens *tokens;
} Read;

static void
read_clear (Read *read)
{
  safi_tokens_free (read->tokens);
  safi_message_unref (read->message);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, read_clear)

static Read
read_source (const char *source)
{
  SafiMessage *message = filter_fixture_new_from_source (source);

  return (Read){ message, safi_tokens_new (message, filter_fixture_key) };
}

static Read
read_text (const char *text)
{
  SafiMessage *message = filter_fixture_new_message ("Hello", text, 1);

  return (Read){ message, safi_tokens_new (message, filter_fixture_key) };
}

static const SafiToken *
get_token (const Read *read, guint at)
{
  return &g_array_index (read->tokens->tokens, SafiToken, at);
}

static guint64
hash_word (const char *word)
{
  SafiPlainWord plain;

  safi_plain_word_read (&plain, word, strlen (word));
  safi_plain_word_fold (&plain);
  return safi_siphash (filter_fixture_key, plain.octets, plain.length);
}

/* How often @word stands in the text or is a fact. */
static guint
count_word (const Read *read, const char *word)
{
  guint n = 0;

  for (guint i = 0; i < read->tokens->tokens->len; i++)
    n += get_token (read, i)->hash == hash_word (word) && get_token (read, i)->field == NULL;
  return n;
}

/* Returns: the feature of @word alone; ends the test if there is none. */
static guint64
find_alone (const Read *read, const char *word)
{
  GArray *owners = read->tokens->feature_tokens;

  for (guint i = 0; i < owners->len; i++) {
    const guint64 feature = g_array_index (read->tokens->features, guint64, i);

    if (safi_feature_get_distance (feature) == 0 &&
        get_token (read, g_array_index (owners, guint32, i))->hash == hash_word (word))
      return feature;
  }
  g_error ("no feature of %s", word);
}

static gboolean
has_feature (const Read *read, guint64 feature)
{
  for (guint i = 0; i < read->tokens->features->len; i++)
    if (g_array_index (read->tokens->features, guint64, i) == feature)
      return TRUE;
  return FALSE;
}

static gboolean
is_same_array (GArray *a, GArray *b)
{
  return a->len == b->len && memcmp (a->data, b->data, a->len * g_array_get_element_size (a)) == 0;
}

static gboolean
is_same (const Read *a, const Read *b)
{
  return is_same_array (a->tokens->features, b->tokens->features) &&
         is_same_array (a->tokens->grams[SAFI_GRAMS_WHOLE], b->tokens->grams[SAFI_GRAMS_WHOLE]) &&
         is_same_array (a->tokens->grams[SAFI_GRAMS_TEXT], b->tokens->grams[SAFI_GRAMS_TEXT]);
}

static void
each_feature_and_each_gram_is_there_once (void)
{
  g_autoptr (GPtrArray) mails = filter_fixture_load_practice ();

  for (guint i = 0; i < mails->len; i++)
    filter_fixture_check_tokens (((FilterMail *) mails->pdata[i])->tokens);
}

static void
a_word_alone_is_at_distance_0_and_pairs_beyond (void)
{
  g_auto (Read) read = read_text ("one two three");
  g_auto (Read) other = read_text ("zero zero three");
  g_auto (Read) near = read_text ("two three four");
  guint n_shared = 0;

  /* Of "three", both messages share the word alone; "two three" is a pair of near, too. */
  g_assert_true (has_feature (&other, find_alone (&read, "three")));
  for (guint i = 0; i < read.tokens->features->len; i++) {
    const guint64 feature = g_array_index (read.tokens->features, guint64, i);
    const guint32 owner = g_array_index (read.tokens->feature_tokens, guint32, i);

    if (get_token (&read, owner)->hash != hash_word ("three") || !has_feature (&near, feature))
      continue;
    g_assert_cmpuint (safi_feature_get_distance (feature), <=, 1);
    n_shared++;
  }
  g_assert_cmpuint (n_shared, ==, 2);
}

static void
pairs_reach_as_far_as_the_greatest_distance (void)
{
  g_auto (Read) read = read_text ("one two three four");
  g_auto (Read) far = read_text ("two x four");
  g_auto (Read) too_far = read_text ("one x y four");
  guint n_far = 0;
  guint n_too_far = 0;

  for (guint i = 0; i < read.tokens->features->len; i++) {
    const guint64 feature = g_array_index (read.tokens->features, guint64, i);
    const guint32 owner = g_array_index (read.tokens->feature_tokens, guint32, i);

    if (get_token (&read, owner)->hash != hash_word ("four") ||
        safi_feature_get_distance (feature) == 0)
      continue;
    n_far += has_feature (&far, feature);
    n_too_far += has_feature (&too_far, feature);
  }
  g_assert_cmpuint (n_far, ==, 1);
  g_assert_cmpuint (n_too_far, ==, 0);
}

static void
words_know_their_place (void)
{
  g_auto (Read) read = read_text ("Your parcel, Rose");
  const char *text = safi_message_get_text (read.message);
  guint n_readable = 0;

  for (guint i = 0; i < read.tokens->tokens->len; i++) {
    const SafiToken *token = get_token (&read, i);

    if (!token->is_readable || token->length == 0)
      continue;
    n_readable++;
    if (token->field == NULL)
      g_assert_true (token->start >= text && token->start < text + strlen (text));
    else
      g_assert_true (g_str_equal (token->field, "Subject") || g_str_equal (token->field, "From"));
    if (token->hash == hash_word ("parcel"))
      g_assert_cmpint (strncmp (token->start, "parcel", token->length), ==, 0);
  }
  g_assert_cmpuint (n_readable, ==, 6); /* Rose, her address, Hello, and the text */
}

static void
a_word_in_two_fields_is_two_words (void)
{
  g_auto (Read) subject = read_source ("Subject: parcel\n\nx\n");
  g_auto (Read) comment = read_source ("Comments: parcel\n\nx\n");
  g_auto (Read) text = read_source ("Subject: x\n\nparcel\n");
  const guint64 feature = find_alone (&text, "parcel");

  g_assert_false (has_feature (&subject, feature));
  g_assert_false (has_feature (&comment, feature));
  for (guint i = 0; i < subject.tokens->tokens->len; i++)
    if (get_token (&subject, i)->field != NULL)
      for (guint k = 0; k < comment.tokens->tokens->len; k++)
        g_assert_cmphex (get_token (&subject, i)->hash, !=, get_token (&comment, k)->hash);
}

static void
another_key_gives_other_features (void)
{
  static const guint8 other_key[SAFI_SIPHASH_KEY_OCTETS] = { 1 };
  g_auto (Read) read = read_text ("Your parcel is waiting");
  g_autoptr (SafiTokens) other = safi_tokens_new (read.message, other_key);

  g_assert_cmpuint (read.tokens->features->len, ==, other->features->len);
  for (guint i = 0; i < other->features->len; i++)
    g_assert_false (has_feature (&read, g_array_index (other->features, guint64, i)));
  g_assert_false (
      is_same_array (read.tokens->grams[SAFI_GRAMS_TEXT], other->grams[SAFI_GRAMS_TEXT]));
}

/* What a mail program writes into a message after it came must not change how it is read. */
static void
fields_of_mail_programs_are_left_out (void)
{
  static const char *const fields[] = {
    "Status: RO",
    "X-Status: F",
    "x-keywords: $Junk",
    "X-UID: 17",
    "X-UIDL: 0123456789",
    "Content-Length: 12",
    "LINES: 1",
    "X-Mozilla-Keys: todo",
    "X-Mozilla-Status: 01",
    "X-Mozilla-Status2: 00000000",
  };
  g_auto (Read) plain = read_source ("From: a@b.example\nSubject: Hi\n\nHello\n");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *source =
        g_strdup_printf ("From: a@b.example\n%s\nSubject: Hi\n\nHello\n", fields[i]);
    g_auto (Read) read = read_source (source);

    g_assert_true (is_same (&plain, &read));
  }
}

static void
other_fields_are_read (void)
{
  g_auto (Read) plain = read_source ("From: a@b.example\nSubject: Hi\n\nHello\n");
  g_auto (Read) more = read_source ("From: a@b.example\nX-Mailer: M\nSubject: Hi\n\nHello\n");

  g_assert_false (is_same (&plain, &more));
}

static void
a_disguised_word_is_the_plain_one (void)
{
  static const char *const disguises[] = {
    "Vi\u200bagra",     "Vi\u00adag\u2060ra",    "Vi\u0430gr\u0430", "\uff36iagra",
    "V-i-a-g-r-a",      "V*i*a*g*r*a",           "V i a g r a",      "V.i.a.g.r.a",
    "V-\u0456-a-g-r-a", "now V i a g r a today",
  };
  g_auto (Read) plain = read_text ("Viagra");
  const guint64 feature = find_alone (&plain, "Viagra");

  for (guint i = 0; i < G_N_ELEMENTS (disguises); i++) {
    g_auto (Read) read = read_text (disguises[i]);

    g_assert_cmpuint (count_word (&read, "Viagra"), ==, 1);
    g_assert_true (has_feature (&read, feature));
  }
}

static void
a_disguise_is_a_fact_of_its_own (void)
{
  g_auto (Read) plain = read_text ("Viagra and more");
  g_auto (Read) spaced = read_text ("V i a g r a and more");
  g_auto (Read) replaced = read_text ("Vi\u0430gra and more");

  g_assert_cmpuint (count_word (&plain, "disguise:spaced"), ==, 0);
  g_assert_cmpuint (count_word (&plain, "disguise:letters"), ==, 0);
  g_assert_cmpuint (count_word (&spaced, "disguise:spaced"), ==, 1);
  g_assert_cmpuint (count_word (&replaced, "disguise:letters"), ==, 1);
}

static void
few_letters_apart_are_no_word (void)
{
  g_auto (Read) three = read_text ("V i a");
  g_auto (Read) broken = read_text ("V i  a g");

  g_assert_cmpuint (count_word (&three, "disguise:spaced"), ==, 0);
  g_assert_cmpuint (count_word (&broken, "disguise:spaced"), ==, 0);
}

static void
letters_of_scripts_without_spaces_are_words (void)
{
  static const struct {
    const char *text;
    const char *first;
    const char *last;
  } cases[] = {
    { "你好世界", "你", "界" }, { "こんにちは", "こ", "は" },
    { "カタカナ", "カ", "ナ" }, { "สวัสดี", "ส", "ด" },
    { "សួស្តី", "ស", "ត" },        { "မြန်မာ", "မ", "န" },
    { "ສະບາຍ", "ສ", "ຍ" },      { "\U00020000\U00020001", "\U00020000", "\U00020001" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (Read) read = read_text (cases[i].text);

    g_assert_cmpuint (count_word (&read, cases[i].first), >=, 1);
    g_assert_cmpuint (count_word (&read, cases[i].last), >=, 1);
    g_assert_cmpuint (count_word (&read, cases[i].text), ==, 0);
    find_alone (&read, cases[i].first);
  }
}

static void
words_of_scripts_with_spaces_stay_whole (void)
{
  static const char *const words[] = { "안녕하세요", "नमस्ते",  "مرحبا", "שלום",
                                       "ሰላም",        "বাংলা", "ελλάδα" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_auto (Read) read = read_text (words[i]);
    g_autofree char *twice = g_strdup_printf ("%s %s", words[i], words[i]);
    g_auto (Read) read_twice = read_text (twice);

    g_assert_cmpuint (read_twice.tokens->tokens->len, ==, read.tokens->tokens->len + 1);
  }
}

/* A letter of a script without spaces is two units: four letters are eight, with five grams; the
 * text begins the grams of the text. */
static void
letters_of_scripts_without_spaces_are_two_units (void)
{
  g_autoptr (SafiMessage) latin = safi_message_new_from_text ("abcd", -1);
  g_autoptr (SafiMessage) han = safi_message_new_from_text ("你好世界", -1);
  g_autoptr (SafiTokens) of_latin = safi_tokens_new (latin, filter_fixture_key);
  g_autoptr (SafiTokens) of_han = safi_tokens_new (han, filter_fixture_key);

  g_assert_cmpuint (of_han->grams[SAFI_GRAMS_TEXT]->len - of_latin->grams[SAFI_GRAMS_TEXT]->len, ==,
                    4);
}

static void
links_attachments_and_form_are_facts (void)
{
  g_auto (Read) read = read_source (
      "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
      "--b\nContent-Type: text/html\n\n<a href=\"https://pay.shop.example/x\">Pay</a>\n"
      "--b\nContent-Type: application/pdf; name=bill.pdf\n"
      "Content-Disposition: attachment; filename=bill.pdf\n\nx\n--b--\n");

  g_assert_cmpuint (count_word (&read, "link:anchor"), ==, 1);
  g_assert_cmpuint (count_word (&read, "host:pay.shop.example"), ==, 1);
  g_assert_cmpuint (count_word (&read, "registrable:shop.example"), ==, 1);
  g_assert_cmpuint (count_word (&read, "media:application/pdf"), ==, 1);
  g_assert_cmpuint (count_word (&read, "extension:pdf"), ==, 1);
  g_assert_cmpuint (count_word (&read, "form:html"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tokens/each-feature-and-each-gram-is-there-once",
                   each_feature_and_each_gram_is_there_once);
  g_test_add_func ("/tokens/a-word-alone-is-at-distance-0-and-pairs-beyond",
                   a_word_alone_is_at_distance_0_and_pairs_beyond);
  g_test_add_func ("/tokens/pairs-reach-as-far-as-the-greatest-distance",
                   pairs_reach_as_far_as_the_greatest_distance);
  g_test_add_func ("/tokens/words-know-their-place", words_know_their_place);
  g_test_add_func ("/tokens/a-word-in-two-fields-is-two-words", a_word_in_two_fields_is_two_words);
  g_test_add_func ("/tokens/another-key-gives-other-features", another_key_gives_other_features);
  g_test_add_func ("/tokens/fields-of-mail-programs-are-left-out",
                   fields_of_mail_programs_are_left_out);
  g_test_add_func ("/tokens/other-fields-are-read", other_fields_are_read);
  g_test_add_func ("/tokens/a-disguised-word-is-the-plain-one", a_disguised_word_is_the_plain_one);
  g_test_add_func ("/tokens/a-disguise-is-a-fact-of-its-own", a_disguise_is_a_fact_of_its_own);
  g_test_add_func ("/tokens/few-letters-apart-are-no-word", few_letters_apart_are_no_word);
  g_test_add_func ("/tokens/letters-of-scripts-without-spaces-are-words",
                   letters_of_scripts_without_spaces_are_words);
  g_test_add_func ("/tokens/words-of-scripts-with-spaces-stay-whole",
                   words_of_scripts_with_spaces_stay_whole);
  g_test_add_func ("/tokens/letters-of-scripts-without-spaces-are-two-units",
                   letters_of_scripts_without_spaces_are_two_units);
  g_test_add_func ("/tokens/links-attachments-and-form-are-facts",
                   links_attachments_and_form_are_facts);
  return g_test_run ();
}
