/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-libraries.h"

#include <string.h>
#include <time.h>

#include <gmime/gmime.h>
#include <libxml/HTMLparser.h>

static void
read_page (const char *html, gsize length)
{
  htmlDocPtr page =
      htmlReadMemory (html, (int) length, NULL, "UTF-8",
                      HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                          HTML_PARSE_NONET | HTML_PARSE_RECOVER);

  if (page != NULL)
    xmlFreeDoc (page);
}

static void
read_part_cb (GMimeObject *parent, GMimeObject *part, gpointer user_data)
{
  g_autofree char *text = NULL;

  if (!GMIME_IS_TEXT_PART (part))
    return;
  text = g_mime_text_part_get_text (GMIME_TEXT_PART (part));
  if (text != NULL &&
      g_mime_content_type_is_type (g_mime_object_get_content_type (part), "text", "html"))
    read_page (text, strlen (text));
}

void
bench_read_with_libraries (GBytes *octets, gpointer user_data)
{
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer (data, length);
  GMimeParser *parser = g_mime_parser_new_with_stream (stream);
  GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);

  if (message != NULL) {
    g_mime_message_foreach (message, read_part_cb, NULL);
    g_object_unref (message);
  }
  g_object_unref (parser);
  g_object_unref (stream);
}

GPtrArray *
bench_load (const char *list)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *text = NULL;
  g_auto (GStrv) paths = NULL;

  if (!g_file_get_contents (list, &text, NULL, NULL))
    return NULL;
  paths = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; paths[i] != NULL; i++) {
    char *octets;
    gsize length;

    if (!g_file_get_contents (paths[i], &octets, &length, NULL))
      return NULL;
    g_ptr_array_add (messages, g_bytes_new_take (octets, length));
  }
  return g_steal_pointer (&messages);
}

double
bench_measure (GPtrArray *messages, BenchReader reader, gpointer user_data)
{
  const clock_t start = clock ();

  for (guint i = 0; i < messages->len; i++)
    reader (messages->pdata[i], user_data);
  return messages->len * (double) CLOCKS_PER_SEC / MAX (clock () - start, 1);
}
