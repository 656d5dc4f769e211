/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-help-page.h"

#include <string.h>

typedef struct {
  SafiHelpPage *page;
  GString *markup; /* (nullable) of the block that is being read */
  SafiHelpBlock *block;
  guint step;     /* the last of the steps that are being read */
  guint keys;     /* of the key sequence that is being read */
  char *section;  /* (nullable) the id of the section that has no title yet */
  gboolean spare; /* a space is due before the next word */
} Reader;

static const struct {
  const char *name;
  const char *begin;
  const char *end;
} inlines[] = {
  { "gui", "<b>", "</b>" },   { "key", "<b>", "</b>" },    { "em", "<i>", "</i>" },
  { "cmd", "<tt>", "</tt>" }, { "file", "<tt>", "</tt>" }, { "link", "", "</a>" },
};

static void
free_block (gpointer data)
{
  SafiHelpBlock *block = data;

  g_free (block->id);
  g_free (block->markup);
  g_free (block);
}

static const char *
find_attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

/* The element around the one that is being told of; "" if there is none. */
static const char *
get_parent (GMarkupParseContext *context)
{
  const GSList *stack = g_markup_parse_context_get_element_stack (context);

  return stack->next != NULL ? stack->next->data : "";
}

static gboolean
is_below (GMarkupParseContext *context, const char *name)
{
  const GSList *element = g_markup_parse_context_get_element_stack (context);

  for (; element != NULL; element = element->next)
    if (g_str_equal (element->data, name))
      return TRUE;
  return FALSE;
}

static SafiHelpKind
choose_title_kind (const char *parent)
{
  if (g_str_equal (parent, "page"))
    return SAFI_HELP_TITLE;
  return g_str_equal (parent, "section") ? SAFI_HELP_SECTION : SAFI_HELP_TERM;
}

static SafiHelpKind
choose_paragraph_kind (GMarkupParseContext *context)
{
  if (is_below (context, "note"))
    return SAFI_HELP_NOTE;
  return is_below (context, "list") || is_below (context, "steps") ? SAFI_HELP_ITEM
                                                                   : SAFI_HELP_PARAGRAPH;
}

static void
begin_block (Reader *self, SafiHelpKind kind)
{
  self->block = g_new0 (SafiHelpBlock, 1);
  self->block->kind = kind;
  self->markup = g_string_new (NULL);
  self->spare = FALSE;
}

static void
end_block (Reader *self)
{
  self->block->markup = g_string_free (g_steal_pointer (&self->markup), FALSE);
  g_ptr_array_add (self->page->blocks, g_steal_pointer (&self->block));
}

/* A block of its own, or what stands around blocks. */
static void
begin_outer (Reader *self,
             GMarkupParseContext *context,
             const char *name,
             const char **names,
             const char **values)
{
  const char *parent = get_parent (context);

  if (g_str_equal (name, "page")) {
    g_free (self->page->id);
    self->page->id = g_strdup (find_attribute (names, values, "id"));
  } else if (g_str_equal (name, "section")) {
    g_free (self->section);
    self->section = g_strdup (find_attribute (names, values, "id"));
  } else if (g_str_equal (name, "link") && g_str_equal (parent, "info")) {
    g_free (self->page->guide);
    self->page->guide = g_strdup (find_attribute (names, values, "xref"));
  } else if (g_str_equal (name, "title")) {
    begin_block (self, choose_title_kind (parent));
    if (self->block->kind == SAFI_HELP_SECTION)
      self->block->id = g_steal_pointer (&self->section);
  } else if (g_str_equal (name, "p")) {
    begin_block (self, choose_paragraph_kind (context));
    if (self->block->kind == SAFI_HELP_ITEM && is_below (context, "steps"))
      self->block->number = self->step;
  } else if (g_str_equal (name, "screen")) {
    begin_block (self, SAFI_HELP_SCREEN);
  } else if (g_str_equal (name, "desc")) {
    begin_block (self, SAFI_HELP_PARAGRAPH);
  } else if (g_str_equal (name, "steps")) {
    self->step = 0;
  } else if (g_str_equal (name, "item")) {
    self->step++;
  }
}

