/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-said.h"

#include <string.h>

#include "words/catalogue/safi-own-words.h"
#include "words/catalogue/safi-template.h"
#include "words/catalogue/safi-words-catalogue.h"

#define LITERAL_LETTERS_MIN 3 /* that a text with values must have of its own to be recognised */
#define SEEN_OCTETS_MAX 4096  /* longer words are no text of the window */

/* A text with places for values. */
typedef struct {
  char **parts; /* what stands around the places, in order: one more than there are places */
  SafiSaidText *text;
} Pattern;

struct _SafiSaid {
  SafiCatalogue *catalogues[2];
  GPtrArray *texts;    /* (element-type SafiSaidText) */
  GHashTable *by_look; /* (element-type utf8 GPtrArray): of texts without places */
  GPtrArray *patterns; /* (element-type Pattern) */
};

static void
free_pattern (Pattern *pattern)
{
  g_strfreev (pattern->parts);
  g_free (pattern);
}

static gboolean
is_direction_mark (gunichar letter)
{
  return letter >= 0x2066 && letter <= 0x2069;
}

char *
safi_said_plain (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    if (*text == '_' && g_unichar_isalnum (g_utf8_get_char (text + 1)))
      continue;
    if (!is_direction_mark (g_utf8_get_char (text)))
      g_string_append_unichar (plain, g_utf8_get_char (text));
  }
  g_strstrip (plain->str);
  return g_string_free (plain, FALSE);
}

/* Returns: where a place for a value that begins at @text ends; @text if none begins. */
static const char *
skip_place (const char *text, gboolean is_format)
{
  const char *end = text + 1;

  if (text[0] == '{' && g_ascii_isdigit (text[1]) && text[2] == '}')
    return text + 3;
  if (text[0] != '%' || !is_format)
    return text;
  end += strspn (end, "0123456789$-+#' .");
  end += strspn (end, "hlzjtq");
  return *end != '\0' ? end + 1 : end;
}

static char **
split_at_places (const char *text, gboolean is_format)
{
  GPtrArray *parts = g_ptr_array_new ();
  GString *part = g_string_new (NULL);

  while (*text != '\0') {
    const char *end = skip_place (text, is_format);

    if (end == text)
      g_string_append_c (part, *text++);
    else if (g_str_has_prefix (text, "%%"))
      g_string_append_c (part, '%');
    else {
      g_ptr_array_add (parts, g_string_free (part, FALSE));
      part = g_string_new (NULL);
    }
    text = MAX (text, end);
  }
  g_ptr_array_add (parts, g_string_free (part, FALSE));
  g_ptr_array_add (parts, NULL);
  return (char **) g_ptr_array_free (parts, FALSE);
}

static guint
count_letters (char **parts)
{
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    for (const char *k = parts[i]; *k != '\0'; k = g_utf8_next_char (k))
      n += g_unichar_isalpha (g_utf8_get_char (k));
  return n;
}

static void
add_look (SafiSaid *self, SafiSaidText *text, char *look)
{
  GPtrArray *texts = g_hash_table_lookup (self->by_look, look);

  if (texts == NULL) {
    texts = g_ptr_array_new ();
    g_hash_table_insert (self->by_look, g_strdup (look), texts);
  }
  g_ptr_array_add (texts, text);
}

static void
add_form (SafiSaid *self, SafiSaidText *text, const char *form)
{
  g_autofree char *plain = safi_said_plain (form);
  g_auto (GStrv) parts = split_at_places (plain, text->source->is_format);
  Pattern *pattern;

  if (parts[1] == NULL) {
    if (parts[0][0] != '\0')
      add_look (self, text, parts[0]);
    return;
  }
  if (count_letters (parts) < LITERAL_LETTERS_MIN)
    return;
  pattern = g_new (Pattern, 1);
  *pattern = (Pattern){ g_steal_pointer (&parts), text };
  g_ptr_array_add (self->patterns, pattern);
}

