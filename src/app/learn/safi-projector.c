/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-projector.h"

#include "app/common/safi-text-size.h"

#define MARK "safi-projector" /* on windows whose text is large */

static void
set_large (GtkWindow *window, gboolean is_large)
{
  const gboolean was_large = g_object_get_data (G_OBJECT (window), MARK) != NULL;

  if (is_large == was_large)
    return;
  g_object_set_data (G_OBJECT (window), MARK, GINT_TO_POINTER (is_large));
  if (is_large)
    safi_text_size_begin_projector ();
  else
    safi_text_size_end_projector ();
}

static void
fullscreened_cb (GtkWindow *window)
{
  set_large (window, gtk_window_is_fullscreen (window));
}

static void
unrealized_cb (GtkWindow *window)
{
  set_large (window, FALSE);
}

static void
toggle_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

void
safi_projector_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "projector.toggle", NULL, toggle_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "projector.toggle", NULL);
}

void
safi_projector_add (GtkWindow *window)
{
  g_signal_connect (window, "notify::fullscreened", G_CALLBACK (fullscreened_cb), NULL);
  g_signal_connect (window, "unrealize", G_CALLBACK (unrealized_cb), NULL);
}
