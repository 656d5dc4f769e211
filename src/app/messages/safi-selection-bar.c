/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-selection-bar.h"
#include "app/common/safi-wrapped-label.h"

#include <glib/gi18n.h>

struct _SafiSelectionBar {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkStack *stack;
  GtkLabel *chosen;
  GtkWidget *buttons;
  GtkLabel *done;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (SafiSelectionBar, safi_selection_bar, ADW_TYPE_BIN)

static void
safi_selection_bar_class_init (SafiSelectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-selection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiSelectionBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SafiSelectionBar, stack);
  gtk_widget_class_bind_template_child (widget_class, SafiSelectionBar, chosen);
  gtk_widget_class_bind_template_child (widget_class, SafiSelectionBar, buttons);
  gtk_widget_class_bind_template_child (widget_class, SafiSelectionBar, done);
  gtk_widget_class_bind_template_child (widget_class, SafiSelectionBar, progress);
}

static void
safi_selection_bar_init (SafiSelectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  safi_wrapped_label_use_in_buttons (self->buttons);
}

static void
show_progress (SafiSelectionBar *self, guint n_done, guint n_all)
{
  /* Translators: how many messages are answered, of how many. */
  g_autofree char *text = g_strdup_printf (_ ("%u of %u answered"), n_done, n_all);

  gtk_label_set_label (self->done, text);
  gtk_progress_bar_set_fraction (self->progress, (double) n_done / n_all);
  gtk_stack_set_visible_child_name (self->stack, "progress");
}

static void
show_chosen (SafiSelectionBar *self, guint n_chosen)
{
  /* Translators: how many messages in a list are ticked. */
  g_autofree char *text = g_strdup_printf (ngettext ("%u chosen", "%u chosen", n_chosen), n_chosen);

  /* Translators: over a list with boxes to tick, as long as none is ticked. */
  gtk_label_set_label (self->chosen, n_chosen > 0 ? text : _ ("Choose messages"));
  gtk_widget_set_sensitive (self->buttons, n_chosen > 0);
  gtk_stack_set_visible_child_name (self->stack, "chosen");
}

void
safi_selection_bar_show (SafiSelectionBar *self,
                         guint n_chosen,
                         gboolean is_wanted,
                         SafiAnswers *answers)
{
  guint n_done = 0, n_all = 0;
  gboolean is_at_work = safi_answers_get_progress (answers, &n_done, &n_all);

  if (is_at_work)
    show_progress (self, n_done, n_all);
  else if (is_wanted || n_chosen > 1)
    show_chosen (self, n_chosen);
  gtk_revealer_set_reveal_child (self->revealer, is_at_work || is_wanted || n_chosen > 1);
}
