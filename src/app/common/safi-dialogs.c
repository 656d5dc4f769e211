/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-dialogs.h"

#define HEADING_WIDTH_MIN 100 /* pixels: more than any letter has */

typedef struct {
  SafiAnswerFunc answer;        /* (nullable): if it has no option */
  SafiOptionFunc option_answer; /* (nullable): if it has one */
  GtkCheckButton *option;       /* of the dialog */
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
  if (question->option_answer != NULL)
    question->option_answer (answer, gtk_check_button_get_active (question->option),
                             question->user_data);
  else
    question->answer (answer, question->user_data);
}

static void
free_question (gpointer question, GClosure *closure)
{
  g_free (question);
}

static gboolean
is_heading (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) && (gtk_widget_has_css_class (widget, "title-2") ||
                                   gtk_widget_has_css_class (widget, "title-4"));
}

/* A heading is made twice, in large letters for where it needs one line, and in small ones.
 * libadwaita asks how high the large one would be at any width that the small one can have; newer
 * GTK complains of that, because the large one is not wrapped. Here they can be equally narrow. */
static void
mend_headings (GtkWidget *widget)
{
  if (is_heading (widget)) {
    gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
    gtk_widget_set_size_request (widget, HEADING_WIDTH_MIN, -1);
    return;
  }
  for (GtkWidget *i = gtk_widget_get_first_child (widget); i != NULL;
       i = gtk_widget_get_next_sibling (i))
    mend_headings (i);
}

/* Takes @question. Returns: (transfer none): not yet on the screen. */
static AdwMessageDialog *
make_dialog (GtkWindow *parent,
             const char *heading,
             const char *body,
             const char *no_label,
             const char *yes_label,
             gboolean is_destructive,
             Question *question)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  AdwMessageDialog *self = ADW_MESSAGE_DIALOG (dialog);

  mend_headings (dialog);
  adw_message_dialog_add_responses (self, "no", no_label, "yes", yes_label, NULL);
  adw_message_dialog_set_response_appearance (
      self, "yes", is_destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self, is_destructive ? "no" : "yes");
  adw_message_dialog_set_close_response (self, "none");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  return self;
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
  Question *question = g_new0 (Question, 1);

  question->answer = answer;
  question->user_data = user_data;
  gtk_window_present (GTK_WINDOW (
      make_dialog (parent, heading, body, no_label, yes_label, is_destructive, question)));
}

static GtkWidget *
make_option (const char *text)
{
  GtkWidget *option = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (option), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (option), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_halign (option, GTK_ALIGN_CENTER);
  return option;
}

void
safi_dialogs_ask_with_option (GtkWindow *parent,
                              const char *heading,
                              const char *body,
                              const char *no_label,
                              const char *yes_label,
                              const char *option_label,
                              SafiOptionFunc answer,
                              gpointer user_data)
{
  Question *question = g_new0 (Question, 1);
  AdwMessageDialog *dialog =
      make_dialog (parent, heading, body, no_label, yes_label, FALSE, question);

  question->option_answer = answer;
  question->user_data = user_data;
  question->option = GTK_CHECK_BUTTON (make_option (option_label));
  adw_message_dialog_set_extra_child (dialog, GTK_WIDGET (question->option));
  gtk_window_present (GTK_WINDOW (dialog));
  /* Return answers, as without a box. */
  gtk_widget_grab_focus (gtk_window_get_default_widget (GTK_WINDOW (dialog)));
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
