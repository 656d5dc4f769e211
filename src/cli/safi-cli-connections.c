/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/safi-cli-connections.h"

#include <glib/gi18n-lib.h>

#include "words/mailbox/safi-words-contacts.h"

static void
print_json (const SafiContact *row)
{
  g_autofree char *day = g_strdup_printf ("%04d-%02d-%02d", (int) (row->day / 10000),
                                          (int) (row->day / 100 % 100), (int) (row->day % 100));
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "day", day);
  safi_cli_json_string (builder, "why", safi_contact_why_to_word (row->why));
  safi_cli_json_string (builder, "host", row->host);
  safi_cli_json_int (builder, "port", row->port);
  safi_cli_json_int (builder, "times", row->times);
  safi_cli_json_int (builder, "octets", (gint64) row->octets);
  safi_cli_json_int (builder, "last", row->last);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

/* @before: the row above it; NULL: there is none. */
static void
print_text (const SafiContact *row, const SafiContact *before, gint64 now)
{
  g_autofree char *host = safi_words_contact_host (row);
  g_autofree char *amount = safi_words_contact_amount (row);

  if (before == NULL || before->day != row->day) {
    g_autofree char *day = safi_words_contact_day (row->day, now);

    g_print ("%s\n", day);
  }
  g_print ("  %s  %s  %s\n", host, safi_words_contact_why (row->why), amount);
}

int
safi_cli_list_connections (SafiCli *cli)
{
  const gint64 now = safi_clock_wall (safi_clock_get_system ());
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_list_contacts_async (cli->engine, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  rows = safi_engine_list_contacts_finish (cli->engine, result, &error);
  if (rows == NULL)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  for (guint i = 0; i < rows->len; i++) {
    if (cli->json)
      print_json (rows->pdata[i]);
    else
      print_text (rows->pdata[i], i > 0 ? rows->pdata[i - 1] : NULL, now);
  }
  if (rows->len == 0 && !cli->json)
    g_print ("%s\n", _ ("Safibox has contacted nobody in the last 7 days."));
  return SAFI_EXIT_DONE;
}
