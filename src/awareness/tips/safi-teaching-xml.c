/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/tips/safi-teaching-xml.h"

#include <string.h>

#include "core/text/safi-text.h"

#define SPACES " \t\r\n"
#define FAULT_CHARS_MAX 300

static const char *const channel_words[] = { "mail", "sms", "chat", "call", NULL };
static const char *const age_words[] = { "child", "teen", "adult", NULL };

G_DEFINE_QUARK (safi_teaching_error, safi_teaching_error)

typedef struct {
  const SafiTeachingFormat *format;
  gpointer value;
  SafiExample *example;         /* (nullable): the one that is open */
  const SafiTeachingText *open; /* (nullable): the text that is open */
  GString *text;
  gboolean is_begun; /* the outermost element was opened */
  gboolean is_whole; /* and closed */
} Reader;

gboolean
safi_teaching_fault (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
                                                format, arguments));
  va_end (arguments);
  return FALSE;
}

gboolean
safi_teaching_fault_of (GError **error, SafiTeachingError code, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (SAFI_TEACHING_ERROR, code, format, arguments));
  va_end (arguments);
  return FALSE;
}

/* In English in every locale: whoever shows a fault finds the line by these words. GMarkup counts a
 * line when it stands before its break, so that what ends a line is said to be on the next. */
static void
add_place (GMarkupParseContext *context, GError **error)
{
  int line, character;

  g_markup_parse_context_get_position (context, &line, &character);
  if (character == 1 && line > 1)
    g_prefix_error (error, "Error on line %d: ", line - 1);
  else
    g_prefix_error (error, "Error on line %d char %d: ", line, character);
}

gboolean
safi_teaching_check_word (const char *attribute, const char *word, const char *more, GError **error)
{
  const gsize length = strlen (word);
  g_autofree char *letters = g_strconcat (G_CSET_a_2_z G_CSET_DIGITS "-", more, NULL);

  if (length == 0 || length > SAFI_TEACHING_WORD_MAX || strspn (word, letters) != length)
    return safi_teaching_fault (
        error, "%s is made of at most %d small letters, digits and hyphens, not \"%s\"", attribute,
        SAFI_TEACHING_WORD_MAX, word);
  return TRUE;
}

gboolean
safi_teaching_choose_word (const char *attribute,
                           const char *word,
                           const char *const *words,
                           guint *ret_index,
                           GError **error)
{
  g_autofree char *choice = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], word)) {
      *ret_index = i;
      return TRUE;
    }
  choice = g_strjoinv (", ", (char **) words);
  return safi_teaching_fault (error, "%s is one of %s, not \"%s\"", attribute, choice, word);
}

gboolean
safi_teaching_choose_age (const char *word, SafiAge *ret_age, GError **error)
{
  guint age;

  if (!safi_teaching_choose_word ("age", word, age_words, &age, error))
    return FALSE;
  *ret_age = (SafiAge) age;
  return TRUE;
}

/* Returns: (nullable): where the example of that name is kept. */
static SafiExample *
find_example (Reader *self, const char *name)
{
  for (guint i = 0; i < self->format->n_examples; i++)
    if (g_str_equal (self->format->examples[i].name, name))
      return G_STRUCT_MEMBER_P (self->value, self->format->examples[i].offset);
  return NULL;
}

static gboolean
open_example (Reader *self,
              SafiExample *example,
              const char *name,
              const char **names,
              const char **values,
              GError **error)
{
  const char *word;
  guint channel;

  if (example->from != NULL || example->text->len > 0)
    return safi_teaching_fault (error, "<%s> is there twice", name);
  if (!g_markup_collect_attributes (name, names, values, error, G_MARKUP_COLLECT_STRING, "channel",
                                    &word, G_MARKUP_COLLECT_INVALID) ||
      !safi_teaching_choose_word ("channel", word, channel_words, &channel, error))
    return FALSE;
  example->channel = (SafiChannel) channel;
  self->example = example;
  return TRUE;
}

