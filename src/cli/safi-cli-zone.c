/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "auth/safi-zone.h"
#include "cli/safi-cli-auth.h"
#include "core/safi-text.h"

SafiResolver *
safi_cli_open_resolver (SafiCli *cli, const char *zone, int *ret_exit)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *message = NULL;
  SafiZone *resolver = NULL;
  gsize length;

  if (zone == NULL) {
    *ret_exit = safi_cli_misuse (_ ("Name a zone file with --zone."));
    return NULL;
  }
  if (!g_file_get_contents (zone, &json, &length, &error)) {
    *ret_exit = safi_cli_fail (cli, g_steal_pointer (&error));
    return NULL;
  }
  resolver = safi_zone_new (json, (gssize) length, &error);
  if (resolver != NULL)
    return SAFI_RESOLVER (resolver);
  message = safi_text_for_display (error->message, 300, FALSE);
  g_printerr ("%s\n", message);
  *ret_exit = safi_cli_fail (cli, g_steal_pointer (&error));
  return NULL;
}

void
safi_cli_json_text (JsonBuilder *builder, const char *name, const char *octets)
{
  g_autofree char *text = octets != NULL ? safi_text_make_valid (octets, -1) : NULL;

  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}
