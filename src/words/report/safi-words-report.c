/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/report/safi-words-report.h"

#include <glib/gi18n-lib.h>

#include "core/mime/safi-header-field.h"
#include "core/report/safi-redact.h"
#include "core/text/safi-text.h"
#include "words/report/safi-words-auth.h"
#include "words/report/safi-words-sum.h"
#include "words/safi-words.h"

#define REASONS_MAX 3
/* Octets of a line that are looked at; more than its characters can take. */
#define LINE_OCTETS_MAX (SAFI_REPORT_CHARS_MAX * 6)

/* Returns: (transfer full): the value; without @addresses, if any, before it is cut. */
static char *
show_value (const SafiHeaderField *field, GPtrArray *addresses)
{
  GString *value = safi_header_field_unfold (field, LINE_OCTETS_MAX);
  g_autofree char *valid = safi_text_make_valid (value->str, (gssize) value->len);
  g_autofree char *redacted =
      addresses != NULL ? safi_redact (valid, addresses, _ ("[your address]")) : g_strdup (valid);

  g_string_free (value, TRUE);
  return safi_text_isolate (redacted, SAFI_REPORT_CHARS_MAX);
}

static void
write_field (GString *lines, const SafiHeaderField *field, GPtrArray *addresses)
{
  g_autofree char *name = safi_text_make_valid (field->name, (gssize) field->name_length);
  g_autofree char *shown_name = safi_text_for_display (name, SAFI_REPORT_CHARS_MAX, FALSE);
  g_autofree char *value = show_value (field, addresses);
  gboolean is_left_out = addresses != NULL && safi_redact_is_recipient_field (name);

  g_string_append_printf (lines, "%s%s: %s", lines->len > 0 ? "\n" : "", shown_name,
                          /* Translators: in place of the addresses of recipients. */
                          is_left_out ? _ ("[left out]") : value);
}

/* @addresses: (nullable) (element-type utf8): to be left out, with all fields of recipients. */
static char *
write_header (SafiMessage *message, GPtrArray *addresses)
{
  GBytes *octets = safi_message_get_octets (message);
  g_autoptr (GString) lines = g_string_new (NULL);
  SafiHeaderIter iter;
  SafiHeaderField field;
  guint n_lines = 0;

  if (safi_message_get_form (message) != SAFI_FORM_MAIL)
    return g_strdup ("");
  safi_header_iter_init (&iter, g_bytes_get_data (octets, NULL), g_bytes_get_size (octets));
  while (safi_header_iter_next (&iter, &field))
    if (n_lines++ < SAFI_REPORT_LINES_MAX)
      write_field (lines, &field, addresses);
  if (n_lines > SAFI_REPORT_LINES_MAX)
    g_string_append_printf (lines, "\n… %u", n_lines - SAFI_REPORT_LINES_MAX);
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

char *
safi_words_header_lines (SafiMessage *message)
{
  return write_header (message, NULL);
}

static void
write_title (GString *text, const char *title)
{
  g_string_append_printf (text, "\n%s\n", title);
}

static void
write_verdict (GString *text, SafiVerdict *verdict)
{
  const SafiBorders *borders = safi_verdict_get_borders (verdict);
  g_autofree char *sentence = safi_words_verdict (verdict);
  g_autoptr (GPtrArray) reasons = safi_words_pick_reasons (verdict, REASONS_MAX);

  g_string_append_printf (text, "Safibox: %s\n",
                          safi_words_decision (safi_verdict_get_decision (verdict)));
  g_string_append_printf (text, "%s\n", sentence);
  for (guint i = 0; i < reasons->len; i++) {
    g_autofree char *reason = safi_words_evidence (reasons->pdata[i]);

    g_string_append_printf (text, "%u. %s\n", i + 1, reason);
  }
  if (borders != NULL) {
    g_autofree char *good = safi_words_weight (borders->good_below);
    g_autofree char *junk = safi_words_weight (borders->junk_from);
    const char *args[] = { good, junk, NULL };
    /* Translators: {0} and {1} are numbers such as +2.50. */
    g_autofree char *line = safi_text_fill (_ ("Good below {0}, junk from {1}."), args);

    g_string_append_printf (text, "%s\n", line);
  }
}

static void
write_sum (GString *text, SafiVerdict *verdict)
{
  g_autoptr (GPtrArray) rows = safi_words_sum (verdict, 0);

  /* Translators: a title; every reason for and against a message follows. */
  write_title (text, _ ("All findings"));
  for (guint i = 0; i < rows->len; i++) {
    const SafiSumRow *row = rows->pdata[i];

    g_string_append_printf (text, "%s\t%s\t%s\n", row->weight, row->code, row->title);
  }
}

static void
write_envelope (GString *text, SafiAuthResult *auth)
{
  g_autoptr (GPtrArray) lines = safi_words_auth (auth);

  write_title (text, _ ("Envelope"));
  for (guint i = 0; i < lines->len; i++) {
    const SafiAuthLine *line = lines->pdata[i];

    g_string_append_printf (text, "%s\t%s\n", line->question, line->answer);
  }
}

char *
safi_words_report (SafiVerdict *verdict,
                   SafiAuthResult *auth,
                   SafiMessage *message,
                   const char *const *own)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) addresses = safi_redact_collect (message, own);
  g_autofree char *header = message != NULL ? write_header (message, addresses) : g_strdup ("");

  write_verdict (text, verdict);
  write_sum (text, verdict);
  if (auth != NULL)
    write_envelope (text, auth);
  if (*header != '\0') {
    write_title (text, _ ("Header lines of the message"));
    g_string_append_printf (text, "%s\n", header);
  }
  /* Translators: stands in a text in place of the person's own e-mail address. */
  return safi_redact (text->str, addresses, _ ("[your address]"));
}
