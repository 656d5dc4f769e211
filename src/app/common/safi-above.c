/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-above.h"

/* Returns: (nullable): a modal window right above @below. */
static GtkWindow *
find_modal_above (GtkWindow *below)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (gtk_window_get_transient_for (window) == below && gtk_window_get_modal (window) &&
        gtk_widget_get_visible (GTK_WIDGET (window)))
      return window;
  }
  return NULL;
}

GtkWindow *
safi_above_find (GtkWindow *window)
{
  GtkWindow *above;

  while ((above = find_modal_above (window)) != NULL)
    window = above;
  return window;
}
