/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-starter-words.h"

#include <string.h>

#include "filter/lists/safi-lists.h"
#include "filter/tokens/safi-plain-word.h"
#include "filter/tokens/safi-siphash.h"
#include "filter/tokens/safi-tokens-private.h"

#define WORDS_MAX 800 /* of the text; about what SAFI_TOKENS_TEXT_MAX octets hold */
/* Strings of so many letters are features: in mail of GRAM_MAIL; in texts, which are short, from
 * GRAM_MIN to GRAM_MAX. */
#define GRAM_MAIL 4
#define GRAM_MIN 3
#define GRAM_MAX 5
#define LETTERS_MAX 3000
/* The longest name in a script without spaces that is looked for. */
#define JOINED_LETTERS_MAX 6

/* Hashes of the kinds of features. */
enum {
  WORD,
  PAIR,
  GRAM,
};

typedef struct {
  SafiStarterWords *words;
  SafiTokens *tokens;
  guint8 *seen;               /* a bit per slot */
  guint64 last;               /* hash of the word before; 0: none */
  gboolean after_number;      /* the word before is a number */
  gunichar letters[GRAM_MAX]; /* the latest, the very latest at the end */
  guint n_letters;            /* read in all */
  guint gram_min;
  guint gram_max;
} Reader;

static void
add_feature (Reader *reader, guint64 feature, guint owner)
{
  const guint slot = safi_starter_get_slot (feature, reader->words->bits);
  const guint32 token = owner;

  if (reader->seen[slot / 8] & 1 << slot % 8)
    return;
  reader->seen[slot / 8] |= (guint8) (1 << slot % 8);
  g_array_append_val (reader->words->features, feature);
  g_array_append_val (reader->words->owners, token);
}

/* @n: GRAM_MIN to GRAM_MAX. */
static guint64
hash_letters (const gunichar *letters, guint n)
{
  const guint64 first = (guint64) letters[0] << 32 | letters[1];
  const guint64 second = n < 4 ? letters[2] : (guint64) letters[2] << 32 | letters[3];
  const guint64 hash = safi_hash_mix (first, second, GRAM);

  return n < 5 ? hash : safi_hash_mix (hash, letters[4], GRAM);
}

static void
add_letter (Reader *reader, gunichar c, guint owner)
{
  gunichar *letters = reader->letters;

  if (reader->n_letters >= LETTERS_MAX)
    return;
  memmove (letters, letters + 1, (GRAM_MAX - 1) * sizeof *letters);
  letters[GRAM_MAX - 1] = c;
  reader->n_letters++;
  for (guint n = reader->gram_min; n <= MIN (reader->gram_max, reader->n_letters); n++)
    add_feature (reader, hash_letters (letters + GRAM_MAX - n, n), owner);
}

/* A word as it is learned. */
static void
add_word (Reader *reader, const char *word, gsize length, guint owner)
{
  const guint64 hash = safi_siphash (SAFI_STARTER_KEY, word, length);

  add_feature (reader, safi_hash_mix (hash, 0, WORD), owner);
  if (reader->last != 0)
    add_feature (reader, safi_hash_mix (hash, reader->last, PAIR), owner);
  reader->last = hash;
  for (const char *at = word; at < word + length; at = g_utf8_next_char (at))
    add_letter (reader, g_utf8_get_char (at), owner);
  add_letter (reader, ' ', owner);
}

/* Something of the form, as a word of its own that has no neighbours. */
static void
add_fact (Reader *reader, const char *fact, guint owner)
{
  const guint64 hash = safi_siphash (SAFI_STARTER_KEY, fact, strlen (fact));

  add_feature (reader, safi_hash_mix (hash, 0, WORD), owner);
}

/* What was before does not stand beside what follows. */
static void
add_gap (Reader *reader)
{
  reader->last = 0;
}

static GHashTable *
read_left_out (void)
{
  g_auto (GStrv) lines = safi_lists_read_lines ("starter/left-out.txt");
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; lines[i] != NULL; i++) {
    SafiPlainWord word;

    safi_plain_word_read (&word, lines[i], strlen (lines[i]));
    g_hash_table_add (set, g_strdup (word.octets));
  }
  return set;
}

/* Set of utf8, as read: never freed. */
static GHashTable *
get_left_out (void)
{
  static GHashTable *set = NULL;
  static gsize once = 0;

  if (g_once_init_enter (&once)) {
    set = read_left_out ();
    g_once_init_leave (&once, 1);
  }
  return set;
}

/* Letters in lower case, each number one digit, no signs at either end. */
static void
simplify (const SafiPlainWord *word, GString *ret_simple)
{
  gsize n_kept = 0; /* up to the last letter */

  g_string_truncate (ret_simple, 0);
  for (const char *at = word->octets; *at != '\0'; at = g_utf8_next_char (at)) {
    const gunichar c = g_unichar_tolower (g_utf8_get_char (at));
    const gboolean is_digit = g_unichar_isdigit (c);
    const gboolean is_letter = is_digit || g_unichar_isalpha (c) || g_unichar_ismark (c);

    if (!is_letter && ret_simple->len == 0)
      continue;
    if (is_digit && n_kept > 0 && n_kept == ret_simple->len && ret_simple->str[n_kept - 1] == '0')
      continue;
    if (is_digit)
      g_string_append_c (ret_simple, '0');
    else
      g_string_append_unichar (ret_simple, c);
    if (is_letter)
      n_kept = ret_simple->len;
  }
  g_string_truncate (ret_simple, n_kept);
}

