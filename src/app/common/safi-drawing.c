/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-drawing.h"

#include <gtk/gtk.h>

#define DISABLE_SINCE 16 /* GTK 4.16 has a variable of its own for what is not to be used */

/* What a person set is left alone; "cairo" is what comes of it anyway. */
static gboolean
is_chosen (void)
{
  const char *renderer = g_getenv ("GSK_RENDERER");

  return (renderer != NULL && !g_str_equal (renderer, "cairo")) || g_getenv ("GDK_DEBUG") != NULL ||
         g_getenv ("GDK_DISABLE") != NULL;
}

void
safi_drawing_init (void)
{
  const gboolean is_new = gtk_get_minor_version () >= DISABLE_SINCE;
  const char *variable = is_new ? "GDK_DISABLE" : "GDK_DEBUG";

  if (is_chosen ())
    return;
  g_setenv (variable, is_new ? "gl,vulkan" : "gl-disable,vulkan-disable", FALSE);
  gtk_init_check ();
  g_unsetenv (variable); /* what Safibox opens, such as a browser, draws as it likes */
}
