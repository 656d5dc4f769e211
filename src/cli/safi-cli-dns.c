/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/safi-cli-dns.h"

#include <glib/gi18n-lib.h>

#include "auth/dns/safi-dns-loop.h"
#include "auth/dns/safi-zone-writer.h"
#include "auth/dns/safi-zone.h"
#include "core/text/safi-text.h"

#define NOBODY "none" /* the argument of --dns that asks no server */

static char *option_zone = NULL;
static char *option_server = NULL;
static char *option_record = NULL;

static const GOptionEntry dns_options[] = {
  { "zone", 0, 0, G_OPTION_ARG_FILENAME, &option_zone, N_ ("Ask this file instead of the network"),
    N_ ("FILE") },
  { "dns", 0, 0, G_OPTION_ARG_STRING, &option_server,
    N_ ("Ask this DNS server instead of the system's; “none” asks nobody"), N_ ("ADDRESS:PORT") },
  { "record", 0, 0, G_OPTION_ARG_FILENAME, &option_record,
    N_ ("Write what was answered into this file, to be read with --zone"), N_ ("FILE") },
};

struct _SafiCliDns {
  SafiCli *cli;
  SafiResolver *zone;     /* (nullable) */
  SafiDnsLoop *loop;      /* (nullable): without a zone */
  SafiZoneWriter *writer; /* (nullable) */
};

/* What @run of safi_cli_dns_run is called with. */
typedef struct {
  SafiCliDns *dns;
  void (*run) (SafiResolver *resolver, gpointer user_data);
  gpointer user_data;
} Run;

gboolean
safi_cli_parse_with_dns (const SafiCommand *command,
                         const GOptionEntry *entries,
                         int *argc,
                         char ***argv,
                         int *ret_exit)
{
  g_autoptr (GArray) all = g_array_new (TRUE, FALSE, sizeof (GOptionEntry));

  for (; entries != NULL && entries->long_name != NULL; entries++)
    g_array_append_val (all, *entries);
  g_array_append_vals (all, dns_options, G_N_ELEMENTS (dns_options));
  return safi_cli_parse (command, (const GOptionEntry *) all->data, argc, argv, ret_exit);
}

static SafiResolver *
open_zone (SafiCli *cli, int *ret_exit)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *message = NULL;
  SafiZone *zone = NULL;
  gsize length;

  if (!g_file_get_contents (option_zone, &json, &length, &error)) {
    *ret_exit = safi_cli_fail (cli, g_steal_pointer (&error));
    return NULL;
  }
  zone = safi_zone_new (json, (gssize) length, &error);
  if (zone != NULL)
    return SAFI_RESOLVER (zone);
  message = safi_text_for_display (error->message, 300, FALSE);
  g_printerr ("%s\n", message);
  *ret_exit = safi_cli_fail (cli, g_steal_pointer (&error));
  return NULL;
}

static SafiDnsLoop *
open_network (int *ret_exit)
{
  SafiDnsClient *client = NULL;

  if (g_strcmp0 (option_server, NOBODY) == 0)
    return safi_dns_loop_new (safi_clock_get_system (), NULL);
  client = safi_dns_client_new (option_server, NULL);
  if (client != NULL)
    return safi_dns_loop_new (safi_clock_get_system (), client);
  *ret_exit = safi_cli_misuse (_ ("--dns is an address and a port, as in 192.0.2.1:53."));
  return NULL;
}

/* FALSE with @error: that file cannot be written. */
static gboolean
write_record (SafiCliDns *self, GError **error)
{
  g_autofree char *json = safi_zone_writer_to_json (self->writer);

  return g_file_set_contents (option_record, json, -1, error);
}

/* An empty record at once, because afterwards it is too late for another file. */
static gboolean
open_record (SafiCliDns *self, int *ret_exit)
{
  g_autoptr (GError) error = NULL;

  if (option_record == NULL)
    return TRUE;
  self->writer = safi_zone_writer_new ();
  if (write_record (self, &error))
    return TRUE;
  *ret_exit = safi_cli_fail (self->cli, g_steal_pointer (&error));
  return FALSE;
}

SafiCliDns *
safi_cli_dns_open (SafiCli *cli, int *ret_exit)
{
  g_autoptr (SafiCliDns) self = g_new0 (SafiCliDns, 1);

  self->cli = cli;
  if (option_zone != NULL && option_server != NULL) {
    *ret_exit = safi_cli_misuse (_ ("Give either --zone or --dns."));
    return NULL;
  }
  if (!open_record (self, ret_exit))
    return NULL;
  if (option_zone != NULL)
    self->zone = open_zone (cli, ret_exit);
  else
    self->loop = open_network (ret_exit);
  return self->zone != NULL || self->loop != NULL ? g_steal_pointer (&self) : NULL;
}

void
safi_cli_dns_free (SafiCliDns *self)
{
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    return;
  if (self->writer != NULL && !write_record (self, &error))
    safi_cli_fail (self->cli, g_steal_pointer (&error));
  g_clear_object (&self->zone);
  g_clear_object (&self->writer);
  safi_dns_loop_free (self->loop);
  g_free (self);
}

static void
run_once (SafiResolver *resolver, gpointer data)
{
  const Run *run = data;
  g_autoptr (SafiResolver) listening = NULL;

  if (run->dns->writer != NULL)
    listening = safi_zone_writer_listen (run->dns->writer, resolver);
  run->run (listening != NULL ? listening : resolver, run->user_data);
}

static void
run_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  const SafiDnsJob job = { run_once, data };
  g_autoptr (GError) error = NULL;

  if (safi_dns_loop_run (((Run *) data)->dns->loop, &job, 1, SAFI_DNS_LOOP_SECONDS, cancellable,
                         &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
run_over_network (Run *run, GError **error)
{
  SafiCliWait wait = { 0 };
  g_autoptr (GTask) task = g_task_new (NULL, run->dns->cli->cancellable, safi_cli_ready_cb, &wait);
  g_autoptr (GAsyncResult) result = NULL;

  g_task_set_task_data (task, run, NULL);
  g_task_run_in_thread (task, run_in_thread);
  result = safi_cli_wait (&wait);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
safi_cli_dns_run (SafiCliDns *self,
                  void (*run) (SafiResolver *resolver, gpointer user_data),
                  gpointer user_data,
                  GError **error)
{
  Run data = { self, run, user_data };

  if (self->zone != NULL)
    run_once (self->zone, &data);
  return self->zone != NULL || run_over_network (&data, error);
}
