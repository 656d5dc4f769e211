/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-application.h"
#include "app/safi-locale.h"

int
main (int argc, char **argv)
{
  g_autoptr (SafiApplication) application = NULL;

  safi_locale_init ();
  application = safi_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
