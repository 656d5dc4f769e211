/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/safi-words-call.h"

#include <glib/gi18n-lib.h>

#include "words/safi-words-lines.h"

/* Translators: five questions to somebody who had a strange telephone call; "they" are whoever was
   at the other end. Each is answered with yes or no. */
static const char *const questions[SAFI_CALL_N_QUESTIONS] = {
  N_ ("Did you ring them yourself, on a number you knew before?"),
  N_ ("Did they ask for a code, a PIN, a password or a card’s number?"),
  N_ ("Did they want you to install something, or to show your screen?"),
  N_ ("Did they want money sent, moved or handed over?"),
  N_ ("Did they hurry or threaten you, or say not to hang up or tell anyone?"),
};

const char *
safi_words_call_question (guint i)
{
  return g_dgettext (GETTEXT_PACKAGE, questions[i]);
}

void
safi_words_add_call (GString *text, SafiCall call)
{
  /* Translators: a title; what somebody said of a telephone call follows. */
  safi_words_add_title (text, _ ("The call"));
  for (guint i = 0; i < SAFI_CALL_N_QUESTIONS; i++)
    g_string_append_printf (text, "%s %s\n", safi_words_call_question (i),
                            /* Translators: the answer to a question. */
                            (call & (1u << i)) != 0 ? C_ ("answer", "Yes") : C_ ("answer", "No"));
}
