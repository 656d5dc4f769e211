/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/report/safi-words-sheet.h"

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/safi-words-call.h"
#include "words/safi-words-lines.h"
#include "words/safi-words.h"

#define REASONS_MAX 3

void
safi_words_get_erased (SafiErasedWords *ret_words)
{
  /* Translators: these four stand in a text in place of what was taken out of it. */
  ret_words->address = _ ("[address]");
  /* Translators: stands in a text in place of a person's name that was taken out. */
  ret_words->name = _ ("[name]");
  /* Translators: stands in a text in place of a number, as of a phone, that was taken out. */
  ret_words->number = _ ("[number]");
  /* Translators: stands in a text in place of a secret code that was taken out. */
  ret_words->code = _ ("[code]");
}

static void
write_reasons (GString *text, SafiVerdict *verdict)
{
  g_autoptr (GPtrArray) reasons = safi_words_pick_reasons (verdict, REASONS_MAX);

  for (guint i = 0; i < reasons->len; i++) {
    g_autofree char *reason = safi_words_evidence (reasons->pdata[i]);

    g_string_append_printf (text, "%u. %s\n", i + 1, reason);
    if (safi_verdict_get_decision (verdict) != SAFI_DECISION_GOOD)
      g_string_append_printf (text, "   %s\n", safi_words_advice (reasons->pdata[i]));
  }
}

static void
write_field (GString *text, const char *title, const char *value)
{
  g_autofree char *shown = safi_text_for_display (value, SAFI_SHEET_CHARS_MAX * 3, FALSE);

  if (*shown != '\0')
    safi_words_add_line (text, title, shown);
}

static void
write_message (GString *text, SafiMessage *message)
{
  g_autofree char *body =
      safi_text_for_display (safi_message_get_text (message), SAFI_SHEET_OCTETS_MAX, TRUE);
  const char *from = safi_message_get_header (message, "From");

  g_string_append_printf (text, "\n%s\n", _ ("The message"));
  if (safi_message_get_form (message) == SAFI_FORM_MAIL) {
    write_field (text, _ ("From"), from != NULL ? from : "");
    write_field (text, _ ("Subject"), safi_message_get_subject (message));
  }
  g_string_append_printf (text, "\n%s\n", body);
}

char *
safi_words_sheet (const SafiSheet *sheet)
{
  const SafiForm form = safi_message_get_form (sheet->message);
  g_autofree char *sentence = form == SAFI_FORM_MAIL ? safi_words_verdict (sheet->verdict)
                                                     : safi_words_text_verdict (sheet->verdict);
  GString *text = g_string_new (NULL);

  /* Translators: the title of a text or of a printed page for a helper. */
  g_string_append_printf (text, "%s\n\n%s\n", _ ("What Safibox says of a message"), sentence);
  write_reasons (text, sheet->verdict);
  if (form == SAFI_FORM_CALL)
    safi_words_add_call (text, safi_message_get_call (sheet->message));
  else
    write_message (text, sheet->message);
  g_string_append_printf (text, "\n%s\n",
                          _ ("Addresses and names of whoever got it, numbers and codes were taken "
                             "out. Web addresses are cut after the name of the server."));
  return g_string_free (text, FALSE);
}

char *
safi_words_sheet_file (GBytes *octets)
{
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);
  g_autofree char *valid = safi_text_make_valid (data, (gssize) length);

  return safi_text_for_display (valid, SAFI_SHEET_OCTETS_MAX, TRUE);
}
