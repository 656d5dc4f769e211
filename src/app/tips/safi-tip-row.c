/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/tips/safi-tip-row.h"

#include "app/tips/safi-tip-sheet.h"
#include "words/teaching/safi-words-tip.h"

struct _SafiTipRow {
  AdwActionRow parent_instance;

  const SafiTip *tip;   /* (nullable) until one is shown */
  SafiMessage *message; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SafiTipRow, safi_tip_row, ADW_TYPE_ACTION_ROW)

static void
more_clicked_cb (SafiTipRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->tip != NULL)
    safi_tip_sheet_present (GTK_WINDOW (root), self->tip, self->message);
}

static void
safi_tip_row_dispose (GObject *object)
{
  safi_tip_row_set_message (SAFI_TIP_ROW (object), NULL);
  G_OBJECT_CLASS (safi_tip_row_parent_class)->dispose (object);
}

static void
safi_tip_row_class_init (SafiTipRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_tip_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-tip-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
}

static void
safi_tip_row_init (SafiTipRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_tip_row_show (SafiTipRow *self, const SafiTip *tip)
{
  self->tip = tip;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), safi_words_tip (tip, tip->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), safi_words_tip (tip, tip->sentence));
  adw_action_row_set_icon_name (ADW_ACTION_ROW (self),
                                safi_tip_sheet_find_icon (GTK_WIDGET (self), tip));
}

void
safi_tip_row_set_message (SafiTipRow *self, SafiMessage *message)
{
  g_clear_pointer (&self->message, safi_message_unref);
  self->message = message != NULL ? safi_message_ref (message) : NULL;
}
