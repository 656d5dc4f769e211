/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-drawing.h"
#include "app/common/safi-locale.h"
#include "app/learn/safi-classroom-application.h"
#include "app/learn/safi-classroom.h"
#include "app/safi-application.h"
#include "core/base/safi-memory.h"

int
main (int argc, char **argv)
{
  g_autoptr (GApplication) application = NULL;
  gboolean is_classroom;
  int code;

  safi_memory_keep_private ();
  safi_locale_init ();
  is_classroom = safi_classroom_begin (argv);
  g_set_prgname ("safibox");
  g_set_application_name ("Safibox");
  safi_drawing_init ();
  application =
      is_classroom ? safi_classroom_application_new () : G_APPLICATION (safi_application_new ());
  code = g_application_run (application, argc, argv);
  if (is_classroom)
    safi_classroom_end ();
  return code;
}
