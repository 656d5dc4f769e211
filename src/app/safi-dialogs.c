/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-dialogs.h"

typedef struct {
  SafiAnswerFunc answer;
  gpointer user_data;
} Question;

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  SafiAnswer answer = SAFI_ANSWER_NONE;

  if (g_str_equal (response, "yes"))
    answer = SAFI_ANSWER_YES;
  else if (g_str_equal (response, "no"))
    answer = SAFI_ANSWER_NO;
  question->answer (answer, question->user_data);
}

static void
free_question (gpointer question, GClosure *closure)
{
  g_free (question);
}

void
safi_dialogs_ask (GtkWindow *parent,
                  const char *heading,
                  const char *body,
                  const char *no_label,
                  const char *yes_label,
                  gboolean is_destructive,
                  SafiAnswerFunc answer,
                  gpointer user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  AdwMessageDialog *self = ADW_MESSAGE_DIALOG (dialog);
  Question *question = g_new0 (Question, 1);

  question->answer = answer;
  question->user_data = user_data;
  adw_message_dialog_add_responses (self, "no", no_label, "yes", yes_label, NULL);
  adw_message_dialog_set_response_appearance (
      self, "yes", is_destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self, is_destructive ? "no" : "yes");
  adw_message_dialog_set_close_response (self, "none");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
safi_dialogs_show_shortcuts (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/safibox/Safibox/safi-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
