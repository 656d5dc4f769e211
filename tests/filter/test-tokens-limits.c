/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "filter-fixture.h"

/* What the model reads of one message at most: each limit, and one beyond. And messages of any
 * octets, always the same ones. */

#define ROUNDS 1500
#define SEED 20260725
#define CHANGES_MAX 12

static guint64
hash_word (const char *word)
{
  return safi_siphash (filter_fixture_key, word, strlen (word));
}

/* Is @word of @field (NULL: the text) among what is read of the message? */
static gboolean
has_word (SafiMessage *message, const char *field, const char *word)
{
  g_autoptr (SafiTokens) tokens = safi_tokens_new (message, filter_fixture_key);
  const guint64 hash = hash_word (word) ^ (field != NULL ? hash_word (field) : 0);

  filter_fixture_check_tokens (tokens);
  for (guint i = 0; i < tokens->tokens->len; i++)
    if (g_array_index (tokens->tokens, SafiToken, i).hash == hash)
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): @size octets of words of nine letters, the last of them "last". */
static char *
make_words (gsize size)
{
  GString *words = g_string_new (NULL);

  while (words->len + 10 < size - strlen ("last"))
    g_string_append (words, "zzzzzzzzz ");
  while (words->len < size - strlen (" last"))
    g_string_append_c (words, 'y');
  return g_string_free (g_string_append (words, " last"), FALSE);
}

/* Of a longer text the beginning and the end are read: the middle of this one is not. */
#define BEGINNING (SAFI_TOKENS_TEXT_MAX - SAFI_TOKENS_TAIL_MAX)

static char *
add_rest (const char *beginning)
{
  g_autofree char *rest = make_words (2 * SAFI_TOKENS_TAIL_MAX);

  return g_strconcat (beginning, " ", rest, " end", NULL);
}

static void
short_text_is_read_whole (void)
{
  g_autofree char *words = make_words (SAFI_TOKENS_TEXT_MAX);
  g_autoptr (SafiMessage) message = safi_message_new_from_text (words, -1);

  g_assert_true (has_word (message, NULL, "last"));
}

