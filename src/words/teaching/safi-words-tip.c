/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/teaching/safi-words-tip.h"

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/catalogue/safi-words-catalogue.h"

/* GLib's own function is silent where the window has no catalogue of that language. */
const char *
safi_words_lesson (const char *id, const char *text)
{
  g_autofree char *key = g_strconcat (id, "\004", text, NULL);
  const char *translated = dgettext (SAFI_TIPS_DOMAIN, key);

  return translated != key ? translated : text;
}

const char *
safi_words_tip (const SafiTip *tip, const char *text)
{
  return safi_words_lesson (tip->id, text);
}

const char *
safi_words_example_mark (const SafiTip *tip, const SafiExample *example)
{
  if (example == &tip->real)
    /* Translators: over an example: a real, honest message. */
    return _ ("Real");
  if (tip->about == SAFI_SORT_ADVERT)
    /* Translators: over an example: a message that nobody asked for. */
    return _ ("Junk");
  /* Translators: over an example: a message that tries to cheat. */
  return _ ("Scam");
}

static const char *
get_pattern (SafiChannel channel)
{
  switch (channel) {
  case SAFI_CHANNEL_SMS:
    /* Translators: {0} is a name or a number. */
    return _ ("SMS from {0}");
  case SAFI_CHANNEL_CHAT:
    /* Translators: a message in a chat app; {0} is a name. */
    return _ ("Chat message from {0}");
  case SAFI_CHANNEL_CALL:
    /* Translators: a telephone call; {0} is a name or a number. */
    return _ ("Call from {0}");
  case SAFI_CHANNEL_MAIL:
  default:
    /* Translators: an e-mail; {0} is a name with an address. */
    return _ ("Mail from {0}");
  }
}

/* "Delivery Office <office@mshale.example>": the address runs from left to right among words of
 * every script, and its brackets with it (UAX 9). Returns: (transfer full). */
static char *
isolate_sender (const char *sender)
{
  g_autofree char *isolated = safi_text_isolate (sender, SAFI_EXAMPLE_CHARS_MAX);
  const char *address = strstr (isolated, " <");

  if (address == NULL)
    return g_steal_pointer (&isolated);
  return g_strdup_printf ("%.*s \u2066%s\u2069", (int) (address - isolated), isolated, address + 1);
}

char *
safi_words_example_from (const char *id, const SafiExample *example)
{
  g_autofree char *from = isolate_sender (safi_words_lesson (id, example->from));
  const char *const arguments[] = { from, NULL };

  return safi_text_fill (get_pattern (example->channel), arguments);
}

char *
safi_words_mail_from (const char *sender)
{
  const char *const arguments[] = { sender, NULL };

  return safi_text_fill (get_pattern (SAFI_CHANNEL_MAIL), arguments);
}

char *
safi_words_example_text (const char *id, const SafiExample *example)
{
  GString *text = g_string_new (NULL);

  if (example->subject != NULL)
    g_string_append_printf (text, "%s\n", safi_words_lesson (id, example->subject));
  for (guint i = 0; i < example->text->len; i++)
    g_string_append_printf (text, "%s\n",
                            safi_words_lesson (id, g_ptr_array_index (example->text, i)));
  g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}
