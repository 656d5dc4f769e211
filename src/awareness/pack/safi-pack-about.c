/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack-about.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "awareness/country/safi-csv.h"
#include "awareness/tips/safi-teaching-xml.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define LANGUAGES "languages"
#define LANGUAGE_OCTETS_MAX 12

typedef struct {
  SafiPack *pack;
  GPtrArray *faults;
  GHashTable *seen; /* keys with their languages */
  guint line;
} Reader;

static gboolean
fail (Reader *self, const char *pattern, const char *first, const char *second)
{
  return safi_pack_faults_add (self->faults, SAFI_PACK_ABOUT, self->line, pattern, first, second);
}

static gboolean
fail_at (Reader *self,
         const char *key,
         SafiPackFaultKind kind,
         const char *pattern,
         const char *first,
         const char *second)
{
  const SafiPackSpot spot = { SAFI_PACK_ABOUT, self->line, key, kind };

  return safi_pack_faults_add_at (self->faults, &spot, pattern, first, second);
}

static gboolean
fail_empty (Reader *self, const char *key)
{
  return fail_at (self, key, SAFI_PACK_FAULT_EMPTY,
                  N_ ("Nothing stands behind “{0}=”. Write it, or take the line out."), key, NULL);
}

GBytes *
safi_pack_about_strip_mark (GBytes *octets)
{
  gsize length;
  const char *start = g_bytes_get_data (octets, &length);
  const gsize n_mark = strlen (BYTE_ORDER_MARK);

  if (length < n_mark || memcmp (start, BYTE_ORDER_MARK, n_mark) != 0)
    return g_bytes_ref (octets);
  return g_bytes_new_from_bytes (octets, n_mark, length - n_mark);
}

static gboolean
read_format (Reader *self, const char *value)
{
  return g_str_equal (value, G_STRINGIFY (SAFI_PACK_FORMAT)) ||
         /* Translators: {0} is what stands there. */
         fail (self, N_ ("This Safibox reads packs of format 1, not “{0}”. Get a newer Safibox."),
               value, NULL);
}

static gboolean
read_id (Reader *self, const char *value)
{
  if (!safi_teaching_check_word ("id", value, "", NULL))
    return fail (self, N_ ("The id is made of small letters, digits and hyphens. Change “{0}”."),
                 value, NULL);
  self->pack->id = g_strdup (value);
  return TRUE;
}

static gboolean
read_country (Reader *self, const char *value)
{
  if (strlen (value) != 2 || !g_ascii_isupper (value[0]) || !g_ascii_isupper (value[1]))
    return fail (self, N_ ("A country is two capital letters, such as KE. Change “{0}”."), value,
                 NULL);
  g_strlcpy (self->pack->country, value, sizeof self->pack->country);
  return TRUE;
}

gboolean
safi_pack_about_is_language (const char *word)
{
  const gsize n_first = strspn (word, G_CSET_a_2_z);
  const char *rest = word + n_first;

  if (n_first < 2 || n_first > 3 || strlen (word) > LANGUAGE_OCTETS_MAX)
    return FALSE;
  return *rest == '\0' || (*rest == '-' && strlen (rest) >= 3 &&
                           strspn (rest + 1, G_CSET_a_2_z G_CSET_A_2_Z) == strlen (rest + 1));
}

static SafiPackTexts *
find_texts (SafiPack *pack, const char *language)
{
  for (guint i = 0; i < pack->texts->len; i++) {
    SafiPackTexts *texts = pack->texts->pdata[i];

    if (g_str_equal (texts->language, language))
      return texts;
  }
  return NULL;
}

static gboolean
read_languages (Reader *self, const char *value)
{
  g_auto (GStrv) words = g_strsplit_set (value, " ,;", -1);
  gboolean is_whole = TRUE;

  for (guint i = 0; words[i] != NULL; i++) {
    if (*words[i] == '\0')
      continue;
    if (!safi_pack_about_is_language (words[i]) || find_texts (self->pack, words[i]) != NULL) {
      is_whole = fail (
          self,
          N_ ("“{0}” is no code of a language, or stands there twice. Write such as: en sw pt-BR"),
          words[i], NULL);
      continue;
    }
    if (self->pack->texts->len == SAFI_PACK_LANGUAGES_MAX)
      return fail (self, N_ ("There are more than {0} languages. Make two packs of it."),
                   G_STRINGIFY (SAFI_PACK_LANGUAGES_MAX), NULL);
    g_ptr_array_add (self->pack->texts, safi_pack_texts_new (words[i]));
  }
  return self->pack->texts->len > 0 || !is_whole ||
         fail (self, N_ ("No language stands there. Write such as: en sw pt-BR"), NULL, NULL);
}

static const struct {
  const char *key;
  gboolean (*read) (Reader *self, const char *value);
} facts[] = {
  { "format", read_format },
  { "id", read_id },
  { "country", read_country },
  { LANGUAGES, read_languages },
};

static const struct {
  const char *key;
  gsize offset; /* in SafiPackTexts */
  glong chars_max;
  const char *chars_max_word;
} texts_keys[] = {
  { "name", G_STRUCT_OFFSET (SafiPackTexts, name), SAFI_PACK_NAME_CHARS_MAX,
    G_STRINGIFY (SAFI_PACK_NAME_CHARS_MAX) },
  { "from", G_STRUCT_OFFSET (SafiPackTexts, from), SAFI_PACK_NAME_CHARS_MAX,
    G_STRINGIFY (SAFI_PACK_NAME_CHARS_MAX) },
  { "about", G_STRUCT_OFFSET (SafiPackTexts, about), SAFI_PACK_TEXT_CHARS_MAX,
    G_STRINGIFY (SAFI_PACK_TEXT_CHARS_MAX) },
};

