/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/tips/safi-tip-sheet.h"

#include <glib/gi18n.h>

#include "app/common/safi-plain-row.h"
#include "app/help/safi-help-now.h"
#include "app/help/safi-help.h"
#include "app/speech/safi-read-aloud.h"
#include "app/tips/safi-tip-example.h"
#include "words/catalogue/safi-words-catalogue.h"
#include "words/teaching/safi-words-tip.h"

#define NARROW_BELOW 600 /* pixels: one example stands below the other */

struct _SafiTipSheet {
  AdwWindow parent_instance;

  SafiReadAloud *read_aloud;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *sentence;
  GtkLabel *more;
  GtkBox *pair;
  SafiTipExample *scam;
  SafiTipExample *real;
  GtkLabel *tell;
  GtkListBox *signs;
  GtkListBox *steps;

  SafiMessage *message; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SafiTipSheet, safi_tip_sheet, ADW_TYPE_WINDOW)

static void
layout_cb (SafiTipSheet *self, int width, int height)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->pair), width < NARROW_BELOW
                                                                   ? GTK_ORIENTATION_VERTICAL
                                                                   : GTK_ORIENTATION_HORIZONTAL);
}

static void
realize_cb (SafiTipSheet *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));

  g_signal_connect_object (surface, "layout", G_CALLBACK (layout_cb), self, G_CONNECT_SWAPPED);
}

/* The tip may have come too late. */
static void
help_clicked_cb (SafiTipSheet *self)
{
  safi_help_now_present (GTK_WINDOW (self), self->message);
}

static void
safi_tip_sheet_dispose (GObject *object)
{
  g_clear_pointer (&SAFI_TIP_SHEET (object)->message, safi_message_unref);
  G_OBJECT_CLASS (safi_tip_sheet_parent_class)->dispose (object);
}

static void
safi_tip_sheet_class_init (SafiTipSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_tip_sheet_dispose;
  g_type_ensure (SAFI_TYPE_READ_ALOUD);
  g_type_ensure (SAFI_TYPE_TIP_EXAMPLE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "tips");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-tip-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiTipSheet, read_aloud);
  gtk_widget_class_bind_template_child (widget_class, SafiTipSheet, icon);
  gtk_widget_class_bind_template_child (widget_class, SafiTipSheet, title);
  gtk_widget_class_bind_template_child (widget_class, SafiTipSheet, sentence);
  gtk_widget_class_bind_template_child (widget_class, SafiTipSheet, more);
  gtk_widget_class_bind_template_child (widget_class, SafiTipSheet, pair);
  gtk_widget_class_bind_template_child (widget_class, SafiTipSheet, scam);
  gtk_widget_class_bind_template_child (widget_class, SafiTipSheet, real);
  gtk_widget_class_bind_template_child (widget_class, SafiTipSheet, tell);
  gtk_widget_class_bind_template_child (widget_class, SafiTipSheet, signs);
  gtk_widget_class_bind_template_child (widget_class, SafiTipSheet, steps);
  gtk_widget_class_bind_template_callback (widget_class, help_clicked_cb);
}

static void
safi_tip_sheet_init (SafiTipSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self, "realize", G_CALLBACK (realize_cb), self);
}

static void
fill_list (GtkListBox *list, const SafiTip *tip, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++) {
    const char *text = safi_words_tip (tip, g_ptr_array_index (texts, i));

    gtk_list_box_append (list, safi_plain_row_new (text, ""));
  }
}

const char *
safi_tip_sheet_find_icon (GtkWidget *widget, const SafiTip *tip)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  return gtk_icon_theme_has_icon (theme, tip->icon) ? tip->icon : "safi-tip-symbolic";
}

static void
add_line (GString *said, const char *line)
{
  g_string_append_printf (said, "%s\n", line);
}

static void
add_example (GString *said, const SafiTip *tip, const SafiExample *example)
{
  g_autofree char *from = safi_words_example_from (tip->id, example);
  g_autofree char *text = safi_words_example_text (tip->id, example);

  add_line (said, safi_words_example_mark (tip, example));
  add_line (said, from);
  add_line (said, text);
}

static void
add_all (GString *said, const SafiTip *tip, const char *heading, GPtrArray *texts)
{
  add_line (said, heading);
  for (guint i = 0; i < texts->len; i++)
    add_line (said, safi_words_tip (tip, g_ptr_array_index (texts, i)));
}

/* As the page shows it. */
static void
set_reading (SafiTipSheet *self, const SafiTip *tip)
{
  g_autoptr (GString) said = g_string_new (NULL);

  add_line (said, safi_words_tip (tip, tip->title));
  add_line (said, safi_words_tip (tip, tip->sentence));
  add_line (said, safi_words_tip (tip, tip->more));
  add_example (said, tip, &tip->scam);
  add_example (said, tip, &tip->real);
  add_line (said, _ ("How to tell them apart"));
  add_line (said, safi_words_tip (tip, tip->tell));
  add_all (said, tip, _ ("Signs"), tip->signs);
  add_all (said, tip, _ ("What to do"), tip->steps);
  /* The texts of a pack are in languages of their own, which no catalogue of ours names. */
  safi_read_aloud_set_text (self->read_aloud, safi_tip_lookup (tip->id) == tip ? said->str : NULL,
                            SAFI_TIPS_DOMAIN);
  safi_read_aloud_set_recording (self->read_aloud, tip->recording);
}

void
safi_tip_sheet_present (GtkWindow *parent, const SafiTip *tip, SafiMessage *message)
{
  SafiTipSheet *self = g_object_new (SAFI_TYPE_TIP_SHEET, "transient-for", parent, NULL);

  self->message = message != NULL ? safi_message_ref (message) : NULL;
  gtk_image_set_from_icon_name (self->icon, safi_tip_sheet_find_icon (GTK_WIDGET (self), tip));
  gtk_label_set_label (self->title, safi_words_tip (tip, tip->title));
  gtk_label_set_label (self->sentence, safi_words_tip (tip, tip->sentence));
  gtk_label_set_label (self->more, safi_words_tip (tip, tip->more));
  safi_tip_example_show (self->scam, tip, &tip->scam);
  safi_tip_example_show (self->real, tip, &tip->real);
  gtk_label_set_label (self->tell, safi_words_tip (tip, tip->tell));
  fill_list (self->signs, tip, tip->signs);
  fill_list (self->steps, tip, tip->steps);
  set_reading (self, tip);
  gtk_window_present (GTK_WINDOW (self));
}