static void
text_is_read_up_to_its_limit (void)
{
  static const struct {
    gsize size;
    gboolean is_whole;
  } cases[] = { { BEGINNING, TRUE }, { BEGINNING + 1, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *beginning = make_words (cases[i].size - 2);
    g_autofree char *marked = g_strconcat (beginning, "er", NULL);
    g_autofree char *text = add_rest (marked);
    g_autoptr (SafiMessage) message = safi_message_new_from_text (text, -1);

    g_assert_cmpuint (strlen (marked), ==, cases[i].size);
    g_assert_true (has_word (message, NULL, "end"));
    g_assert_cmpint (has_word (message, NULL, "laster"), ==, cases[i].is_whole);
    g_assert_cmpint (has_word (message, NULL, "laste"), ==, !cases[i].is_whole);
  }
}

/* The two octets of "é" end at the limit, or stand on both sides of it. */
static void
text_is_cut_between_characters (void)
{
  static const struct {
    gsize size;
    gboolean is_whole;
  } cases[] = { { BEGINNING, TRUE }, { BEGINNING + 1, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = make_words (cases[i].size - strlen (" né"));
    g_autofree char *beginning = g_strconcat (words, " né", NULL);
    g_autofree char *text = add_rest (beginning);
    g_autoptr (SafiMessage) message = safi_message_new_from_text (text, -1);

    g_assert_cmpint (has_word (message, NULL, "ne"), ==, cases[i].is_whole);
    g_assert_cmpint (has_word (message, NULL, "n"), ==, !cases[i].is_whole);
  }
}

static void
header_is_read_up_to_its_limit (void)
{
  static const struct {
    gsize size;
    gboolean is_whole;
  } cases[] = { { SAFI_TOKENS_HEADER_MAX, TRUE }, { SAFI_TOKENS_HEADER_MAX + 1, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = make_words (cases[i].size - strlen ("first"));
    g_autofree char *source = g_strdup_printf ("X-A: first\nX-B: %s\nX-C: beyond\n\ntext\n", words);
    g_autoptr (SafiMessage) message = filter_fixture_new_from_source (source);

    g_assert_cmpuint (strlen (safi_message_get_header (message, "X-B")), ==, strlen (words));
    g_assert_true (has_word (message, "X-A", "first"));
    g_assert_cmpint (has_word (message, "X-B", "last"), ==, cases[i].is_whole);
    g_assert_false (has_word (message, "X-C", "beyond"));
    g_assert_true (has_word (message, NULL, "text"));
  }
}

static guint
count_tokens (guint n_words)
{
  g_autoptr (GString) source = g_string_new ("X-A:");
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiTokens) tokens = NULL;

  for (guint i = 0; i < n_words; i++)
    g_string_append (source, " 1");
  g_string_append (source, "\n\ntext\n");
  message = filter_fixture_new_from_source (source->str);
  tokens = safi_tokens_new (message, filter_fixture_key);
  filter_fixture_check_tokens (tokens);
  return tokens->tokens->len;
}

static void
words_are_read_up_to_their_limit (void)
{
  const guint others = count_tokens (1) - 1; /* the field's name, the text, the form */

  g_assert_cmpuint (count_tokens (SAFI_TOKENS_MAX - others - 1), ==, SAFI_TOKENS_MAX - 1);
  g_assert_cmpuint (count_tokens (SAFI_TOKENS_MAX - others), ==, SAFI_TOKENS_MAX);
  g_assert_cmpuint (count_tokens (SAFI_TOKENS_MAX - others + 1), ==, SAFI_TOKENS_MAX);
}

/* Returns: whether a change of the letter at @at changes grams of @kind. */
static gboolean
is_seen (SafiGramKind kind, const char *before, const char *text, gsize at)
{
  g_autofree char *changed = g_strdup (text);
  g_autofree char *first = g_strconcat (before, text, NULL);
  g_autofree char *second = NULL;
  g_autoptr (SafiMessage) message = filter_fixture_new_from_source (first);
  g_autoptr (SafiMessage) other = NULL;
  g_autoptr (SafiTokens) tokens = safi_tokens_new (message, filter_fixture_key);
  g_autoptr (SafiTokens) other_tokens = NULL;
  GArray *grams = tokens->grams[kind];

  changed[at] = 'Q';
  second = g_strconcat (before, changed, NULL);
  other = filter_fixture_new_from_source (second);
  other_tokens = safi_tokens_new (other, filter_fixture_key);
  return grams->len != other_tokens->grams[kind]->len ||
         memcmp (grams->data, other_tokens->grams[kind]->data, grams->len * sizeof (guint32)) != 0;
}

static void
letters_of_the_text_are_read_up_to_their_limit (void)
{
  g_autofree char *text = make_words (SAFI_TOKENS_TEXT_MAX);
  const char *before = "X-A: b\n\n";

  g_assert_true (is_seen (SAFI_GRAMS_TEXT, before, text, 0));
  g_assert_true (is_seen (SAFI_GRAMS_TEXT, before, text, SAFI_GRAMS_TEXT_MAX - 1));
  g_assert_false (is_seen (SAFI_GRAMS_TEXT, before, text, SAFI_GRAMS_TEXT_MAX));
}

/* "X-A: b", two line ends, and the text. */
static void
letters_of_the_whole_are_read_up_to_their_limit (void)
{
  g_autofree char *text = make_words (SAFI_TOKENS_TEXT_MAX);
  const char *before = "X-A: b\n\n";
  const gsize limit = SAFI_GRAMS_WHOLE_MAX - strlen (before);

  g_assert_true (is_seen (SAFI_GRAMS_WHOLE, before, text, limit - 1));
  g_assert_false (is_seen (SAFI_GRAMS_WHOLE, before, text, limit));
}

/* A long header leaves half of the room to the text. */
static void
letters_of_the_header_are_read_up_to_their_limit (void)
{
  g_autofree char *value = make_words (SAFI_TOKENS_HEADER_MAX);
  g_autofree char *header = g_strconcat ("X-A: ", value, "\n\n", NULL);
  const gsize limit = SAFI_GRAMS_HEADER_MAX - strlen ("X-A: ");

  g_assert_true (is_seen (SAFI_GRAMS_WHOLE, "X-A: ", header + strlen ("X-A: "), limit - 1));
  g_assert_false (is_seen (SAFI_GRAMS_WHOLE, "X-A: ", header + strlen ("X-A: "), limit));
  g_assert_true (is_seen (SAFI_GRAMS_WHOLE, header, "a little text", 3));
}

static void
mutate (GByteArray *octets, GRand *random)
{
  const guint n_changes = (guint) g_rand_int_range (random, 1, CHANGES_MAX);

  for (guint i = 0; i < n_changes && octets->len > 1; i++) {
    const guint at = (guint) g_rand_int_range (random, 0, (gint32) octets->len);
    const guint wanted = (guint) g_rand_int_range (random, 1, 60);
    const guint n = MIN (wanted, octets->len - at);

    if (g_rand_boolean (random))
      g_byte_array_remove_range (octets, at, n);
    else
      for (guint k = 0; k < n; k++)
        octets->data[at + k] = (guint8) g_rand_int_range (random, 0, 256);
  }
}

static void
check_octets (GByteArray *octets)
{
  g_autoptr (GBytes) bytes = g_bytes_new (octets->data, octets->len);
  g_autoptr (SafiMessage) message = safi_message_new (bytes, 0);
  g_autoptr (SafiTokens) tokens = safi_tokens_new (message, filter_fixture_key);

  filter_fixture_check_tokens (tokens);
}

static void
broken_messages_are_read (void)
{
  g_autoptr (GPtrArray) mails = filter_fixture_load_practice ();
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (guint round = 0; round < ROUNDS; round++) {
    const FilterMail *mail = mails->pdata[round % mails->len];
    GBytes *whole = safi_message_get_octets (mail->message);
    g_autoptr (GByteArray) octets = g_byte_array_new ();
    gsize size;
    const guint8 *data = g_bytes_get_data (whole, &size);

    g_byte_array_append (octets, data, (guint) size);
    mutate (octets, random);
    check_octets (octets);
  }
}

static void
random_octets_are_read (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr (GByteArray) octets = g_byte_array_new ();
    const guint size = (guint) g_rand_int_range (random, 0, 3000);
    const gint above = round % 2 == 0 ? 256 : 128;

    g_byte_array_set_size (octets, size);
    for (guint i = 0; i < size; i++)
      octets->data[i] = (guint8) g_rand_int_range (random, 0, above);
    check_octets (octets);
  }
}

/* Any character that can be written, ours beside invisible and stand-alone ones. */
static void
random_characters_are_read (void)
{
  static const gunichar specials[] = { 'a', ' ', '-', 0x200b, 0x0430, 0x4f60, 0x0e2a, 0xfeff };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (guint round = 0; round < ROUNDS / 3; round++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (SafiMessage) message = NULL;
    g_autoptr (SafiTokens) tokens = NULL;

    while (text->len < 5000) {
      const gunichar c = g_rand_int_range (random, 0, 4) == 0
                             ? (gunichar) g_rand_int_range (random, 1, 0x110000)
                             : specials[g_rand_int_range (random, 0, G_N_ELEMENTS (specials))];

      if (g_unichar_validate (c))
        g_string_append_unichar (text, c);
    }
    message = safi_message_new_from_text (text->str, -1);
    tokens = safi_tokens_new (message, filter_fixture_key);
    filter_fixture_check_tokens (tokens);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tokens-limits/a-short-text-is-read-whole", short_text_is_read_whole);
  g_test_add_func ("/tokens-limits/text-is-read-up-to-its-limit", text_is_read_up_to_its_limit);
  g_test_add_func ("/tokens-limits/text-is-cut-between-characters", text_is_cut_between_characters);
  g_test_add_func ("/tokens-limits/header-is-read-up-to-its-limit", header_is_read_up_to_its_limit);
  g_test_add_func ("/tokens-limits/words-are-read-up-to-their-limit",
                   words_are_read_up_to_their_limit);
  g_test_add_func ("/tokens-limits/letters-of-the-text-are-read-up-to-their-limit",
                   letters_of_the_text_are_read_up_to_their_limit);
  g_test_add_func ("/tokens-limits/letters-of-the-whole-are-read-up-to-their-limit",
                   letters_of_the_whole_are_read_up_to_their_limit);
  g_test_add_func ("/tokens-limits/letters-of-the-header-are-read-up-to-their-limit",
                   letters_of_the_header_are_read_up_to_their_limit);
  g_test_add_func ("/tokens-fuzz/broken-messages-are-read", broken_messages_are_read);
  g_test_add_func ("/tokens-fuzz/random-octets-are-read", random_octets_are_read);
  g_test_add_func ("/tokens-fuzz/random-characters-are-read", random_characters_are_read);
  return g_test_run ();
}
