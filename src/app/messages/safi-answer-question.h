/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/messages/safi-answers.h"

G_BEGIN_DECLS

/* Says @class of @messages (element-type SafiJudged), of many only after a question: one key,
 * pressed by mistake, must not move a whole mailbox. Of none it says nothing. */
void safi_answer_question_say (GtkWindow *parent,
                               SafiAnswers *answers,
                               GPtrArray *messages,
                               SafiClass class);

G_END_DECLS