static void
add_text (SafiSaid *self, const char *domain, const SafiPhrase *source, SafiPhrase *translated)
{
  SafiSaidText *text = g_new0 (SafiSaidText, 1);

  text->domain = domain;
  text->source = source;
  g_ptr_array_add (self->texts, text);
  if (translated != NULL && safi_phrase_is_translated (translated)) {
    text->forms = translated->forms;
    for (guint i = 0; text->forms[i] != NULL; i++)
      add_form (self, text, text->forms[i]);
    return;
  }
  add_form (self, text, source->id);
  if (source->plural != NULL)
    add_form (self, text, source->plural);
}

SafiSaid *
safi_said_new (const char *language)
{
  static const char *const domains[] = { GETTEXT_PACKAGE, SAFI_TIPS_DOMAIN };
  SafiSaid *self = g_new0 (SafiSaid, 1);

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) free_pattern);
  self->by_look =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++) {
    const SafiCatalogue *template = safi_template_get (domains[i]);

    self->catalogues[i] = safi_own_words_load_all (language, domains[i]);
    for (guint k = 0; k < template->phrases->len; k++) {
      const SafiPhrase *source = template->phrases->pdata[k];

      add_text (self, domains[i], source,
                safi_catalogue_find (self->catalogues[i], source->context, source->id));
    }
  }
  return self;
}

void
safi_said_free (SafiSaid *self)
{
  g_ptr_array_unref (self->patterns);
  g_hash_table_unref (self->by_look);
  g_ptr_array_unref (self->texts);
  for (guint i = 0; i < G_N_ELEMENTS (self->catalogues); i++)
    safi_catalogue_free (self->catalogues[i]);
  g_free (self);
}

static void
add_once (GPtrArray *texts, SafiSaidText *text)
{
  if (!g_ptr_array_find (texts, text, NULL))
    g_ptr_array_add (texts, text);
}

/* The first and the last part stand at the ends, the others in their order between them. */
static gboolean
fits (const Pattern *pattern, const char *seen)
{
  const guint last = g_strv_length (pattern->parts) - 1;
  const char *end = pattern->parts[last];

  if (!g_str_has_prefix (seen, pattern->parts[0]) || !g_str_has_suffix (seen, end))
    return FALSE;
  seen += strlen (pattern->parts[0]);
  for (guint i = 1; i < last; i++) {
    seen = strstr (seen, pattern->parts[i]);
    if (seen == NULL)
      return FALSE;
    seen += strlen (pattern->parts[i]);
  }
  return strlen (seen) >= strlen (end);
}

void
safi_said_find (const SafiSaid *self, const char *seen, GPtrArray *texts)
{
  g_autofree char *plain = safi_said_plain (seen);
  GPtrArray *exact = g_hash_table_lookup (self->by_look, plain);

  for (guint i = 0; exact != NULL && i < exact->len; i++)
    add_once (texts, exact->pdata[i]);
  if (exact != NULL || strlen (plain) > SEEN_OCTETS_MAX)
    return;
  for (guint i = 0; i < self->patterns->len; i++)
    if (fits (self->patterns->pdata[i], plain))
      add_once (texts, ((Pattern *) self->patterns->pdata[i])->text);
}

static gboolean
holds (const char *text, const char *folded)
{
  g_autofree char *plain = safi_said_plain (text);
  g_autofree char *other = g_utf8_casefold (plain, -1);

  return strstr (other, folded) != NULL;
}

static gboolean
is_about (const SafiSaidText *text, const char *folded)
{
  if (holds (text->source->id, folded))
    return TRUE;
  for (guint i = 0; text->forms != NULL && text->forms[i] != NULL; i++)
    if (holds (text->forms[i], folded))
      return TRUE;
  return FALSE;
}

void
safi_said_search (const SafiSaid *self, const char *words, guint most, GPtrArray *texts)
{
  g_autofree char *folded = g_utf8_casefold (words, -1);

  for (guint i = 0; i < self->texts->len && texts->len < most; i++)
    if (is_about (self->texts->pdata[i], folded))
      add_once (texts, self->texts->pdata[i]);
}
