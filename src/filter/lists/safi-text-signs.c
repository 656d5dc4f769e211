/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/lists/safi-text-signs.h"

#include <string.h>

#include "filter/lists/safi-folded.h"
#include "filter/lists/safi-lists.h"

/* Words that ".." in a pattern may stand for, at most. */
#define GAP_MAX 4
/* A warning this near (octets) takes back a request. */
#define WARNING_REACH 40
/* Words of one language mean other things in another: heard are the languages that find at least
 * one of so many hits that the loudest finds. People mix two, seldom three. */
#define QUIET_SHARE 3

static const char *const languages[] = { "am", "ar", "bn", "en", "es", "fr", "ha",
                                         "hi", "id", "pt", "sw", "ur", "vi" };

static const char *const sign_words[SAFI_N_TEXT_SIGNS] = {
  [SAFI_SIGN_NEW_NUMBER] = "new-number",
  [SAFI_SIGN_NO_CALL] = "no-call",
  [SAFI_SIGN_FAVOUR] = "favour",
  [SAFI_SIGN_SECRET] = "secret",
  [SAFI_SIGN_HOLD_LINE] = "hold-line",
  [SAFI_SIGN_AUTHORITY] = "authority",
  [SAFI_SIGN_MENACE] = "menace",
  [SAFI_SIGN_BLOCKED] = "blocked",
  [SAFI_SIGN_HURRY] = "hurry",
  [SAFI_SIGN_FEE] = "fee",
  [SAFI_SIGN_GAIN] = "gain",
  [SAFI_SIGN_EASY_JOB] = "easy-job",
  [SAFI_SIGN_PAY_TO] = "pay-to",
  [SAFI_SIGN_MISTAKE] = "mistake",
  [SAFI_SIGN_GIVE_BACK] = "give-back",
  [SAFI_SIGN_SEND_CODE] = "send-code",
  [SAFI_SIGN_SECRET_DATA] = "secret-data",
  [SAFI_SIGN_INSTALL] = "install",
  [SAFI_SIGN_PASS_ON] = "pass-on",
  [SAFI_SIGN_PROFIT] = "profit",
  [SAFI_SIGN_STRANGER] = "stranger",
  [SAFI_SIGN_PLEA] = "plea",
  [SAFI_SIGN_NEW_ACCOUNT] = "new-account",
  [SAFI_SIGN_SEXTORTION] = "sextortion",
  [SAFI_SIGN_RECOVERY] = "recovery",
  [SAFI_SIGN_SCAN_RECEIVE] = "scan-receive",
  [SAFI_SIGN_IN_PERSON] = "in-person",
  [SAFI_SIGN_CODE_NOTICE] = "code-notice",
  [SAFI_SIGN_WARNING] = "warning",
  [SAFI_SIGN_NO_FEE] = "no-fee",
  [SAFI_SIGN_CHECK_FIRST] = "check-first",
  [SAFI_SIGN_RECEIPT] = "receipt",
  [SAFI_SIGN_DAY] = "day",
  [SAFI_SIGN_BILL] = "bill",
};

/* A word of a text, in its folded form. */
typedef struct {
  const char *octets; /* in the folded text */
  guint length;
  guint start; /* octets in the original */
  guint end;
  gboolean ends_sentence;
} Word;

/* A word of a pattern: "send", "pay*", "*polis*", "#" for a number, ".." for up to GAP_MAX words.
 */
typedef struct {
  char *octets; /* folded */
  guint length;
  gboolean is_gap;
  gboolean is_number;
  gboolean is_open_before;
  gboolean is_open_behind;
} Piece;

typedef struct {
  SafiTextSign sign;
  guint language;
  GArray *pieces; /* (element-type Piece) */
} Pattern;

typedef struct {
  SafiTextHit hit;
  SafiTextSign sign;
  guint language;
} Found;

/* Patterns by the first octets of their first word; those that are open before it stand apart. */
typedef struct {
  GPtrArray *by_octets[1 << 16];
  GPtrArray *open;
} Patterns;

static guint
get_key (const char *octets, guint length)
{
  return (guint) (guint8) octets[0] << 8 | (length > 1 ? (guint8) octets[1] : 0);
}

static gboolean
is_sentence_end (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == ';' || c == 0x0964 || c == 0x061f ||
         c == 0x06d4 || c == 0x1362 || c == 0x3002;
}