static void
write_space (Reader *self)
{
  if (self->spare && self->markup->len > 0)
    g_string_append_c (self->markup, ' ');
  self->spare = FALSE;
}

static void
begin_inline (Reader *self, const char *name, const char **names, const char **values)
{
  const char *target = find_attribute (names, values, "xref");

  write_space (self);
  if (g_str_equal (name, "keyseq"))
    self->keys = 0;
  if (g_str_equal (name, "key") && self->keys++ > 0)
    g_string_append_c (self->markup, '+');
  if (g_str_equal (name, "link")) {
    g_autofree char *link = g_markup_printf_escaped ("<a href=\"%s\">", target ? target : "index");

    g_string_append (self->markup, link);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (inlines); i++)
    if (g_str_equal (inlines[i].name, name))
      g_string_append (self->markup, inlines[i].begin);
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

  if (self->markup != NULL)
    begin_inline (self, name, names, values);
  else
    begin_outer (self, context, name, names, values);
}

static gboolean
is_block (const char *name)
{
  static const char *const blocks[] = { "desc", "p", "screen", "title", NULL };

  return g_strv_contains (blocks, name);
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  Reader *self = user_data;

  if (self->markup == NULL)
    return;
  if (g_str_equal (name, "desc")) {
    g_free (self->page->description);
    self->page->description = g_string_free (g_steal_pointer (&self->markup), FALSE);
    g_clear_pointer (&self->block, free_block);
  } else if (is_block (name)) {
    end_block (self);
  } else {
    if (g_str_equal (name, "keyseq"))
      self->keys = 0;
    for (guint i = 0; i < G_N_ELEMENTS (inlines); i++)
      if (g_str_equal (inlines[i].name, name))
        g_string_append (self->markup, inlines[i].end);
  }
}

/* Line ends and indents of the file are single spaces, as a browser shows them. */
static void
append_words (Reader *self, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *at = text; at < end; at++) {
    if (g_ascii_isspace (*at)) {
      self->spare = TRUE;
    } else {
      write_space (self);
      g_string_append_c (self->markup, *at);
    }
  }
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Reader *self = user_data;
  g_autofree char *escaped = NULL;

  if (self->markup == NULL)
    return;
  escaped = g_markup_escape_text (text, (gssize) length);
  if (self->block->kind == SAFI_HELP_SCREEN)
    g_string_append (self->markup, escaped);
  else
    append_words (self, escaped, strlen (escaped));
}

static gboolean
read_page (SafiHelpPage *page, const char *octets, gsize length, GError **error)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, NULL, NULL };
  Reader reader = { .page = page };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  gboolean is_read = g_markup_parse_context_parse (context, octets, (gssize) length, error) &&
                     g_markup_parse_context_end_parse (context, error);

  if (reader.markup != NULL)
    g_string_free (reader.markup, TRUE);
  g_clear_pointer (&reader.block, free_block);
  g_free (reader.section);
  return is_read;
}

SafiHelpPage *
safi_help_page_load (const char *file, GError **error)
{
  g_autoptr (SafiHelpPage) self = g_new0 (SafiHelpPage, 1);
  g_autofree char *octets = NULL;
  gsize length = 0;

  self->blocks = g_ptr_array_new_with_free_func (free_block);
  if (!g_file_get_contents (file, &octets, &length, error))
    return NULL;
  if (length > SAFI_HELP_PAGE_OCTETS_MAX) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s is too large", file);
    return NULL;
  }
  if (!read_page (self, octets, length, error))
    return NULL;
  if (self->id == NULL)
    self->id = g_strdup ("");
  if (self->description == NULL)
    self->description = g_strdup ("");
  return g_steal_pointer (&self);
}

void
safi_help_page_free (SafiHelpPage *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->description);
  g_free (self->guide);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

char *
safi_help_page_get_title (SafiHelpPage *self)
{
  for (guint i = 0; i < self->blocks->len; i++) {
    SafiHelpBlock *block = g_ptr_array_index (self->blocks, i);

    if (block->kind == SAFI_HELP_TITLE)
      return g_strdup (block->markup);
  }
  return g_strdup (self->id);
}
