/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-po.h"

#include <string.h>

#include "words/catalogue/safi-plural.h"

typedef struct {
  SafiCatalogue *catalogue;
  SafiPlural plural; /* n_forms is 0 until the header told */
  gboolean is_template;
  guint line;
  SafiPoFaultKind fault;

  /* the text that is being read */
  guint first_line;
  GString *context;
  GString *id;
  GString *plural_id;
  GString *forms[SAFI_CATALOGUE_FORMS_MAX];
  GString *comment;
  gboolean is_fuzzy;
  gboolean is_format;
  GString *open; /* (nullable), borrowed: where a further string goes */
} Reader;

static void
clear_string (GString **string)
{
  if (*string != NULL)
    g_string_free (*string, TRUE);
  *string = NULL;
}

static void
clear_phrase (Reader *reader)
{
  clear_string (&reader->context);
  clear_string (&reader->id);
  clear_string (&reader->plural_id);
  clear_string (&reader->comment);
  for (guint i = 0; i < SAFI_CATALOGUE_FORMS_MAX; i++)
    clear_string (&reader->forms[i]);
  reader->is_fuzzy = reader->is_format = FALSE;
  reader->open = NULL;
}

static void
fail (Reader *reader, SafiPoFaultKind fault, guint line)
{
  if (reader->fault == SAFI_PO_FINE) {
    reader->fault = fault;
    reader->line = line;
  }
}

static char *
copy_text (const GString *string)
{
  return string != NULL ? g_strdup (string->str) : NULL;
}

static guint
count_word (const char *text, const char *word)
{
  guint n = 0;

  for (const char *at = text; (at = strcasestr (at, word)) != NULL; at += strlen (word))
    n++;
  return n;
}

/* gettext takes the first of these words that stands anywhere in the header, not the one in its
 * field. With two of them it would read another formula, or another charset, than we do. */
static gboolean
is_ambiguous (const char *header)
{
  return count_word (header, "charset=") > 1 || count_word (header, "nplurals=") > 1 ||
         count_word (header, "plural=") > 1;
}

static gboolean
is_utf8 (const char *type)
{
  static const char word[] = "charset=";
  const char *found = strcasestr (type, word);
  g_autofree char *name = NULL;

  if (found == NULL)
    return FALSE;
  found += strlen (word);
  name = g_strndup (found, strcspn (found, " \t;"));
  return g_ascii_strcasecmp (name, "utf-8") == 0;
}

static void
check_header (Reader *reader)
{
  const char *header = reader->catalogue->header;
  g_autofree char *formula = safi_catalogue_find_field (header, "Plural-Forms");
  g_autofree char *type = safi_catalogue_find_field (header, "Content-Type");

  if (is_ambiguous (header))
    fail (reader, SAFI_PO_HEAD_TWICE, reader->first_line);
  else if (!is_utf8 (type))
    fail (reader, SAFI_PO_NOT_UTF8, reader->first_line);
  else if (!safi_plural_parse (formula, &reader->plural))
    fail (reader, SAFI_PO_PLURAL, reader->first_line);
}

static void
keep_header (Reader *reader)
{
  if (reader->catalogue->header[0] != '\0' || reader->plural_id != NULL) {
    fail (reader, SAFI_PO_TWICE, reader->first_line);
    return;
  }
  g_free (reader->catalogue->header);
  reader->catalogue->header = copy_text (reader->forms[0]);
  if (!reader->is_template)
    check_header (reader);
}

static guint
count_forms (const Reader *reader)
{
  guint n_forms = 0;

  while (n_forms < SAFI_CATALOGUE_FORMS_MAX && reader->forms[n_forms] != NULL)
    n_forms++;
  return n_forms;
}

static void
take_forms (Reader *reader, SafiPhrase *phrase)
{
  const char *forms[SAFI_CATALOGUE_FORMS_MAX + 1] = { NULL };
  const guint n_forms = count_forms (reader);

  for (guint i = 0; i < n_forms; i++)
    forms[i] = reader->forms[i]->str;
  if (!reader->is_fuzzy && !reader->is_template)
    safi_phrase_set_forms (phrase, forms);
}

