/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-why-reading.h"

#include <glib/gi18n.h>

#include "awareness/tips/safi-tip-choice.h"
#include "words/safi-words.h"
#include "words/teaching/safi-words-tip.h"

static void
add_line (GString *said, const char *line)
{
  if (line != NULL && line[0] != '\0')
    g_string_append_printf (said, "%s\n", line);
}

static void
add_reason (GString *said, SafiEvidence *evidence, gboolean with_advice)
{
  g_autofree char *sentence = safi_words_evidence (evidence);

  add_line (said, sentence);
  if (with_advice)
    add_line (said, safi_words_advice (evidence));
}

char *
safi_why_reading_new (const char *sentence, const char *fate, GPtrArray *reasons, gboolean is_good)
{
  g_autoptr (GString) said = g_string_new (NULL);
  const SafiTip *tip = reasons != NULL ? safi_tip_find_for_reasons (reasons) : NULL;

  add_line (said, sentence);
  add_line (said, fate);
  for (guint i = 0; reasons != NULL && i < reasons->len; i++)
    add_reason (said, reasons->pdata[i], !is_good);
  if (tip != NULL) {
    add_line (said, _ ("Tip"));
    add_line (said, safi_words_tip (tip, tip->title));
    add_line (said, safi_words_tip (tip, tip->sentence));
  }
  return g_string_free (g_steal_pointer (&said), FALSE);
}