static gboolean
open_text (Reader *self, const char *name, const char **names, const char **values, GError **error)
{
  const gboolean in_example = self->example != NULL;
  const char *note;

  for (guint i = 0; i < self->format->n_texts; i++) {
    const SafiTeachingText *text = &self->format->texts[i];

    if (text->in_example == in_example && g_str_equal (text->name, name)) {
      self->open = text;
      g_string_truncate (self->text, 0);
      /* The note is for translators. */
      return g_markup_collect_attributes (name, names, values, error,
                                          G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL,
                                          "note", &note, G_MARKUP_COLLECT_INVALID);
    }
  }
  return safi_teaching_fault (error, "not known here: <%s>", name);
}

static void
start_element_cb (GMarkupParseContext *context,
                  const char *name,
                  const char **names,
                  const char **values,
                  gpointer user_data,
                  GError **error)
{
  Reader *self = user_data;
  SafiExample *example = find_example (self, name);

  if (self->open != NULL || self->is_whole)
    safi_teaching_fault (error, "it cannot stand here: <%s>", name);
  else if (self->is_begun && self->example == NULL && example != NULL)
    open_example (self, example, name, names, values, error);
  else if (self->is_begun)
    open_text (self, name, names, values, error);
  else if (g_str_equal (name, self->format->root))
    self->is_begun = self->format->open (self->value, names, values, error);
  else
    safi_teaching_fault (error, "it begins not with <%s>, but with <%s>", self->format->root, name);
  add_place (context, error);
}

/* As gettext does it: the text is the key of its translation. */
static char *
join_spaces (const char *text)
{
  GString *joined = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (strchr (SPACES, *p) == NULL)
      g_string_append_c (joined, *p);
    else if (joined->len > 0 && joined->str[joined->len - 1] != ' ')
      g_string_append_c (joined, ' ');
  if (joined->len > 0 && joined->str[joined->len - 1] == ' ')
    g_string_truncate (joined, joined->len - 1);
  return g_string_free (joined, FALSE);
}

/* Embeddings, overrides and isolates could show a text in another order than it has. */
static gboolean
turns_text (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
check_text (const char *name, const char *text, GError **error)
{
  const glong n_chars = g_utf8_strlen (text, -1);

  if (n_chars == 0)
    return safi_teaching_fault_of (error, SAFI_TEACHING_ERROR_EMPTY, "<%s> is empty", name);
  if (n_chars > SAFI_EXAMPLE_CHARS_MAX)
    return safi_teaching_fault_of (error, SAFI_TEACHING_ERROR_LONG,
                                   "<%s> has %ld characters; %d are allowed", name, n_chars,
                                   SAFI_EXAMPLE_CHARS_MAX);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    const gunichar c = g_utf8_get_char (p);

    if (g_unichar_iscntrl (c) || turns_text (c))
      return safi_teaching_fault (error, "<%s> holds the character U+%04X", name, c);
  }
  return TRUE;
}

/* Takes @text. */
static gboolean
add_to_list (GPtrArray *list, const char *name, char *text, GError **error)
{
  g_ptr_array_add (list, text);
  return list->len <= SAFI_TEACHING_ITEMS_MAX ||
         safi_teaching_fault_of (error, SAFI_TEACHING_ERROR_MANY, "<%s>: at most %d", name,
                                 SAFI_TEACHING_ITEMS_MAX);
}

static void
close_text (Reader *self, GError **error)
{
  const SafiTeachingText *open = self->open;
  gpointer place = open->in_example ? self->example : self->value;
  g_autofree char *text = join_spaces (self->text->str);
  char **string = G_STRUCT_MEMBER_P (place, open->offset);

  self->open = NULL;
  if (!check_text (open->name, text, error))
    return;
  if (open->is_list)
    add_to_list (G_STRUCT_MEMBER (GPtrArray *, place, open->offset), open->name,
                 g_steal_pointer (&text), error);
  else if (*string != NULL)
    safi_teaching_fault (error, "<%s> is there twice", open->name);
  else
    *string = g_steal_pointer (&text);
}