static void
keep_phrase (Reader *reader)
{
  const guint wanted = reader->plural_id != NULL ? reader->plural.n_forms : 1;
  SafiPhrase *phrase;

  if (!reader->is_template && count_forms (reader) != wanted) {
    fail (reader, SAFI_PO_FORMS, reader->first_line);
    return;
  }
  phrase = g_new0 (SafiPhrase, 1);
  phrase->context = copy_text (reader->context);
  phrase->id = copy_text (reader->id);
  phrase->plural = copy_text (reader->plural_id);
  phrase->comment = copy_text (reader->comment);
  phrase->is_format = reader->is_format;
  take_forms (reader, phrase);
  if (!safi_catalogue_add (reader->catalogue, phrase))
    fail (reader, SAFI_PO_TWICE, reader->first_line);
  if (reader->catalogue->phrases->len > SAFI_PO_PHRASES_MAX)
    fail (reader, SAFI_PO_TOO_MANY, reader->first_line);
}

static void
end_phrase (Reader *reader)
{
  if (reader->id == NULL) {
    if (reader->context != NULL)
      fail (reader, SAFI_PO_NO_PO, reader->line);
  } else if (reader->forms[0] == NULL)
    fail (reader, SAFI_PO_NO_PO, reader->line);
  else if (reader->id->len == 0 && reader->context == NULL)
    keep_header (reader);
  else if (reader->catalogue->header[0] == '\0')
    fail (reader, SAFI_PO_PLURAL, reader->first_line); /* the header comes first */
  else
    keep_phrase (reader);
  clear_phrase (reader);
}

/* What stands behind a backslash. Returns: 0 if nothing may stand there. */
static char
unescape (char letter)
{
  static const char escapes[] = "n\nt\tr\r\"\"\\\\a\ab\bf\fv\v";

  for (guint i = 0; escapes[i] != '\0'; i += 2)
    if (escapes[i] == letter)
      return escapes[i + 1];
  return 0;
}

/* Adds what stands in quotation marks, from the first to the last octet of @text. */
static gboolean
read_string (Reader *reader, const char *text)
{
  const gsize length = strlen (text);

  if (length < 2 || text[0] != '"' || reader->open == NULL)
    return FALSE;
  for (gsize i = 1; i < length - 1; i++) {
    char letter = text[i];

    if (letter == '"')
      return FALSE;
    if (letter == '\\' && (letter = unescape (text[++i])) == 0)
      return FALSE;
    if (i == length - 1) /* the last mark was behind a backslash */
      return FALSE;
    g_string_append_c (reader->open, letter);
  }
  if (reader->open->len > SAFI_PO_TEXT_OCTETS_MAX)
    fail (reader, SAFI_PO_TOO_LONG, reader->line);
  return text[length - 1] == '"';
}

static gboolean
begin_string (Reader *reader, GString **place, const char *text)
{
  if (*place != NULL)
    return FALSE;
  *place = reader->open = g_string_new (NULL);
  while (*text == ' ' || *text == '\t')
    text++;
  return read_string (reader, text);
}

/* Returns: the place for "msgstr" or "msgstr[2]", with @text behind it; NULL if it is neither. */
static GString **
find_form (Reader *reader, const char **text)
{
  guint form = 0;

  if (reader->id == NULL || !g_str_has_prefix (*text, "msgstr"))
    return NULL;
  *text += strlen ("msgstr");
  if ((**text == '[') != (reader->plural_id != NULL))
    return NULL;
  if (**text == '[') {
    if (!g_ascii_isdigit ((*text)[1]) || (*text)[2] != ']')
      return NULL;
    form = (guint) ((*text)[1] - '0');
    *text += 3;
  }
  /* Forms stand in their order. */
  if (form >= SAFI_CATALOGUE_FORMS_MAX || form != count_forms (reader))
    return NULL;
  return &reader->forms[form];
}

static gboolean
skip_word (const char **text, const char *word)
{
  const gsize length = strlen (word);

  if (!g_str_has_prefix (*text, word) || strchr (" \t\"", (*text)[length]) == NULL)
    return FALSE;
  *text += length;
  return TRUE;
}

