/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-call-form.h"

#include "app/common/safi-plain-row.h"
#include "words/safi-words-call.h"

struct _SafiCallForm {
  AdwBin parent_instance;

  GtkListBox *questions;
  GtkSwitch *answers[SAFI_CALL_N_QUESTIONS];
};

G_DEFINE_FINAL_TYPE (SafiCallForm, safi_call_form, ADW_TYPE_BIN)

static guint answered;

static void
check_clicked_cb (SafiCallForm *self)
{
  g_signal_emit (self, answered, 0);
}

static void
add_question (SafiCallForm *self, guint i)
{
  GtkWidget *row = safi_plain_row_new (safi_words_call_question (i), "");
  GtkWidget *answer = gtk_switch_new ();

  self->answers[i] = GTK_SWITCH (answer);
  gtk_widget_set_valign (answer, GTK_ALIGN_CENTER);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), answer);
  /* Names the switch, too. */
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), answer);
  gtk_list_box_append (self->questions, row);
}

static void
safi_call_form_class_init (SafiCallFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  answered = g_signal_new ("answered", SAFI_TYPE_CALL_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                           G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-call-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiCallForm, questions);
  gtk_widget_class_bind_template_callback (widget_class, check_clicked_cb);
}

static void
safi_call_form_init (SafiCallForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < SAFI_CALL_N_QUESTIONS; i++)
    add_question (self, i);
}

SafiCall
safi_call_form_get_call (SafiCallForm *self)
{
  SafiCall call = 0;

  for (guint i = 0; i < SAFI_CALL_N_QUESTIONS; i++)
    if (gtk_switch_get_active (self->answers[i]))
      call |= 1u << i;
  return call;
}
