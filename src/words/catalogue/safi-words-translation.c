/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-words-translation.h"

#include <glib/gi18n.h>

/* Translators: "text" is one entry of a file of translations (.po). */
static const char *const faults[] = {
  [SAFI_PO_TOO_LARGE] = N_ ("This file is too large for a translation."),
  [SAFI_PO_NOT_UTF8] = N_ ("This file is not written in UTF-8."),
  [SAFI_PO_NO_PO] = N_ ("This is not a .po file, or something is missing in it."),
  [SAFI_PO_TOO_MANY] = N_ ("This file has too many texts."),
  [SAFI_PO_TOO_LONG] = N_ ("A text of this file is too long."),
  [SAFI_PO_TWICE] = N_ ("A text stands in this file twice."),
  [SAFI_PO_FORMS] = N_ ("A text has more or fewer plural forms than the head of the file says."),
  [SAFI_PO_PLURAL] = N_ ("The head of this file has no usable “Plural-Forms”."),
  [SAFI_PO_HEAD_TWICE] = N_ ("The head of this file has “charset” or “plural” more than once."),
  [SAFI_PO_NO_LANGUAGE] = N_ ("The head of this file does not name its language."),
  [SAFI_PO_FOREIGN] = N_ ("No text of this file is one of Safibox."),
  [SAFI_PO_LOST] = N_ ("What you translated before can no longer be read. Its file was left as it "
                       "is, and nothing was added to it."),
  [SAFI_PO_CONTROL] =
      N_ ("A character in this translation cannot be kept. Type it instead of pasting it."),
  [SAFI_PO_NOT_KEPT] = N_ ("The translation could not be written to this computer’s disk."),
};

char *
safi_words_po_fault (const SafiPoFault *fault)
{
  const char *sentence = g_dgettext (GETTEXT_PACKAGE, faults[fault->kind]);

  if (fault->line == 0)
    return g_strdup (sentence);
  /* Translators: %s is a sentence about a file of translations, %u the number of a line of it. */
  return g_strdup_printf (_ ("%s (Line %u)"), sentence, fault->line);
}

const char *
safi_words_unkept_translation (SafiPoFaultKind kind)
{
  switch (kind) {
  case SAFI_PO_TOO_LONG:
  case SAFI_PO_TOO_LARGE:
  case SAFI_PO_TOO_MANY:
    return _ ("This translation is too long to be kept.");
  default:
    return g_dgettext (GETTEXT_PACKAGE, faults[kind]);
  }
}

const char *
safi_words_unused_translation (void)
{
  return _ ("Your own translation could not be used. Safibox says what it brings.");
}

char *
safi_words_opened_translation (const SafiOpenedWords *opened)
{
  const guint n_left_out = opened->n_left_out + opened->n_unknown;
  g_autofree char *used = g_strdup_printf (
      /* Translators: a file of translations was opened. */
      ngettext ("%u text is used", "%u texts are used", opened->n_taken), opened->n_taken);
  g_autofree char *left_out = NULL;

  if (n_left_out == 0)
    return g_strconcat (used, ".", NULL);
  left_out = g_strdup_printf (
      /* Translators: of a file of translations; said beside "120 texts are used". */
      ngettext ("%u left out", "%u left out", n_left_out), n_left_out);
  return g_strconcat (used, ", ", left_out, ".", NULL);
}
