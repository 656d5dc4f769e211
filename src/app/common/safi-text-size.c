/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-text-size.h"

/* The toolkit has one text size for the whole program; so has this. */
static struct {
  int plain_dpi; /* of the desktop, 1024ths of a dot per inch */
  int percent;
  guint n_projectors;
} size = { .percent = 100 };

static void
apply (void)
{
  const int percent =
      size.n_projectors > 0 ? MAX (size.percent, SAFI_TEXT_PROJECTOR) : size.percent;

  if (size.plain_dpi > 0)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", size.plain_dpi * percent / 100, NULL);
}

static void
percent_cb (GSettings *settings)
{
  size.percent = g_settings_get_int (settings, "text-percent");
  apply ();
}

void
safi_text_size_follow (GSettings *settings)
{
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &size.plain_dpi, NULL);
  g_signal_connect (settings, "changed::text-percent", G_CALLBACK (percent_cb), NULL);
  percent_cb (settings);
}

void
safi_text_size_begin_projector (void)
{
  size.n_projectors++;
  apply ();
}

void
safi_text_size_end_projector (void)
{
  g_return_if_fail (size.n_projectors > 0);
  size.n_projectors--;
  apply ();
}