static void
add_word (GArray *words, const SafiFolded *folded, const char *text, gsize at, gsize next)
{
  const guint32 *places = (const guint32 *) (gpointer) folded->places->data;
  const char *octets = folded->octets->str + at;
  const gunichar c = g_utf8_get_char (octets);
  const char *end = g_utf8_next_char (text + places[next - 1]);
  Word word = { octets, (guint) (next - at), places[at], (guint) (end - text), FALSE };

  if (g_unichar_isalnum (c))
    g_array_append_val (words, word);
  else if (is_sentence_end (c) && words->len > 0)
    g_array_index (words, Word, words->len - 1).ends_sentence = TRUE;
}

/* @text: what was folded. Returns: (transfer full) (element-type Word): borrows from @folded. */
static GArray *
split_words (const SafiFolded *folded, const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));

  for (gsize at = 0; at < folded->octets->len;) {
    gsize next = at + 1;

    while (!safi_folded_is_break (folded, next))
      next++;
    add_word (words, folded, text, at, next);
    at = next;
  }
  return words;
}

static void
add_pieces (GArray *pieces, const char *text)
{
  const gsize length = strlen (text);
  g_autoptr (SafiFolded) folded = safi_folded_new (text, length);
  g_autoptr (GArray) words = split_words (folded, text);

  for (guint i = 0; i < words->len; i++) {
    const Word *word = &g_array_index (words, Word, i);
    Piece piece = { .octets = g_strndup (word->octets, word->length),
                    .length = word->length,
                    .is_open_before = i == 0 && text[0] == '*',
                    .is_open_behind = i + 1 == words->len && text[length - 1] == '*' };

    g_array_append_val (pieces, piece);
  }
}

static Pattern *
read_pattern (guint language, SafiTextSign sign, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  Pattern *pattern = g_new (Pattern, 1);

  pattern->sign = sign;
  pattern->language = language;
  pattern->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  for (guint i = 0; words[i] != NULL; i++) {
    const Piece piece = { .is_gap = g_str_equal (words[i], ".."),
                          .is_number = g_str_equal (words[i], "#") };

    if (piece.is_gap || piece.is_number)
      g_array_append_val (pattern->pieces, piece);
    else
      add_pieces (pattern->pieces, words[i]);
  }
  g_assert (pattern->pieces->len > 0 && !g_array_index (pattern->pieces, Piece, 0).is_gap);
  return pattern;
}

static void
add_pattern (Patterns *patterns, Pattern *pattern)
{
  const Piece *first = &g_array_index (pattern->pieces, Piece, 0);
  GPtrArray **same = first->is_open_before || first->is_number
                         ? &patterns->open
                         : &patterns->by_octets[get_key (first->octets, first->length)];

  if (*same == NULL)
    *same = g_ptr_array_new ();
  g_ptr_array_add (*same, pattern);
}

static SafiTextSign
find_sign (const char *word)
{
  for (guint i = 0; i < SAFI_N_TEXT_SIGNS; i++)
    if (g_str_equal (sign_words[i], word))
      return i;
  g_error ("data/texts: there is no sign %s", word);
}

static void
read_language (Patterns *patterns, guint language)
{
  g_autofree char *name = g_strdup_printf ("texts/%s.tsv", languages[language]);
  g_auto (GStrv) lines = safi_lists_read_lines (name);

  for (guint i = 0; lines[i] != NULL; i++) {
    char *tab = strchr (lines[i], '\t');

    g_assert (tab != NULL);
    *tab = '\0';
    add_pattern (patterns, read_pattern (language, find_sign (lines[i]), g_strstrip (tab + 1)));
  }
}

/* Lives as long as the program. */
static const Patterns *
get_patterns (void)
{
  static Patterns *patterns = NULL;
  static gsize once = 0;

  if (g_once_init_enter (&once)) {
    patterns = g_new0 (Patterns, 1);
    for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
      read_language (patterns, i);
    g_once_init_leave (&once, 1);
  }
  return patterns;
}

static gboolean
is_word (const Piece *piece, const Word *word)
{
  if (piece->is_number)
    return g_unichar_isdigit (g_utf8_get_char (word->octets));
  if (word->length < piece->length)
    return FALSE;
  if (piece->is_open_before)
    return piece->is_open_behind ? g_strstr_len (word->octets, word->length, piece->octets) != NULL
                                 : memcmp (word->octets + word->length - piece->length,
                                           piece->octets, piece->length) == 0;
  return (piece->is_open_behind || word->length == piece->length) &&
         memcmp (word->octets, piece->octets, piece->length) == 0;
}

