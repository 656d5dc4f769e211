/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/report/safi-words-evidence.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/report/safi-words-report.h"
#include "words/safi-words-call.h"
#include "words/safi-words-lines.h"

/* With the distance from UTC, because the sheet may be read in another country. */
static char *
format_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S %z")
                      /* Translators: a message without a date. */
                      : g_strdup (_ ("unknown"));
}

static void
add_hash (GString *text, SafiMessage *message)
{
  GBytes *octets = safi_message_get_octets (message);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, octets);
  g_autofree char *seen = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (octets));
  g_autofree char *whole =
      g_strdup_printf ("%" G_GUINT64_FORMAT, safi_message_get_full_size (message));
  const char *args[] = { seen, whole, NULL };
  g_autofree char *partly = NULL;

  /* Translators: SHA-256 is a fingerprint of the message: a long number in hexadecimal digits. */
  safi_words_add_line (text, _ ("SHA-256 of the message"), hash);
  if (safi_message_get_unseen (message) == 0)
    return;
  /* Translators: {0} and {1} are counts. The fingerprint is only of what Safibox has read. */
  partly = safi_text_fill (_ ("The SHA-256 is of what Safibox read: {0} of {1} bytes."), args);
  g_string_append_printf (text, "%s\n", partly);
}

static void
add_message (GString *text, SafiMessage *message)
{
  const gint64 date = safi_message_get_date (message);
  g_autofree char *sent = date != 0 ? format_time (date) : NULL;

  safi_words_add_title (text, _ ("The message"));
  if (safi_message_get_form (message) == SAFI_FORM_MAIL) {
    safi_words_add_sender (text, message);
    safi_words_add_stranger (text, _ ("Subject"), safi_message_get_subject (message));
    /* Translators: the date that the sender wrote into the message. */
    safi_words_add_line (text, _ ("Date in the message"), sent != NULL ? sent : _ ("unknown"));
    safi_words_add_stranger (text, "Message-ID", safi_message_get_message_id (message));
  }
  add_hash (text, message);
}

static void
add_own (GString *text, const char *title, const char *words, gsize max_chars)
{
  g_autofree char *shown = safi_text_for_display (words, max_chars, TRUE);

  safi_words_add_title (text, title);
  /* A line to write on by hand. */
  g_string_append_printf (text, "%s\n", *shown != '\0' ? shown : "____________________");
}

char *
safi_words_evidence_sheet (SafiMessage *message,
                           const char *amount,
                           const char *happened,
                           gint64 now)
{
  /* Translators: heads a sheet for the bank or the police. */
  g_autoptr (GString) text = g_string_new (_ ("Evidence sheet"));
  g_autofree char *today = format_time (now);
  g_autofree char *header = safi_words_header_lines (message);

  g_string_append_c (text, '\n');
  /* Translators: the time at which the sheet was made follows. */
  safi_words_add_line (text, _ ("Made with Safibox on"), today);
  /* Translators: heads an amount of money that the person wrote down. */
  add_own (text, _ ("Amount"), amount, SAFI_EVIDENCE_AMOUNT_MAX);
  /* Translators: heads what the person wrote down. */
  add_own (text, _ ("What happened"), happened, SAFI_EVIDENCE_HAPPENED_MAX);
  if (safi_message_get_form (message) == SAFI_FORM_CALL)
    safi_words_add_call (text, safi_message_get_call (message));
  else
    add_message (text, message);
  if (*header != '\0') {
    safi_words_add_title (text, _ ("Header lines of the message"));
    g_string_append_printf (text, "%s\n", header);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
