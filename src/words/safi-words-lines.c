/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/safi-words-lines.h"

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"

#define CHARS_MAX 300 /* of a stranger's words in one line */

void
safi_words_add_title (GString *text, const char *title)
{
  g_string_append_printf (text, "\n%s\n", title);
}

void
safi_words_add_line (GString *text, const char *name, const char *value)
{
  const char *const args[] = { name, value, NULL };
  /* Translators: a line of a sheet or a report. {0} is what the line is about, such as "From", {1}
     what stands there. */
  g_autofree char *line = safi_text_fill (_ ("{0}: {1}"), args);

  g_string_append_printf (text, "%s\n", line);
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
