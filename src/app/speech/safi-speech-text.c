/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/speech/safi-speech-text.h"

#include <string.h>

#include "core/text/safi-text.h"

/* @word: one word of a text, which may be a link. What comes before the link, such as a bracket,
 * is left out with it. */
static void
add_word (GString *said, const char *word)
{
  const char *scheme = strstr (word, "://");
  const char *host = scheme != NULL ? scheme + strlen ("://") : word;
  const gsize length = scheme != NULL ? strcspn (host, "/?#") : strlen (host);
  g_autofree char *spoken = g_strndup (host, length);
  const char *at = scheme != NULL ? strrchr (spoken, '@') : NULL;
  const char *from = at != NULL ? at + 1 : spoken;
  const char *end = from;

  for (guint i = 0; i < SAFI_SPEECH_WORD_MAX && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  g_string_append_len (said, from, end - from);
}

/* A voice makes a pause only where a sentence ends; a quotation or a bracket is no end. */
static void
end_sentence (GString *said)
{
  const char *last = g_utf8_find_prev_char (said->str, said->str + said->len);
  const gunichar c = last != NULL ? g_utf8_get_char (last) : '.';

  if (g_unichar_type (c) != G_UNICODE_OTHER_PUNCTUATION || c == '"' || c == '\'')
    g_string_append_c (said, '.');
}

static void
add_line (GString *said, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr (GString) sentence = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++) {
    if (words[i][0] == '\0')
      continue;
    if (sentence->len > 0)
      g_string_append_c (sentence, ' ');
    add_word (sentence, words[i]);
  }
  if (sentence->len == 0)
    return;
  end_sentence (sentence);
  if (said->len > 0)
    g_string_append_c (said, '\n');
  g_string_append (said, sentence->str);
}

char *
safi_speech_text_new (const char *text)
{
  g_autofree char *plain = safi_text_for_display (text, SAFI_SPEECH_CHARS_MAX - 1, TRUE);
  g_auto (GStrv) lines = g_strsplit (plain, "\n", -1);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    add_line (said, lines[i]);
  return g_utf8_substring (said->str, 0,
                           MIN (SAFI_SPEECH_CHARS_MAX, g_utf8_strlen (said->str, -1)));
}

/* How many octets of both are the same whole subtags. */
static gsize
count_common (const char *tag, const char *language)
{
  gsize whole = 0;

  for (gsize i = 0;; i++) {
    const gboolean tag_ends = tag[i] == '\0' || tag[i] == '-';
    const gboolean language_ends = language[i] == '\0' || language[i] == '-';

    if (tag_ends && language_ends)
      whole = i;
    if (tag[i] == '\0' || language[i] == '\0' ||
        g_ascii_tolower (tag[i]) != g_ascii_tolower (language[i]))
      return whole;
  }
}

const char *
safi_speech_text_find_voice (GPtrArray *tags, const char *language)
{
  g_autofree char *wanted = g_strndup (language, strcspn (language, ".@"));
  const char *nearest = NULL;
  gsize most = 0;

  g_strdelimit (wanted, "_", '-');
  for (guint i = 0; i < tags->len; i++) {
    const char *tag = tags->pdata[i];
    const gsize common = count_common (tag, wanted);
    /* Among equals the one that says less: "en" before "en-gb-scotland". */
    const gboolean is_plainer =
        common == most && nearest != NULL && strlen (tag) < strlen (nearest);

    if (common > most || (common > 0 && is_plainer)) {
      nearest = tag;
      most = common;
    }
  }
  return nearest;
}
