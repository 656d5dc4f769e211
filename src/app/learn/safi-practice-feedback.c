/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-practice-feedback.h"

#include "app/tips/safi-tip-sheet.h"
#include "words/teaching/safi-words-practice.h"
#include "words/teaching/safi-words-tip.h"

struct _SafiPracticeFeedback {
  AdwBin parent_instance;

  GtkLabel *praise;
  GtkLabel *answer;
  GtkLabel *reasons;
  GtkLabel *signs_title;
  GtkLabel *signs;
  GtkWidget *tip_button;

  const SafiTip *tip; /* (nullable): about the same kind of scam */
  char *words;        /* (nullable): all of it */
};

G_DEFINE_FINAL_TYPE (SafiPracticeFeedback, safi_practice_feedback, ADW_TYPE_BIN)

static void
tip_clicked_cb (SafiPracticeFeedback *self)
{
  safi_tip_sheet_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->tip, NULL);
}

static void
safi_practice_feedback_finalize (GObject *object)
{
  g_free (SAFI_PRACTICE_FEEDBACK (object)->words);
  G_OBJECT_CLASS (safi_practice_feedback_parent_class)->finalize (object);
}

static void
safi_practice_feedback_class_init (SafiPracticeFeedbackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_practice_feedback_finalize;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/safibox/Safibox/safi-practice-feedback.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeFeedback, praise);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeFeedback, answer);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeFeedback, reasons);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeFeedback, signs_title);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeFeedback, signs);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeFeedback, tip_button);
  gtk_widget_class_bind_template_callback (widget_class, tip_clicked_cb);
}

static void
safi_practice_feedback_init (SafiPracticeFeedback *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* One on each line. */
static char *
join (const SafiPracticeItem *item, GPtrArray *texts)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "",
                            safi_words_lesson (item->id, g_ptr_array_index (texts, i)));
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

void
safi_practice_feedback_show (SafiPracticeFeedback *self,
                             const SafiPracticeItem *item,
                             SafiGuess guess,
                             SafiAge age)
{
  const char *answer = safi_words_practice_answer (item, guess);
  g_autofree char *reasons = join (item, item->reasons);
  g_autofree char *signs = join (item, item->signs);
  g_autofree char *name =
      g_strdup_printf ("%s %s\n%s", gtk_label_get_label (self->praise), answer, reasons);

  self->tip = safi_practice_item_find_tip (item, age);
  gtk_label_set_label (self->answer, answer);
  gtk_label_set_label (self->reasons, reasons);
  gtk_label_set_label (self->signs_title, safi_words_practice_signs (item));
  gtk_label_set_label (self->signs, signs);
  gtk_widget_set_visible (GTK_WIDGET (self->signs_title), item->signs->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->signs), item->signs->len > 0);
  gtk_widget_set_visible (self->tip_button, self->tip != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_free (self->words);
  self->words =
      item->signs->len > 0
          ? g_strdup_printf ("%s\n%s\n%s", name, gtk_label_get_label (self->signs_title), signs)
          : g_strdup (name);
}

const char *
safi_practice_feedback_get_words (SafiPracticeFeedback *self)
{
  return self->words != NULL ? self->words : "";
}
