/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <gmime/gmime.h>
#include <libxml/HTMLparser.h>

#include "core/safi-message.h"

/* bench-parse LIST: how many of the messages whose paths LIST names, one per line, are read in a
 * second of processor time: by SafiMessage, and in the same run by GMime's parser with libxml2's
 * HTML parser alone (decoding each text part to UTF-8). Three rounds; the best of each counts. */

#define ROUNDS 3

typedef void (*Reader) (GBytes *octets);

static void
read_with_safi (GBytes *octets)
{
  safi_message_unref (safi_message_new (octets, 0));
}

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

static void
read_with_libraries (GBytes *octets)
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

/* Returns messages per second of processor time. */
static double
measure (GPtrArray *messages, Reader reader)
{
  clock_t start = clock ();

  for (guint i = 0; i < messages->len; i++)
    reader (messages->pdata[i]);
  return messages->len * (double) CLOCKS_PER_SEC / MAX (clock () - start, 1);
}

/* Returns: (transfer full) (nullable) (element-type GBytes): the messages, read into memory. */
static GPtrArray *
load (const char *list)
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

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) messages = argc == 2 ? load (argv[1]) : NULL;
  double ours = 0, theirs = 0;

  if (messages == NULL || messages->len == 0) {
    fprintf (stderr, "bench-parse: cannot read the list of messages\n");
    return 1;
  }
  g_mime_init ();
  for (guint i = 0; i < ROUNDS; i++) {
    ours = MAX (ours, measure (messages, read_with_safi));
    theirs = MAX (theirs, measure (messages, read_with_libraries));
  }
  printf ("%u messages: %.0f/s by Safibox, %.0f/s by GMime and libxml2 alone: %.2f\n",
          messages->len, ours, theirs, ours / theirs);
  return 0;
}
