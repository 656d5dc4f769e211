/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes the place of GLib's function of that name, which the watch alone calls: where the variable
 * QUICK_TIMERS holds a number, timers end so many times sooner. */

#include <glib.h>

guint
g_timeout_add_full (gint priority,
                    guint interval,
                    GSourceFunc function,
                    gpointer data,
                    GDestroyNotify notify)
{
  const char *text = g_getenv ("QUICK_TIMERS");
  const guint times = text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 1;
  g_autoptr (GSource) source = g_timeout_source_new (interval / times);

  g_source_set_priority (source, priority);
  g_source_set_callback (source, function, data, notify);
  return g_source_attach (source, NULL);
}