/* Nothing can be said of languages that are not known because their line is wrong. */
static gboolean
is_known_wrong (Reader *self)
{
  return self->pack->texts->len == 0 && g_hash_table_contains (self->seen, LANGUAGES);
}

/* @language: (nullable): the pack's first. */
static gboolean
read_text (Reader *self, guint key, const char *language, const char *value)
{
  SafiPack *pack = self->pack;
  SafiPackTexts *texts = language != NULL       ? find_texts (pack, language)
                         : pack->texts->len > 0 ? pack->texts->pdata[0]
                                                : NULL;
  char **place;

  if (texts == NULL)
    return is_known_wrong (self) ||
           fail (self, N_ ("Name this language in the line “languages=”, which stands before."),
                 NULL, NULL);
  place = G_STRUCT_MEMBER_P (texts, texts_keys[key].offset);
  if (*place != NULL)
    return fail (self, N_ ("“{0}” stands there twice. Take one out."), texts_keys[key].key, NULL);
  /* What is wrong is there all the same, and not told of as missing. */
  *place = g_strdup (value);
  if (g_utf8_strlen (value, -1) > texts_keys[key].chars_max)
    return fail_at (self, texts_keys[key].key, SAFI_PACK_FAULT_LONG,
                    N_ ("“{0}” has at most {1} characters. Make it shorter."), texts_keys[key].key,
                    texts_keys[key].chars_max_word);
  return *value != '\0' || fail_empty (self, texts_keys[key].key);
}

/* "name[sw]" becomes "name" and gives "sw". Returns: (nullable). */
static char *
cut_language (char *key)
{
  char *bracket = strchr (key, '[');

  if (bracket == NULL || !g_str_has_suffix (bracket, "]"))
    return NULL;
  bracket[strlen (bracket) - 1] = '\0';
  *bracket = '\0';
  return bracket + 1;
}

static gboolean
read_fact (Reader *self, guint fact, const char *value)
{
  if (!g_hash_table_add (self->seen, (gpointer) facts[fact].key))
    return fail (self, N_ ("“{0}” stands there twice. Take one out."), facts[fact].key, NULL);
  return *value != '\0' ? facts[fact].read (self, value) : fail_empty (self, facts[fact].key);
}

static gboolean
read_pair (Reader *self, char *key, const char *value)
{
  const char *language = cut_language (key);

  for (guint i = 0; language == NULL && i < G_N_ELEMENTS (facts); i++)
    if (g_str_equal (facts[i].key, key))
      return read_fact (self, i, value);
  for (guint i = 0; i < G_N_ELEMENTS (texts_keys); i++)
    if (g_str_equal (texts_keys[i].key, key))
      return read_text (self, i, language, value);
  return fail (
      self, N_ ("“{0}” is not known. Write format, id, country, languages, name, from or about."),
      key, NULL);
}

static void
read_line (Reader *self, char *line)
{
  char *equals;

  g_strstrip (line);
  equals = strchr (line, '=');
  if (*line == '\0' || *line == '#')
    return;
  if (equals == NULL || !safi_csv_is_plain (line)) {
    fail (self, N_ ("Each line is a word, then “=”, then a text without odd characters."), NULL,
          NULL);
    return;
  }
  *equals = '\0';
  g_strstrip (line);
  g_strstrip (equals + 1);
  read_pair (self, line, equals + 1);
}

static void
check_texts (Reader *self, SafiPackTexts *texts)
{
  if (texts->name == NULL)
    fail_at (self, "name", SAFI_PACK_FAULT_EMPTY,
             N_ ("There is no name in the language “{0}”. Write a line name[{0}]="),
             texts->language, NULL);
  if (texts->from == NULL)
    fail_at (self, "from", SAFI_PACK_FAULT_EMPTY,
             N_ ("It does not say in “{0}” whom the pack is from. Write a line from[{0}]="),
             texts->language, NULL);
  if (texts->about == NULL)
    texts->about = g_strdup ("");
}

static void
check_whole (Reader *self)
{
  self->line = 0;
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (!g_hash_table_contains (self->seen, facts[i].key) && facts[i].read != read_country)
      fail (self, N_ ("The line “{0}=” is missing. Write it."), facts[i].key, NULL);
  for (guint i = 0; i < self->pack->texts->len; i++)
    check_texts (self, self->pack->texts->pdata[i]);
}

static gboolean
read_lines (Reader *self, GBytes *octets)
{
  gsize length;
  const char *start = g_bytes_get_data (octets, &length);
  g_autofree char *text = length > 0 ? g_strndup (start, length) : g_strdup ("");
  g_auto (GStrv) lines = NULL;

  if (length > SAFI_PACK_ABOUT_OCTETS_MAX || !g_utf8_validate_len (start, length, NULL))
    return fail (self, N_ ("It is too large, or not saved as UTF-8. Save it as UTF-8."), NULL,
                 NULL);
  lines = g_strsplit (text, "\n", SAFI_PACK_ABOUT_LINES_MAX + 1);
  if (g_strv_length (lines) > SAFI_PACK_ABOUT_LINES_MAX)
    return fail (self, N_ ("It has more than {0} lines. Make it shorter."),
                 G_STRINGIFY (SAFI_PACK_ABOUT_LINES_MAX), NULL);
  for (guint i = 0; lines[i] != NULL; i++) {
    self->line = i + 1;
    read_line (self, lines[i]);
  }
  return TRUE;
}

gboolean
safi_pack_about_read (SafiPack *pack, GBytes *octets, GPtrArray *faults)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) text = safi_pack_about_strip_mark (octets);
  Reader reader = { pack, faults, seen, 0 };
  const guint n_before = faults->len;

  if (read_lines (&reader, text))
    check_whole (&reader);
  return faults->len == n_before;
}
