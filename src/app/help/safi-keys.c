/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-keys.h"

void
safi_keys_set (GtkApplication *application)
{
  static const struct {
    const char *action;
    const char *accels[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "app.check", { "F5", "<Control>r" } },
    { "app.check-text", { "<Control>t" } },
    { "app.help::index", { "F1" } },
    { "app.help-now", { "<Shift>F1" } },
    { "app.hide-senders", { "<Control>h" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.shortcuts", { "<Control>question" } },
    { "window.close", { "<Control>w" } },
    { "win.show-page::home", { "<Alt>1" } },
    { "win.show-page::messages", { "<Alt>2" } },
    { "win.show-page::learn", { "<Alt>3" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (application, keys[i].action, keys[i].accels);
}
