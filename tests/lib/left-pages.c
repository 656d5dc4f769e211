/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Loaded before the window (LD_PRELOAD), where GTK is older than 4.10, so that a test hears of
 * nothing that is not shown. There what stands on a page that was left, as in a stack, keeps its
 * place, and nothing tells it from what is on the screen. Here it is told as hidden, as newer GTK
 * has it, in the process that is tested and nowhere else. */
#include <gtk/gtk.h>

#define HIDDEN "safi-left-page"

static gboolean
mapping_cb (GSignalInvocationHint *hint G_GNUC_UNUSED,
            guint n_values G_GNUC_UNUSED,
            const GValue *values,
            gpointer user_data)
{
  GtkWidget *widget = g_value_get_object (values);
  const gboolean is_left = GPOINTER_TO_INT (user_data) && !gtk_widget_get_child_visible (widget);

  if (is_left != (g_object_get_data (G_OBJECT (widget), HIDDEN) != NULL)) {
    g_object_set_data (G_OBJECT (widget), HIDDEN, GINT_TO_POINTER (is_left));
    gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, is_left, -1);
  }
  return G_SOURCE_CONTINUE;
}

static gboolean
mend_cb (gpointer user_data G_GNUC_UNUSED)
{
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("unmap", GTK_TYPE_WIDGET), 0, mapping_cb,
                              GINT_TO_POINTER (TRUE), NULL);
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapping_cb, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* The first turn of the main loop comes after GTK was started and before a test can ask. */
__attribute__ ((constructor)) static void
enter (void)
{
  g_idle_add_full (G_PRIORITY_HIGH, mend_cb, NULL, NULL);
}
