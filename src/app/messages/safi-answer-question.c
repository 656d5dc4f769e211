/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-answer-question.h"

#include <glib/gi18n.h>

#include "app/common/safi-dialogs.h"

#define ASK_FROM 20 /* messages */

typedef struct {
  SafiAnswers *answers;
  GPtrArray *messages; /* (element-type SafiJudged) */
  SafiClass class;
} Asked;

static void
asked_cb (SafiAnswer answer, gpointer user_data)
{
  Asked *asked = user_data;

  if (answer == SAFI_ANSWER_YES)
    safi_answers_say (asked->answers, asked->messages, asked->class);
  g_ptr_array_unref (asked->messages);
  g_object_unref (asked->answers);
  g_free (asked);
}

static void
ask (GtkWindow *parent, SafiAnswers *answers, GPtrArray *messages, SafiClass class)
{
  gboolean is_junk = class == SAFI_CLASS_JUNK;
  guint n = messages->len;
  g_autofree char *heading =
      is_junk ? g_strdup_printf (ngettext ("Is %u message junk?", "Are %u messages junk?", n), n)
              : g_strdup_printf (
                    ngettext ("Is %u message not junk?", "Are %u messages not junk?", n), n);
  Asked *asked = g_new0 (Asked, 1);

  asked->answers = g_object_ref (answers);
  asked->messages = g_ptr_array_ref (messages);
  asked->class = class;
  safi_dialogs_ask (parent, heading,
                    is_junk ? _ ("They go to the Junk folder. You can undo that.")
                            : _ ("Those that are in the Junk folder come back. You can undo that."),
                    _ ("Cancel"), is_junk ? _ ("Junk") : _ ("Not junk"), FALSE, asked_cb, asked);
}

void
safi_answer_question_say (GtkWindow *parent,
                          SafiAnswers *answers,
                          GPtrArray *messages,
                          SafiClass class)
{
  if (messages->len >= ASK_FROM)
    ask (parent, answers, messages, class);
  else if (messages->len > 0)
    safi_answers_say (answers, messages, class);
}
