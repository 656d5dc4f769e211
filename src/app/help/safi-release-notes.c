/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-release-notes.h"

#include <glib/gi18n.h>

typedef struct {
  const char *version;
  gboolean is_ours; /* the release that is being read */
  GString *notes;
  GString *sentence; /* (nullable) */
} Reader;

static gboolean
is_sentence (const char *name)
{
  return g_str_equal (name, "p") || g_str_equal (name, "li");
}

static gboolean
is_list (const char *name)
{
  return g_str_equal (name, "ul") || g_str_equal (name, "ol");
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

  if (g_str_equal (name, "release")) {
    self->is_ours = FALSE;
    for (guint i = 0; names[i] != NULL; i++)
      if (g_str_equal (names[i], "version"))
        self->is_ours = g_str_equal (values[i], self->version);
  } else if (self->is_ours && is_list (name)) {
    g_string_append_printf (self->notes, "<%s>", name);
  } else if (self->is_ours && is_sentence (name) && self->sentence == NULL) {
    self->sentence = g_string_new (NULL);
  }
}

static void
end_sentence (Reader *self, const char *name)
{
  g_autofree char *sentence = g_string_free (g_steal_pointer (&self->sentence), FALSE);
  g_autofree char *escaped = g_markup_escape_text (_ (g_strstrip (sentence)), -1);

  g_string_append_printf (self->notes, "<%s>%s</%s>", name, escaped, name);
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  Reader *self = user_data;

  if (g_str_equal (name, "release"))
    self->is_ours = FALSE;
  else if (self->is_ours && is_list (name))
    g_string_append_printf (self->notes, "</%s>", name);
  else if (self->sentence != NULL && is_sentence (name))
    end_sentence (self, name);
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Reader *self = user_data;

  if (self->sentence != NULL)
    g_string_append_len (self->sentence, text, (gssize) length);
}

char *
safi_release_notes_read (const char *metainfo, gsize length, const char *version, GError **error)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, NULL, NULL };
  Reader reader = { .version = version, .notes = g_string_new (NULL) };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  gboolean is_read = g_markup_parse_context_parse (context, metainfo, (gssize) length, error) &&
                     g_markup_parse_context_end_parse (context, error);

  if (reader.sentence != NULL)
    g_string_free (reader.sentence, TRUE);
  return g_string_free (reader.notes, !is_read);
}