static gboolean
read_entry_line (Reader *reader, const char *text)
{
  GString **form;

  if (*text == '"')
    return read_string (reader, text);
  if (reader->forms[0] != NULL && !g_str_has_prefix (text, "msgstr"))
    end_phrase (reader);
  if (reader->context == NULL && reader->id == NULL)
    reader->first_line = reader->line;
  if (reader->id == NULL && skip_word (&text, "msgctxt"))
    return begin_string (reader, &reader->context, text);
  if (reader->id != NULL && skip_word (&text, "msgid_plural"))
    return begin_string (reader, &reader->plural_id, text);
  if (skip_word (&text, "msgid"))
    return begin_string (reader, &reader->id, text);
  form = find_form (reader, &text);
  return form != NULL && begin_string (reader, form, text);
}

static void
add_comment (Reader *reader, const char *text)
{
  if (reader->comment == NULL)
    reader->comment = g_string_new (NULL);
  else
    g_string_append_c (reader->comment, '\n');
  g_string_append (reader->comment, text);
  if (reader->comment->len > SAFI_PO_TEXT_OCTETS_MAX)
    fail (reader, SAFI_PO_TOO_LONG, reader->line);
}

static void
read_comment_line (Reader *reader, const char *text)
{
  if (reader->forms[0] != NULL)
    end_phrase (reader);
  if (text[1] == ',') {
    reader->is_fuzzy |= strstr (text, "fuzzy") != NULL;
    reader->is_format |= strstr (text, " c-format") != NULL;
  } else if (text[1] == '.')
    add_comment (reader, text[2] == ' ' ? text + 3 : text + 2);
}

static void
read_line (Reader *reader, char *line)
{
  g_strstrip (line);
  if (line[0] == '#')
    read_comment_line (reader, line);
  else if (line[0] != '\0' && !read_entry_line (reader, line))
    fail (reader, SAFI_PO_NO_PO, reader->line);
}

static void
read_lines (Reader *reader, const char *text, gsize size)
{
  const char *end = text + size;

  while (reader->fault == SAFI_PO_FINE && text < end) {
    const char *stop = memchr (text, '\n', (gsize) (end - text));
    const gsize length = (gsize) ((stop != NULL ? stop : end) - text);
    g_autofree char *line = g_strndup (text, length);

    reader->line++;
    read_line (reader, line);
    text += length + 1;
  }
  if (reader->fault == SAFI_PO_FINE)
    end_phrase (reader);
}

static SafiPoFaultKind
check_octets (const char *text, gsize size)
{
  if (size > SAFI_PO_OCTETS_MAX)
    return SAFI_PO_TOO_LARGE;
  /* Neither here nor there may a NUL stand. */
  return g_utf8_validate_len (text, size, NULL) ? SAFI_PO_FINE : SAFI_PO_NOT_UTF8;
}

SafiCatalogue *
safi_po_read (GBytes *octets, gboolean is_template, SafiPoFault *ret_fault)
{
  static const char mark[] = "\xef\xbb\xbf"; /* some editors begin a file with it */
  gsize size;
  const char *text = g_bytes_get_data (octets, &size);
  Reader reader = { .is_template = is_template };

  *ret_fault = (SafiPoFault){ check_octets (text, size), 0 };
  if (ret_fault->kind != SAFI_PO_FINE)
    return NULL;
  reader.catalogue = safi_catalogue_new ();
  if (size >= 3 && memcmp (text, mark, 3) == 0)
    read_lines (&reader, text + 3, size - 3);
  else
    read_lines (&reader, text, size);
  clear_phrase (&reader);
  if (reader.fault == SAFI_PO_FINE && reader.catalogue->header[0] == '\0')
    fail (&reader, SAFI_PO_PLURAL, 0);
  if (reader.fault == SAFI_PO_FINE)
    return reader.catalogue;
  *ret_fault = (SafiPoFault){ reader.fault, reader.line };
  safi_catalogue_free (reader.catalogue);
  return NULL;
}
