/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli-auth.h"
#include "core/text/safi-text.h"

gboolean
safi_cli_read_ip (const char *text, SafiIp *ret_ip, int *ret_exit)
{
  if (text != NULL && safi_ip_parse (text, ret_ip))
    return TRUE;
  *ret_exit = safi_cli_misuse (_ ("Give the client's address with --ip."));
  return FALSE;
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

void
safi_cli_add_spf_result (JsonBuilder *builder, const SafiSpfResult *result)
{
  safi_cli_json_string (builder, "result", safi_auth_code_to_string (result->code));
  safi_cli_json_text (builder, "domain", result->domain);
  safi_cli_json_text (builder, "mechanism", result->mechanism);
  safi_cli_json_text (builder, "explanation", result->explanation);
  safi_cli_json_text (builder, "problem", result->problem);
}

void
safi_cli_print_spf_result (const char *method, const char *identity, const SafiSpfResult *result)
{
  const char *const words[] = { result->domain, result->mechanism, result->problem,
                                result->explanation };

  g_print ("%s %s=%s", method, identity, safi_auth_code_to_string (result->code));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL && *words[i] != '\0') {
      g_autofree char *word = safi_text_for_display (words[i], 300, FALSE);

      g_print ("  %s", word);
    }
  g_print ("\n");
}
