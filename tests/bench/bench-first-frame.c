/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-first-frame COMMAND...: starts COMMAND and prints the milliseconds until something was
 * drawn into a window of its own (X11, DAMAGE extension), then ends it. No window manager may run.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <glib.h>

#define PATIENCE (60 * G_USEC_PER_SEC)
#define END_PATIENCE (10 * G_USEC_PER_SEC)
#define LOOK 1000    /* microseconds between two looks */
#define SIDE_MIN 200 /* pixels: what is smaller is no main window */

static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

static pid_t
start (char **command)
{
  pid_t child = fork ();

  if (child != 0)
    return child;
  execvp (command[0], command);
  _exit (127);
}

/* Watches each window from its creation on, so that no drawing is missed. */
static void
watch (Display *display, Window window)
{
  XDamageCreate (display, window, XDamageReportNonEmpty);
  XFlush (display);
}

static gboolean
is_main_window (Display *display, Window window)
{
  XWindowAttributes attributes;

  return XGetWindowAttributes (display, window, &attributes) &&
         attributes.map_state == IsViewable && !attributes.override_redirect &&
         attributes.width >= SIDE_MIN && attributes.height >= SIDE_MIN;
}

/* Returns: whether the first frame is there. */
static gboolean
handle_event (Display *display, int damage_event)
{
  XEvent event;

  XNextEvent (display, &event);
  if (event.type == CreateNotify)
    watch (display, event.xcreatewindow.window);
  else if (event.type == damage_event + XDamageNotify)
    return is_main_window (display, ((XDamageNotifyEvent *) &event)->drawable);
  return FALSE;
}

static gboolean
wait_for_frame (Display *display, int damage_event, pid_t child, gint64 until)
{
  while (g_get_monotonic_time () < until && waitpid (child, NULL, WNOHANG) == 0) {
    while (XPending (display) > 0)
      if (handle_event (display, damage_event))
        return TRUE;
    g_usleep (LOOK);
  }
  return FALSE;
}

static void
end (pid_t child)
{
  gint64 until = g_get_monotonic_time () + END_PATIENCE;

  kill (child, SIGTERM);
  while (waitpid (child, NULL, WNOHANG) == 0) {
    if (g_get_monotonic_time () > until)
      kill (child, SIGKILL);
    g_usleep (LOOK);
  }
}

int
main (int argc, char **argv)
{
  Display *display = XOpenDisplay (NULL);
  int damage_event, damage_error;
  gboolean is_there;
  gint64 begin;
  pid_t child;

  if (argc < 2 || display == NULL ||
      !XDamageQueryExtension (display, &damage_event, &damage_error)) {
    fprintf (stderr, "usage: bench-first-frame COMMAND..., on a screen with DAMAGE\n");
    return EXIT_FAILURE;
  }
  XSetErrorHandler (ignore_error);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);
  begin = g_get_monotonic_time ();
  child = start (argv + 1);
  is_there = wait_for_frame (display, damage_event, child, begin + PATIENCE);
  if (is_there)
    printf ("%.1f\n", (double) (g_get_monotonic_time () - begin) / 1000);
  end (child);
  return is_there ? EXIT_SUCCESS : EXIT_FAILURE;
}