/* Returns: how many words from @at on the pieces from @index on stand for; 0 if they do not. A gap
 * ends with the sentence. No deeper than a pattern has gaps. */
static guint
match (const Pattern *pattern, guint index, GArray *words, guint at)
{
  guint n = 0;

  for (; index < pattern->pieces->len; index++, n++) {
    const Piece *piece = &g_array_index (pattern->pieces, Piece, index);

    if (piece->is_gap && g_array_index (words, Word, at + n - 1).ends_sentence)
      return 0;
    for (guint gap = 0; piece->is_gap && gap <= GAP_MAX; gap++) {
      const guint more = match (pattern, index + 1, words, at + n + gap);

      if (more > 0)
        return n + gap + more;
      if (at + n + gap >= words->len || g_array_index (words, Word, at + n + gap).ends_sentence)
        return 0;
    }
    if (piece->is_gap || at + n >= words->len ||
        !is_word (piece, &g_array_index (words, Word, at + n)))
      return 0;
  }
  return n;
}

static void
match_all (GPtrArray *patterns, GArray *words, guint at, GArray *all)
{
  for (guint i = 0; patterns != NULL && i < patterns->len; i++) {
    const Pattern *pattern = g_ptr_array_index (patterns, i);
    const guint n = match (pattern, 0, words, at);
    const guint start = g_array_index (words, Word, at).start;
    Found found = { { TRUE, start, 0 }, pattern->sign, pattern->language };

    if (n == 0)
      continue;
    found.hit.length = g_array_index (words, Word, at + n - 1).end - start;
    g_array_append_val (all, found);
  }
}

/* Leaves out what only languages found that the text is hardly in. */
static void
drop_quiet_languages (GArray *all)
{
  guint n_hits[G_N_ELEMENTS (languages)] = { 0 };
  guint most = 0;
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n_hits[g_array_index (all, Found, i).language]++;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    most = MAX (most, n_hits[i]);
  for (guint i = 0; i < all->len; i++) {
    const Found found = g_array_index (all, Found, i);

    if (n_hits[found.language] * QUIET_SHARE >= most)
      g_array_index (all, Found, n++) = found;
  }
  g_array_set_size (all, n);
}

static gboolean
can_be_taken_back (SafiTextSign sign)
{
  return sign == SAFI_SIGN_SEND_CODE || sign == SAFI_SIGN_SECRET_DATA ||
         sign == SAFI_SIGN_INSTALL || sign == SAFI_SIGN_PAY_TO || sign == SAFI_SIGN_SECRET ||
         sign == SAFI_SIGN_FEE;
}

static gboolean
is_taken_back (const SafiTextHit *hit, GArray *all)
{
  for (guint i = 0; i < all->len; i++) {
    const Found *other = &g_array_index (all, Found, i);

    if (other->sign == SAFI_SIGN_WARNING &&
        other->hit.start <= hit->start + hit->length + WARNING_REACH &&
        hit->start <= other->hit.start + other->hit.length + WARNING_REACH)
      return TRUE;
  }
  return FALSE;
}

static void
choose (GArray *all, SafiTextHit *ret_hits)
{
  for (guint i = 0; i < all->len; i++) {
    const Found *found = &g_array_index (all, Found, i);
    SafiTextHit *first = &ret_hits[found->sign];

    if (!first->is_there && !(can_be_taken_back (found->sign) && is_taken_back (&found->hit, all)))
      *first = found->hit;
  }
}

/* Octets of whole characters. */
static gsize
cut (const char *text)
{
  const gsize length = strlen (text);

  if (length <= SAFI_TEXT_SIGNS_OCTETS_MAX)
    return length;
  return (gsize) (g_utf8_find_prev_char (text, text + SAFI_TEXT_SIGNS_OCTETS_MAX) - text);
}

void
safi_text_signs_find (const char *text, SafiTextHit ret_hits[SAFI_N_TEXT_SIGNS])
{
  const Patterns *patterns = get_patterns ();
  g_autoptr (SafiFolded) folded = safi_folded_new (text, cut (text));
  g_autoptr (GArray) words = split_words (folded, text);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Found));

  memset (ret_hits, 0, sizeof *ret_hits * SAFI_N_TEXT_SIGNS);
  for (guint at = 0; at < words->len; at++) {
    const Word *word = &g_array_index (words, Word, at);

    match_all (patterns->by_octets[get_key (word->octets, word->length)], words, at, all);
    match_all (patterns->open, words, at, all);
  }
  drop_quiet_languages (all);
  choose (all, ret_hits);
}