/* "1,250.00" and "1.250,00" are the same number, also where a sign parts them. */
static gboolean
is_number (const char *word)
{
  return word[strspn (word, "0.,:/-%")] == '\0';
}

static void
add_simple (Reader *reader, GString *simple, guint at)
{
  const gboolean is_number_too = is_number (simple->str);

  if (g_hash_table_contains (get_left_out (), simple->str))
    add_gap (reader);
  else if (!is_number_too)
    add_word (reader, simple->str, simple->len, at);
  else if (!reader->after_number)
    add_word (reader, "0", 1, at);
  reader->after_number = is_number_too;
}

static void
add_token (Reader *reader, guint at, GString *simple)
{
  const SafiToken *token = &g_array_index (reader->tokens->tokens, SafiToken, at);
  SafiPlainWord word;

  safi_plain_word_read (&word, token->start, token->length);
  if (word.is_disguised)
    add_fact (reader, "#disguised", at);
  simplify (&word, simple);
  if (strstr (word.octets, "://") != NULL || g_ascii_strncasecmp (word.octets, "www.", 4) == 0)
    add_word (reader, "#link", 5, at);
  else if (strchr (word.octets, '@') != NULL)
    add_word (reader, "#address", 8, at);
  else if (simple->len > 0)
    add_simple (reader, simple, at);
}

/* In a script without spaces each letter is a token. Returns: how many from @at on are a name that
 * is left out; 0 if none are. */
static guint
count_left_out (SafiTokens *tokens, guint at)
{
  const SafiToken *first = &g_array_index (tokens->tokens, SafiToken, at);
  gsize length = first->length;
  guint n_found = 0;

  if (!safi_stands_alone (g_utf8_get_char (first->start)))
    return 0;
  for (guint n = 1; n < JOINED_LETTERS_MAX && at + n < tokens->tokens->len; n++) {
    const SafiToken *next = &g_array_index (tokens->tokens, SafiToken, at + n);
    g_autofree char *joined = NULL;

    if (next->start != first->start + length)
      break;
    length += next->length;
    joined = g_strndup (first->start, length);
    if (g_hash_table_contains (get_left_out (), joined))
      n_found = n + 1;
  }
  return n_found;
}

static gboolean
is_of_the_text (const SafiToken *token)
{
  return token->is_readable && token->field == NULL && token->start != NULL;
}

static void
read_text (Reader *reader)
{
  g_autoptr (GString) simple = g_string_new (NULL);
  GArray *all = reader->tokens->tokens;
  guint n_words = 0;

  for (guint i = 0; i < all->len && n_words < WORDS_MAX; i++) {
    guint left_out;

    if (!is_of_the_text (&g_array_index (all, SafiToken, i)))
      continue;
    n_words++;
    left_out = count_left_out (reader->tokens, i);
    if (left_out > 0) {
      add_gap (reader);
      i += left_out - 1;
    } else {
      add_token (reader, i, simple);
    }
  }
}

/* What belongs to no word is the last word's. */
static void
read_form (Reader *reader, SafiMessage *message)
{
  const SafiStructure *structure = safi_message_get_structure (message);
  const guint owner = reader->words->n_tokens - 1;

  if (structure->hidden_octets > 0)
    add_fact (reader, "#hidden", owner);
  if (structure->has_password_field)
    add_fact (reader, "#password", owner);
}

SafiStarterWords *
safi_starter_words_new (SafiMessage *message, SafiTokens *tokens, guint bits)
{
  SafiStarterWords *self = g_new (SafiStarterWords, 1);
  const gboolean is_for_texts = bits == SAFI_STARTER_TEXT_BITS;
  g_autofree guint8 *seen = g_new0 (guint8, (gsize) 1 << (bits - 3));
  Reader reader = { .words = self,
                    .tokens = tokens,
                    .seen = seen,
                    .gram_min = is_for_texts ? GRAM_MIN : GRAM_MAIL,
                    .gram_max = is_for_texts ? GRAM_MAX : GRAM_MAIL };

  self->features = g_array_sized_new (FALSE, FALSE, sizeof (guint64), 1024);
  self->owners = g_array_sized_new (FALSE, FALSE, sizeof (guint32), 1024);
  self->bits = bits;
  self->n_tokens = MAX (tokens->tokens->len, 1);
  read_text (&reader);
  read_form (&reader, message);
  return self;
}

void
safi_starter_words_free (SafiStarterWords *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->features);
  g_array_unref (self->owners);
  g_free (self);
}
