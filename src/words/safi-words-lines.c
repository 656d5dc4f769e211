/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/safi-words-lines.h"

#include <glib/gi18n-lib.h>

#include "core/safi-text.h"

#define CHARS_MAX 300 /* of a stranger's words in one line */

void
safi_words_add_title (GString *text, const char *title)
{
  g_string_append_printf (text, "\n%s\n", title);
}

void
safi_words_add_line (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "%s: %s\n", name, value);
}

void
safi_words_add_stranger (GString *text, const char *name, const char *value)
{
  g_autofree char *shown = safi_text_isolate (value, CHARS_MAX);

  safi_words_add_line (text, name, shown);
}

void
safi_words_add_sender (GString *text, SafiMessage *message)
{
  const SafiAddress *from = safi_message_get_from (message);
  g_autofree char *whole = NULL;

  if (from == NULL)
    return;
  whole = from->name != NULL ? g_strdup_printf ("%s <%s>", from->name, from->address)
                             : g_strdup (from->address);
  safi_words_add_stranger (text, _ ("From"), whole);
}