static gboolean
check_example (const char *name, const SafiExample *example, GError **error)
{
  if (example->from == NULL || example->text->len == 0)
    return safi_teaching_fault (error, "<%s> needs <from> and <p>", name);
  if ((example->channel == SAFI_CHANNEL_MAIL) != (example->subject != NULL))
    return safi_teaching_fault (error, "<%s>: a mail has a <subject>, and nothing else has", name);
  return TRUE;
}

static gboolean
check_whole (Reader *self, GError **error)
{
  if (!self->format->check (self->value, error))
    return FALSE;
  for (guint i = 0; i < self->format->n_examples; i++) {
    const char *name = self->format->examples[i].name;

    if (!check_example (name, find_example (self, name), error))
      return FALSE;
  }
  return TRUE;
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  Reader *self = user_data;

  if (self->open != NULL)
    close_text (self, error);
  else if (self->example != NULL)
    self->example = NULL;
  else
    self->is_whole = check_whole (self, error);
  add_place (context, error);
}

/* GMarkup ends no text with a NUL. */
static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr (SPACES, text[i]) == NULL || text[i] == '\0')
      return FALSE;
  return TRUE;
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Reader *self = user_data;

  if (self->open != NULL)
    g_string_append_len (self->text, text, (gssize) length);
  else if (!is_blank (text, length))
    safi_teaching_fault (error, "words outside of an element");
  add_place (context, error);
}

static gboolean
begins_with (const char *text, gsize length, const char *beginning)
{
  return length >= strlen (beginning) && memcmp (text, beginning, strlen (beginning)) == 0;
}

/* Comments may stand between elements; in a text they would part it for translators. */
static void
passthrough_cb (GMarkupParseContext *context,
                const char *text,
                gsize length,
                gpointer user_data,
                GError **error)
{
  Reader *self = user_data;
  const gboolean is_comment =
      begins_with (text, length, "<!--") || begins_with (text, length, "<?xml ");

  if (self->open != NULL || !is_comment)
    safi_teaching_fault (error, "only elements and words can stand here");
  add_place (context, error);
}

static gboolean
parse_text (Reader *reader, const char *text, gsize length, GError **error)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, passthrough_cb,
                                        NULL };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, (GMarkupParseFlags) 0, reader, NULL);

  if (!g_markup_parse_context_parse (context, text, (gssize) length, error) ||
      !g_markup_parse_context_end_parse (context, error))
    return FALSE;
  return reader->is_whole || safi_teaching_fault (error, "there is no <%s>", reader->format->root);
}

static gboolean
parse_octets (Reader *reader, GBytes *octets, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (octets, &length);

  if (length == 0 || length > SAFI_TEACHING_OCTETS_MAX)
    return safi_teaching_fault (error, "it has 1 to %d octets, not %" G_GSIZE_FORMAT,
                                SAFI_TEACHING_OCTETS_MAX, length);
  if (!g_utf8_validate (text, (gssize) length, NULL))
    return safi_teaching_fault (error, "it is not written in UTF-8");
  return parse_text (reader, text, length, error);
}

gboolean
safi_teaching_read (const SafiTeachingFormat *format,
                    gpointer value,
                    GBytes *octets,
                    GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { .format = format, .value = value, .text = text };
  GError *fault = NULL;
  char *harmless;

  if (parse_octets (&reader, octets, &fault))
    return TRUE;
  /* It quotes what a stranger wrote. */
  harmless = safi_text_for_display (fault->message, FAULT_CHARS_MAX, FALSE);
  g_free (fault->message);
  fault->message = harmless;
  g_propagate_error (error, fault);
  return FALSE;
}
