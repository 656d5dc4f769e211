/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Safibox at work without a window: watches the accounts of a store until standard input ends, and
 * prints what it is told. A line there is a person who asks for a check. usage: watch-driver
 * DIRECTORY CA-FILE SECRET */

#include <stdio.h>
#include <unistd.h>

#include <glib-unix.h>

#include "core/base/safi-error.h"
#include "service/engine/safi-engine.h"

static void
judged_cb (SafiEngine *engine, SafiJudged *row, gpointer user_data)
{
  g_autofree char *subject = g_uri_escape_string (row->subject, NULL, FALSE);

  g_print ("judged %s %d\n", subject, safi_verdict_get_decision (row->verdict));
  fflush (stdout);
}

static void
problem_cb (SafiEngine *engine, const char *account, const GError *error, gpointer user_data)
{
  g_print ("problem %s\n", safi_error_to_word ((SafiError) error->code));
  fflush (stdout);
}

static void
activity_cb (SafiAccountState *state, GParamSpec *property, gpointer user_data)
{
  g_print ("activity %d\n", safi_account_state_get_activity (state));
  fflush (stdout);
}

static void
secret_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  safi_engine_set_secret_finish (SAFI_ENGINE (source), result, &error);
  g_assert_no_error (error);
  safi_engine_set_watching (SAFI_ENGINE (source), TRUE);
}

typedef struct {
  SafiEngine *engine;
  GMainLoop *loop;
} Driver;

static void
check_all (SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    safi_engine_check_async (engine, safi_account_get_id (safi_account_state_get_account (state)),
                             SAFI_CHECK_AS_POLICY, NULL, NULL, NULL);
  }
}

static gboolean
input_cb (int fd, GIOCondition condition, gpointer user_data)
{
  Driver *driver = user_data;
  char octets[64];

  if (read (fd, octets, sizeof octets) > 0) {
    check_all (driver->engine);
    return G_SOURCE_CONTINUE;
  }
  g_main_loop_quit (driver->loop);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (argv[2], &error);
  SafiEngine *engine = safi_engine_new (argv[1], safi_clock_get_system (), database);
  GListModel *accounts = safi_engine_get_accounts (engine);
  Driver driver = { engine, loop };

  safi_engine_set_dns (engine, "", NULL, NULL);
  g_signal_connect (engine, "judged", G_CALLBACK (judged_cb), NULL);
  g_signal_connect (engine, "problem", G_CALLBACK (problem_cb), NULL);
  safi_engine_start (engine, FALSE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    g_signal_connect (state, "notify::activity", G_CALLBACK (activity_cb), NULL);
    safi_engine_set_secret_async (engine,
                                  safi_account_get_id (safi_account_state_get_account (state)),
                                  argv[3], FALSE, NULL, secret_set_cb, NULL);
  }
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, input_cb, &driver);
  g_main_loop_run (loop);
  safi_engine_stop (engine);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (engine);
  return 0;
}
