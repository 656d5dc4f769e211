/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/mailbox/safi-words-digest.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "core/text/safi-unlinked.h"
#include "core/url/safi-domain.h"
#include "words/safi-words.h"

#define CHARS_MAX 40 /* of a domain or subject */

static char *
write_subject (guint n_moved)
{
  g_autofree char *number = g_strdup_printf ("%u", n_moved);
  const char *const args[] = { number, NULL };

  /* Translators: the subject of a weekly letter, at most 80 letters; {0} is a number. */
  return safi_text_fill (ngettext ("Safibox moved {0} message this week",
                                   "Safibox moved {0} messages this week", n_moved),
                         args);
}

static char *
name_sender (const SafiJudged *row)
{
  const char *at = strrchr (row->sender_address, '@');
  g_autofree char *domain = safi_domain_for_display (at != NULL ? at + 1 : "");

  if (*domain == '\0')
    /* Translators: stands where a message does not tell who sent it. */
    return g_strdup (_ ("unknown sender"));
  return safi_unlinked (domain, CHARS_MAX);
}

static char *
describe_row (const SafiJudged *row)
{
  g_autofree char *sender = name_sender (row);
  g_autofree char *subject = safi_unlinked (row->subject, CHARS_MAX);
  const char *const args[] = { sender, subject,
                               safi_words_kind (safi_verdict_get_kind (row->verdict)), NULL };

  /* Translators: a line of a list: {0} is the sender's domain, {1} the subject of the message, {2}
     what kind of junk it is. */
  return safi_text_fill (_ ("\u2022 {0}: {1} ({2})"), args);
}

static char *
write_end (guint n_left_out)
{
  g_autofree char *number = g_strdup_printf ("%u", n_left_out);
  const char *const args[] = { number, NULL };
  g_autofree char *more =
      n_left_out > 0
          /* Translators: the last line of a list; {0} is a number. */
          ? safi_text_fill (ngettext ("and {0} more", "and {0} more", n_left_out), args)
          : g_strdup ("");

  return g_strdup_printf (
      "%s%s\n%s\n%s\n", more, n_left_out > 0 ? "\n" : "",
      _ ("Is one of them good? Move it from Junk back to the inbox, on any device. Safibox learns "
         "from that."),
      _ ("You can turn this letter off in the preferences of Safibox."));
}

static char *
write_text (GPtrArray *rows)
{
  g_autofree char *longest_end = write_end (rows->len);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *end = NULL;
  guint n_told = 0;

  g_string_append_printf (text, "%s\n\n", _ ("Moved to the Junk folder:"));
  for (; n_told < rows->len; n_told++) {
    g_autofree char *line = describe_row (rows->pdata[n_told]);

    if (text->len + strlen (line) + 1 + strlen (longest_end) > SAFI_WORDS_DIGEST_MAX)
      break;
    g_string_append_printf (text, "%s\n", line);
  }
  end = write_end (rows->len - n_told);
  g_string_append (text, end);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
safi_words_write_digest (GPtrArray *rows, char **ret_subject, char **ret_text)
{
  *ret_subject = write_subject (rows->len);
  *ret_text = write_text (rows);
}
