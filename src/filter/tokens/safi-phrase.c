/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/tokens/safi-phrase.h"

#include <string.h>

#include "core/text/safi-text.h"
#include "filter/tokens/safi-tokens-private.h"

/* What says less than this is no reason (nats). */
#define NATS_MIN 0.05
/* A neighbour belongs to the phrase if it says at least this share of what the word says. */
#define NEIGHBOUR_SHARE 0.25
/* Shorter words explain nothing (octets): two letters of most alphabets but the Latin one. */
#define WORD_MIN 3
/* White space between two neighbours (octets): a line break with an indent, at most. */
#define GAP_MAX 4
/* Letters on either side of the loudest one in which its word is looked for. */
#define LETTERS_AROUND 12
/* Places that are tried before a direction has no more to say. */
#define PLACES_MAX 24

typedef enum {
  RANK_NONE,
  RANK_HEADER,  /* in a header line that nobody sees */
  RANK_ADDRESS, /* a part of an address, a number, a sign */
  RANK_WORD,
} Rank;

/* Tokens @first … @last. */
typedef struct {
  guint first;
  guint last;
} Span;

typedef struct {
  SafiTokens *tokens;
  const double *by_token;
  double sign;
  Rank rank;
  guint8 *used; /* by token */
} Search;

static const SafiToken *
get_token (Search *search, guint i)
{
  return &g_array_index (search->tokens->tokens, SafiToken, i);
}

static double
get_nats (Search *search, guint i)
{
  return search->by_token[i] * search->sign;
}

static const char *
get_end (const SafiToken *token)
{
  return token->start + token->length;
}

