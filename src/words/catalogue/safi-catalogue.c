/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-catalogue.h"

#include <string.h>

#include "words/catalogue/safi-plural.h"

#define CONTEXT_END "\004" /* between context and text, as in a .mo file */

void
safi_phrase_free (SafiPhrase *phrase)
{
  g_free (phrase->context);
  g_free (phrase->id);
  g_free (phrase->plural);
  g_strfreev (phrase->forms);
  g_free (phrase->comment);
  g_free (phrase);
}

gboolean
safi_phrase_is_translated (const SafiPhrase *phrase)
{
  if (phrase->forms == NULL || phrase->forms[0] == NULL)
    return FALSE;
  for (guint i = 0; phrase->forms[i] != NULL; i++)
    if (phrase->forms[i][0] == '\0')
      return FALSE;
  return TRUE;
}

SafiPhrase *
safi_phrase_copy_source (const SafiPhrase *phrase)
{
  SafiPhrase *copy = g_new0 (SafiPhrase, 1);

  copy->context = g_strdup (phrase->context);
  copy->id = g_strdup (phrase->id);
  copy->plural = g_strdup (phrase->plural);
  copy->comment = g_strdup (phrase->comment);
  copy->is_format = phrase->is_format;
  return copy;
}

void
safi_phrase_set_forms (SafiPhrase *phrase, const char *const *forms)
{
  g_strfreev (phrase->forms);
  phrase->forms = g_strdupv ((char **) forms);
}

SafiCatalogue *
safi_catalogue_new (void)
{
  SafiCatalogue *catalogue = g_new0 (SafiCatalogue, 1);

  catalogue->header = g_strdup ("");
  catalogue->phrases = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_phrase_free);
  catalogue->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return catalogue;
}

void
safi_catalogue_free (SafiCatalogue *catalogue)
{
  g_hash_table_unref (catalogue->by_key);
  g_ptr_array_unref (catalogue->phrases);
  g_free (catalogue->header);
  g_free (catalogue);
}

static char *
make_key (const char *context, const char *id)
{
  return context != NULL ? g_strconcat (context, CONTEXT_END, id, NULL) : g_strdup (id);
}

gboolean
safi_catalogue_add (SafiCatalogue *catalogue, SafiPhrase *phrase)
{
  g_autofree char *key = make_key (phrase->context, phrase->id);

  if (g_hash_table_contains (catalogue->by_key, key)) {
    safi_phrase_free (phrase);
    return FALSE;
  }
  g_ptr_array_add (catalogue->phrases, phrase);
  return g_hash_table_insert (catalogue->by_key, g_steal_pointer (&key), phrase);
}

SafiPhrase *
safi_catalogue_find (const SafiCatalogue *catalogue, const char *context, const char *id)
{
  g_autofree char *key = make_key (context, id);

  return g_hash_table_lookup (catalogue->by_key, key);
}

static gboolean
is_field (const char *line, const char *name)
{
  const gsize length = strlen (name);

  return g_ascii_strncasecmp (line, name, length) == 0 && line[length] == ':';
}

char *
safi_catalogue_find_field (const char *header, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (header, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (is_field (lines[i], name))
      return g_strstrip (g_strdup (lines[i] + strlen (name) + 1));
  return g_strdup ("");
}

void
safi_catalogue_drop_field (SafiCatalogue *catalogue, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (catalogue->header, "\n", -1);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) left = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    if (!is_field (lines[i], name))
      g_strv_builder_add (kept, lines[i]);
  left = g_strv_builder_end (kept);
  g_free (catalogue->header);
  catalogue->header = g_strjoinv ("\n", left);
}

guint
safi_catalogue_measure (const SafiCatalogue *catalogue, const SafiCatalogue *source)
{
  guint n_translated = 0;

  for (guint i = 0; i < source->phrases->len; i++) {
    const SafiPhrase *wanted = source->phrases->pdata[i];
    const SafiPhrase *found = safi_catalogue_find (catalogue, wanted->context, wanted->id);

    if (found != NULL && safi_phrase_is_translated (found))
      n_translated++;
  }
  return source->phrases->len > 0 ? n_translated * 100 / source->phrases->len : 0;
}

static void
take_phrase (SafiCatalogue *catalogue, const SafiPhrase *phrase)
{
  SafiPhrase *found = safi_catalogue_find (catalogue, phrase->context, phrase->id);

  if (found == NULL) {
    found = safi_phrase_copy_source (phrase);
    safi_catalogue_add (catalogue, found);
  }
  safi_phrase_set_forms (found, (const char *const *) phrase->forms);
}

/* One formula can be written in many ways. */
static gboolean
has_same_plural (const SafiCatalogue *catalogue, const SafiCatalogue *other)
{
  g_autofree char *before = safi_catalogue_find_field (catalogue->header, "Plural-Forms");
  g_autofree char *now = safi_catalogue_find_field (other->header, "Plural-Forms");
  SafiPlural one, two;

  return g_str_equal (before, now) ||
         (safi_plural_parse (before, &one) && safi_plural_parse (now, &two) &&
          safi_plural_is_same (&one, &two));
}

/* Forms that were made for another formula are no longer right. */
static void
drop_plurals (SafiCatalogue *catalogue, const SafiCatalogue *other)
{
  if (other->header[0] == '\0' || has_same_plural (catalogue, other))
    return;
  for (guint i = 0; i < catalogue->phrases->len; i++) {
    SafiPhrase *phrase = catalogue->phrases->pdata[i];

    if (phrase->plural != NULL)
      g_clear_pointer (&phrase->forms, g_strfreev);
  }
}

void
safi_catalogue_merge (SafiCatalogue *catalogue, const SafiCatalogue *other)
{
  drop_plurals (catalogue, other);
  for (guint i = 0; i < other->phrases->len; i++)
    if (safi_phrase_is_translated (other->phrases->pdata[i]))
      take_phrase (catalogue, other->phrases->pdata[i]);
  if (other->header[0] != '\0') {
    g_free (catalogue->header);
    catalogue->header = g_strdup (other->header);
  }
}
