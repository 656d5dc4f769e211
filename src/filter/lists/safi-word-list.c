/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/lists/safi-word-list.h"

#include <string.h>

#include "filter/lists/safi-folded.h"
#include "filter/lists/safi-lists.h"

typedef struct {
  SafiWordGroup group;
  guint number;
  gsize length; /* octets */
  char *octets; /* folded */
} Phrase;

/* Phrases by their first word: GString-free key made of the word's octets. */
typedef struct {
  GHashTable *by_first_word; /* guint32 hash -> GPtrArray of Phrase */
} Phrases;

static const char *const languages[] = { "am", "ar", "bn", "en", "es", "fr",
                                         "hi", "id", "pt", "ru", "sw", "zh" };

static const struct {
  const char *word;
  SafiWordGroup group;
} groups[] = {
  { "money", SAFI_WORDS_MONEY },
  { "secret-request", SAFI_WORDS_SECRET_REQUEST },
  { "secret-warning", SAFI_WORDS_SECRET_WARNING },
  { "urgency", SAFI_WORDS_URGENCY },
  { "secrecy", SAFI_WORDS_SECRECY },
  { "prize", SAFI_WORDS_PRIZE },
  { "job", SAFI_WORDS_JOB },
  { "threat", SAFI_WORDS_THREAT },
  { "install", SAFI_WORDS_INSTALL },
  { "charity", SAFI_WORDS_CHARITY },
  { "romance", SAFI_WORDS_ROMANCE },
  { "advert", SAFI_WORDS_ADVERT },
};

static SafiWordGroup
find_group (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (groups[i].word, word))
      return groups[i].group;
  g_error ("data/words: there is no group %s", word);
}

/* Hash of the word that begins at @start (FNV-1a); a collision only costs a comparison. */
static guint32
hash_word (const SafiFolded *folded, gsize start)
{
  guint32 hash = 2166136261u;
  gsize at = start;

  do
    hash = (hash ^ (guint8) folded->octets->str[at++]) * 16777619u;
  while (!safi_folded_is_break (folded, at));
  return hash;
}

static void
add_phrase (Phrases *phrases, SafiWordGroup group, const char *text, guint number)
{
  g_autoptr (SafiFolded) folded = safi_folded_new (text, strlen (text));
  Phrase *phrase = g_new (Phrase, 1);
  gpointer key;
  GPtrArray *same;

  g_assert (folded->octets->len > 0);
  *phrase = (Phrase){ .group = group,
                      .number = number,
                      .length = folded->octets->len,
                      .octets = g_strndup (folded->octets->str, folded->octets->len) };
  key = GUINT_TO_POINTER (hash_word (folded, 0));
  same = g_hash_table_lookup (phrases->by_first_word, key);
  if (same == NULL) {
    same = g_ptr_array_new ();
    g_hash_table_insert (phrases->by_first_word, key, same);
  }
  g_ptr_array_add (same, phrase);
}

static void
read_language (Phrases *phrases, const char *language, guint *number)
{
  g_autofree char *name = g_strdup_printf ("words/%s.tsv", language);
  g_auto (GStrv) lines = safi_lists_read_lines (name);

  for (guint i = 0; lines[i] != NULL; i++) {
    char *tab = strchr (lines[i], '\t');

    g_assert (tab != NULL);
    *tab = '\0';
    add_phrase (phrases, find_group (lines[i]), g_strstrip (tab + 1), (*number)++);
  }
}

static gint
compare_length_cb (gconstpointer a, gconstpointer b)
{
  const Phrase *left = *(Phrase *const *) a;
  const Phrase *right = *(Phrase *const *) b;

  return left->length < right->length ? 1 : left->length > right->length ? -1 : 0;
}

/* Lives as long as the program. */
static const Phrases *
get_phrases (void)
{
  static Phrases phrases;
  static gsize once = 0;

  if (g_once_init_enter (&once)) {
    GHashTableIter iter;
    gpointer same;
    guint number = 0;

    phrases.by_first_word = g_hash_table_new (NULL, NULL);
    for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
      read_language (&phrases, languages[i], &number);
    g_hash_table_iter_init (&iter, phrases.by_first_word);
    while (g_hash_table_iter_next (&iter, NULL, &same))
      g_ptr_array_sort (same, compare_length_cb);
    g_once_init_leave (&once, 1);
  }
  return &phrases;
}

static gboolean
stands_at (const Phrase *phrase, const SafiFolded *folded, gsize start)
{
  return start + phrase->length <= folded->octets->len &&
         memcmp (folded->octets->str + start, phrase->octets, phrase->length) == 0 &&
         safi_folded_is_break (folded, start + phrase->length);
}

/* Octets of the original text from the first to the last character of the phrase. */
static SafiWordHit
make_hit (const Phrase *phrase, const SafiFolded *folded, gsize start, const char *text)
{
  const guint32 *places = (const guint32 *) (gpointer) folded->places->data;
  const guint32 first = places[start];
  const guint32 last = places[start + phrase->length - 1];
  const char *end = g_utf8_next_char (text + last);

  return (SafiWordHit){ .group = phrase->group,
                        .phrase = phrase->number,
                        .start = first,
                        .length = (guint) (end - text) - first };
}

GArray *
safi_word_list_find (const char *text, gsize length)
{
  const Phrases *phrases = get_phrases ();
  g_autoptr (SafiFolded) folded = safi_folded_new (text, length);
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (SafiWordHit));
  gsize covered[SAFI_N_WORD_GROUPS] = { 0 }; /* folded octets up to which a group has its hit */

  for (gsize at = 0; at < folded->octets->len && hits->len < SAFI_WORD_HITS_MAX; at++) {
    GPtrArray *same;

    if (!safi_folded_is_break (folded, at) || folded->octets->str[at] == ' ')
      continue;
    same = g_hash_table_lookup (phrases->by_first_word, GUINT_TO_POINTER (hash_word (folded, at)));
    for (guint i = 0; same != NULL && i < same->len; i++) {
      const Phrase *phrase = g_ptr_array_index (same, i);

      if (covered[phrase->group] <= at && stands_at (phrase, folded, at)) {
        SafiWordHit hit = make_hit (phrase, folded, at, text);

        g_array_append_val (hits, hit);
        covered[phrase->group] = at + phrase->length;
      }
    }
  }
  return hits;
}