static gboolean
is_inside (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Without the signs at both ends: "(transfer." is transfer. @end may equal the result. */
static const char *
trim (const char *start, const char **end)
{
  while (start < *end && !is_inside (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (*end > start && !is_inside (g_utf8_get_char (g_utf8_prev_char (*end))))
    *end = g_utf8_prev_char (*end);
  return start;
}

/* Hosts, paths, addresses, names of files, and what has no letter. */
static gboolean
is_plain_word (const char *start, const char *end)
{
  gboolean has_letter = FALSE;

  for (const char *at = start; at < end; at = g_utf8_next_char (at)) {
    if (strchr ("/@=&%_\\:#", *at) != NULL)
      return FALSE;
    if (*at == '.' && at + 1 < end && is_inside (g_utf8_get_char (at + 1)))
      return FALSE;
    has_letter |= g_unichar_isalpha (g_utf8_get_char (at));
  }
  return has_letter;
}

static Rank
get_rank (const SafiToken *token)
{
  const char *start, *end;

  if (token->length == 0)
    return RANK_NONE;
  end = get_end (token);
  start = trim (token->start, &end);
  if (end - start < WORD_MIN)
    return RANK_NONE;
  if (!token->is_readable)
    return RANK_HEADER;
  return is_plain_word (start, end) ? RANK_WORD : RANK_ADDRESS;
}

static gboolean
stands_alone (const SafiToken *token)
{
  return token->length > 0 && safi_stands_alone (g_utf8_get_char (token->start));
}

/* The loudest token of the rank. Returns: FALSE if none is loud enough. */
static gboolean
find_loudest (Search *search, guint *ret_token)
{
  double loudest = NATS_MIN;
  gboolean found = FALSE;

  for (guint i = 0; i < search->tokens->tokens->len; i++) {
    if (get_nats (search, i) < loudest || search->used[i] ||
        get_rank (get_token (search, i)) != search->rank)
      continue;
    loudest = get_nats (search, i);
    *ret_token = i;
    found = TRUE;
  }
  return found;
}

/* Whether @left and @right stand side by side with only white space between them. */
static gboolean
are_neighbours (const SafiToken *left, const SafiToken *right)
{
  const char *left_end = get_end (left);
  const char *right_end = get_end (right);

  if (left->field != right->field || right->start <= left_end || right->start - left_end > GAP_MAX)
    return FALSE;
  for (const char *at = left_end; at < right->start; at++)
    if (!g_ascii_isspace (*at))
      return FALSE;
  trim (left->start, &left_end);
  return left_end == get_end (left) && trim (right->start, &right_end) == right->start;
}

/* What the word at @other says beside the one at @i; 0 if it is no part of a phrase with it. */
static double
weigh_neighbour (Search *search, guint i, guint other)
{
  const SafiToken *left, *right;

  if (other >= search->tokens->tokens->len || search->used[other] ||
      get_nats (search, other) < MAX (NATS_MIN, NEIGHBOUR_SHARE * get_nats (search, i)))
    return 0;
  left = get_token (search, MIN (i, other));
  right = get_token (search, MAX (i, other));
  if (get_rank (get_token (search, other)) != RANK_WORD || stands_alone (left) ||
      stands_alone (right) || !are_neighbours (left, right))
    return 0;
  return get_nats (search, other);
}

static Span
make_phrase (Search *search, guint i)
{
  const double before = i > 0 ? weigh_neighbour (search, i, i - 1) : 0;
  const double after = weigh_neighbour (search, i, i + 1);

  if (search->rank != RANK_WORD || (before <= 0 && after <= 0))
    return (Span){ i, i };
  return before > after ? (Span){ i - 1, i } : (Span){ i, i + 1 };
}

/* Whether @i and the token before it are letters of one run. */
static gboolean
continues (Search *search, guint i)
{
  const SafiToken *before = get_token (search, i - 1);
  const SafiToken *token = get_token (search, i);

  return stands_alone (before) && stands_alone (token) && get_end (before) == token->start;
}

/* The letters of a script without spaces around @i: the word of the dictionary that it stands in;
 * if that is one letter, with the louder one beside it. */
static Span
make_word (Search *search, guint i)
{
  Span run = { i, i };
  Span word = { i, i };
  SafiWordIter *words;
  SafiWord found;

  while (run.first > 0 && i - run.first < LETTERS_AROUND && continues (search, run.first))
    run.first--;
  while (run.last + 1 < search->tokens->tokens->len && run.last - i < LETTERS_AROUND &&
         continues (search, run.last + 1))
    run.last++;
  words = safi_word_iter_new (get_token (search, run.first)->start,
                              get_end (get_token (search, run.last)) -
                                  get_token (search, run.first)->start);
  while (safi_word_iter_next (words, &found)) {
    if (found.start > get_token (search, i)->start ||
        found.start + found.length <= get_token (search, i)->start)
      continue;
    while (word.first > run.first && get_token (search, word.first - 1)->start >= found.start)
      word.first--;
    while (word.last < run.last &&
           get_token (search, word.last + 1)->start < found.start + found.length)
      word.last++;
  }
  safi_word_iter_free (words);
  if (word.first < word.last || run.first == run.last)
    return word;
  if (i == run.last || (i > run.first && get_nats (search, i - 1) > get_nats (search, i + 1)))
    return (Span){ i - 1, i };
  return (Span){ i, i + 1 };
}

/* Returns: (transfer full): the words with one space between them. */
static char *
copy_text (const char *start, const char *end)
{
  g_autofree char *text = g_strndup (start, (gsize) (end - start));
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++) {
    if (words[i][0] == '\0')
      continue;
    g_string_append (joined, joined->len > 0 ? " " : "");
    g_string_append (joined, words[i]);
  }
  return g_strdup (joined->str);
}

static SafiPhrase
describe (Search *search, Span span)
{
  const SafiToken *first = get_token (search, span.first);
  const char *end = get_end (get_token (search, span.last));
  const char *start = trim (first->start, &end);
  SafiPhrase phrase = { .text = copy_text (start, end),
                        .field = first->field,
                        .start = start,
                        .length = (guint) (end - start) };

  for (guint i = span.first; i <= span.last; i++) {
    phrase.nats += search->by_token[i];
    search->used[i] = TRUE;
  }
  return phrase;
}

/* Takes over @phrase. What was seen already is counted, what only overlaps it is left to the rest
 * of the message. Returns: how many phrases there are now. */
static guint
add_phrase (SafiPhrase *phrases, guint n, SafiPhrase *phrase)
{
  g_autofree char *folded = safi_text_fold (phrase->text, -1);

  for (guint i = 0; i < n; i++) {
    g_autofree char *other = safi_text_fold (phrases[i].text, -1);

    if (g_str_equal (folded, other))
      phrases[i].nats += phrase->nats;
    else if (strstr (folded, other) == NULL && strstr (other, folded) == NULL)
      continue;
    safi_phrase_clear (phrase);
    return n;
  }
  phrases[n] = *phrase;
  return n + 1;
}

static void
sort_phrases (SafiPhrase *phrases, guint n, double sign)
{
  for (guint i = 1; i < n; i++)
    for (guint k = i; k > 0 && phrases[k].nats * sign > phrases[k - 1].nats * sign; k--) {
      const SafiPhrase louder = phrases[k];

      phrases[k] = phrases[k - 1];
      phrases[k - 1] = louder;
    }
}

static guint
find_of_rank (Search *search, SafiPhrase *ret_phrases)
{
  guint n = 0;
  guint loudest = 0;

  for (guint i = 0; i < PLACES_MAX && n < SAFI_PHRASES_MAX && find_loudest (search, &loudest);
       i++) {
    const gboolean alone = stands_alone (get_token (search, loudest));
    SafiPhrase phrase =
        describe (search, alone ? make_word (search, loudest) : make_phrase (search, loudest));

    if (phrase.nats * search->sign >= NATS_MIN)
      n = add_phrase (ret_phrases, n, &phrase);
    else
      safi_phrase_clear (&phrase);
  }
  return n;
}

guint
safi_phrase_find (SafiTokens *tokens, const double *by_token, double sign, SafiPhrase *ret_phrases)
{
  g_autofree guint8 *used = g_new0 (guint8, tokens->tokens->len + 1);
  Search search = { tokens, by_token, sign, RANK_WORD, used };
  guint n = 0;

  for (; search.rank > RANK_NONE && n == 0; search.rank--)
    n = find_of_rank (&search, ret_phrases);
  sort_phrases (ret_phrases, n, sign);
  return n;
}

void
safi_phrase_clear (SafiPhrase *self)
{
  g_clear_pointer (&self->text, g_free);
}
