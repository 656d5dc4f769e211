/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-mo.h"

#include <string.h>

#define MAGIC 0x950412deu
#define HEAD_WORDS 7 /* magic, revision, count, two tables, size and place of the hashes */
#define CONTEXT_END '\004'

typedef struct {
  const char *octets;
  gsize size;
  gboolean is_swapped; /* written by a computer of the other order of octets */
} File;

static guint32
read_word (const File *file, gsize place)
{
  guint32 word = 0;

  if (place + sizeof word <= file->size)
    memcpy (&word, file->octets + place, sizeof word);
  return file->is_swapped ? GUINT32_SWAP_LE_BE (word) : word;
}

/* Returns: (nullable): the text of row @index of a table, followed by a NUL in the file. */
static const char *
read_text (const File *file, guint32 table, guint32 index, gsize *ret_length)
{
  const gsize row = (gsize) table + (gsize) index * 8;
  gsize length, place;

  if (row + 8 > file->size)
    return NULL;
  length = read_word (file, row);
  place = read_word (file, row + 4);
  if (place + length >= file->size || file->octets[place + length] != '\0')
    return NULL;
  *ret_length = length;
  return file->octets + place;
}

static char **
split_forms (const char *text, gsize length)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new ();

  for (const char *i = text; i <= text + length; i += strlen (i) + 1)
    g_ptr_array_add (forms, g_strdup (i));
  g_ptr_array_add (forms, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&forms), FALSE);
}

static SafiPhrase *
make_phrase (const char *key, gsize key_length, const char *text, gsize length)
{
  SafiPhrase *phrase = g_new0 (SafiPhrase, 1);
  const char *end = strchr (key, CONTEXT_END);
  const gsize id_length = strlen (key);

  if (end != NULL)
    phrase->context = g_strndup (key, (gsize) (end - key));
  phrase->id = g_strdup (end != NULL ? end + 1 : key);
  if (id_length < key_length)
    phrase->plural = g_strdup (key + id_length + 1);
  phrase->forms = split_forms (text, length);
  return phrase;
}

static gboolean
read_phrase (const File *file, SafiCatalogue *catalogue, guint32 index)
{
  gsize key_length = 0, length = 0;
  const char *key = read_text (file, read_word (file, 12), index, &key_length);
  const char *text = read_text (file, read_word (file, 16), index, &length);

  if (key == NULL || text == NULL || !g_utf8_validate (key, -1, NULL))
    return FALSE;
  if (key_length > 0)
    return safi_catalogue_add (catalogue, make_phrase (key, key_length, text, length));
  g_free (catalogue->header);
  catalogue->header = g_strdup (text);
  return TRUE;
}

SafiCatalogue *
safi_mo_read (GBytes *octets)
{
  g_autoptr (SafiCatalogue) catalogue = safi_catalogue_new ();
  File file = { NULL, 0, FALSE };
  guint32 n_texts;

  file.octets = g_bytes_get_data (octets, &file.size);
  if (file.size < HEAD_WORDS * 4 || file.size > SAFI_MO_OCTETS_MAX)
    return NULL;
  file.is_swapped = read_word (&file, 0) == GUINT32_SWAP_LE_BE (MAGIC);
  if (read_word (&file, 0) != MAGIC)
    return NULL;
  n_texts = read_word (&file, 8);
  if (n_texts > file.size / 16)
    return NULL;
  for (guint32 i = 0; i < n_texts; i++)
    if (!read_phrase (&file, catalogue, i))
      return NULL;
  return g_steal_pointer (&catalogue);
}

typedef struct {
  GString *key;
  GString *text;
} Row;

static void
free_row (Row *row)
{
  g_string_free (row->key, TRUE);
  g_string_free (row->text, TRUE);
  g_free (row);
}

static Row *
make_row (const SafiPhrase *phrase)
{
  Row *row = g_new (Row, 1);

  row->key = g_string_new (phrase->context);
  if (phrase->context != NULL)
    g_string_append_c (row->key, CONTEXT_END);
  g_string_append (row->key, phrase->id);
  if (phrase->plural != NULL) {
    g_string_append_c (row->key, '\0');
    g_string_append (row->key, phrase->plural);
  }
  row->text = g_string_new (phrase->forms[0]);
  for (guint i = 1; phrase->forms[i] != NULL; i++) {
    g_string_append_c (row->text, '\0');
    g_string_append (row->text, phrase->forms[i]);
  }
  return row;
}

/* gettext compares up to the first NUL. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *one = *(Row *const *) a;
  const Row *two = *(Row *const *) b;

  return strcmp (one->key->str, two->key->str);
}

static GPtrArray *
make_rows (const SafiCatalogue *catalogue)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) free_row);
  char *header[] = { catalogue->header, NULL };
  SafiPhrase head = { .id = (char *) "", .forms = header };

  g_ptr_array_add (rows, make_row (&head));
  for (guint i = 0; i < catalogue->phrases->len; i++)
    if (safi_phrase_is_translated (catalogue->phrases->pdata[i]))
      g_ptr_array_add (rows, make_row (catalogue->phrases->pdata[i]));
  g_ptr_array_sort (rows, compare_rows);
  return rows;
}

static void
append_word (GString *file, gsize word)
{
  const guint32 value = (guint32) word;

  g_string_append_len (file, (const char *) &value, sizeof value);
}

static void
append_text (GString *file, GString *texts, const GString *text, gsize begin)
{
  append_word (file, text->len);
  append_word (file, begin + texts->len);
  g_string_append_len (texts, text->str, (gssize) text->len + 1);
}

GBytes *
safi_mo_write (const SafiCatalogue *catalogue)
{
  g_autoptr (GPtrArray) rows = make_rows (catalogue);
  const gsize head = HEAD_WORDS * 4, table = (gsize) rows->len * 8;
  const gsize words[HEAD_WORDS] = { MAGIC, 0, rows->len, head, head + table, 0, head + 2 * table };
  GString *file = g_string_new (NULL);
  g_autoptr (GString) texts = g_string_new (NULL);

  for (guint i = 0; i < HEAD_WORDS; i++)
    append_word (file, words[i]);
  for (guint i = 0; i < rows->len; i++)
    append_text (file, texts, ((Row *) rows->pdata[i])->key, head + 2 * table);
  for (guint i = 0; i < rows->len; i++)
    append_text (file, texts, ((Row *) rows->pdata[i])->text, head + 2 * table);
  g_string_append_len (file, texts->str, (gssize) texts->len);
  return g_string_free_to_bytes (file);
}
