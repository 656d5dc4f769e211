/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Loaded before a GLib program (LD_PRELOAD), it notes the processor time of the main thread between
 * two waits of the main loop: of one or several dispatches, so none took longer. With
 * $BENCH_DISPATCH_WALL it notes the time of the clock, which is what the person waits. SIGUSR1
 * begins, SIGUSR2 ends and writes the microseconds, one number a line, to the file $BENCH_DISPATCH.
 */
#include <signal.h>
#include <stdio.h>
#include <time.h>

#include <glib.h>

#define COUNT_MAX 1000000

static volatile sig_atomic_t is_on, is_over;
static guint32 *spans;
static guint n_spans;
static clockid_t clock_used = CLOCK_THREAD_CPUTIME_ID;
static gint64 begin; /* microseconds; 0 = not known */

static gint64
read_clock (void)
{
  struct timespec now;

  clock_gettime (clock_used, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
write_spans (void)
{
  FILE *file = fopen (g_getenv ("BENCH_DISPATCH"), "w");

  for (guint i = 0; file != NULL && i < n_spans; i++)
    fprintf (file, "%u\n", spans[i]);
  if (file != NULL)
    fclose (file);
}

static gint
poll_and_note (GPollFD *fds, guint n_fds, gint timeout)
{
  gint n_ready;

  if (is_on && begin > 0 && n_spans < COUNT_MAX)
    spans[n_spans++] = (guint32) (read_clock () - begin);
  if (is_over) {
    is_on = is_over = 0;
    write_spans ();
  }
  n_ready = g_poll (fds, n_fds, timeout);
  begin = read_clock ();
  return n_ready;
}

static void
begin_cb (int number)
{
  is_on = 1;
}

static void
end_cb (int number)
{
  is_over = 1;
}

__attribute__ ((constructor)) static void
enter (void)
{
  if (g_getenv ("BENCH_DISPATCH") == NULL)
    return;
  if (g_getenv ("BENCH_DISPATCH_WALL") != NULL)
    clock_used = CLOCK_MONOTONIC;
  spans = g_new0 (guint32, COUNT_MAX);
  g_main_context_set_poll_func (g_main_context_default (), poll_and_note);
  signal (SIGUSR1, begin_cb);
  signal (SIGUSR2, end_cb);
}
