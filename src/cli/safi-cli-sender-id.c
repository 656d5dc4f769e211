/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "auth/spf/safi-sender-id.h"
#include "cli/safi-cli-auth.h"
#include "cli/safi-cli-input.h"
#include "core/text/safi-text.h"

static char *option_ip = NULL;
static char *option_helo = NULL;
static char *option_mail_from = NULL;
static char *option_pra = NULL;
static char *option_scope = NULL;

static const GOptionEntry options[] = {
  { "ip", 0, 0, G_OPTION_ARG_STRING, &option_ip, N_ ("The client's address"), N_ ("IP") },
  { "helo", 0, 0, G_OPTION_ARG_FILENAME, &option_helo, N_ ("The name it gave"), N_ ("NAME") },
  { "mail-from", 0, 0, G_OPTION_ARG_FILENAME, &option_mail_from,
    N_ ("The sender of the envelope; empty for a bounce"), N_ ("ADDRESS") },
  { "pra", 0, 0, G_OPTION_ARG_FILENAME, &option_pra,
    N_ ("The purported responsible address, instead of messages"), N_ ("ADDRESS") },
  { "scope", 0, 0, G_OPTION_ARG_STRING, &option_scope, N_ ("pra (the default) or mfrom"),
    N_ ("SCOPE") },
  { NULL },
};

typedef struct {
  SafiCli *cli;
  SafiCliDns *dns;
  SafiSpfRequest request;
} Checking;

/* One look for an answer. */
typedef struct {
  const SafiSpfRequest *request;
  const SafiPra *pra; /* (nullable): in the scope mfrom */
  SafiSpfResult *result;
} Case;

static void
print (SafiCli *cli, const char *file, const SafiPra *pra, const SafiSpfResult *result)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json) {
    g_autofree char *name = file != NULL ? safi_text_for_display (file, 300, FALSE) : NULL;

    g_print ("%s%s", name != NULL ? name : "", name != NULL ? ": " : "");
    safi_cli_print_spf_result ("sender-id", pra != NULL ? "pra" : "mfrom", result);
    return;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  safi_cli_json_text (builder, "file", file);
  safi_cli_json_string (builder, "scope", pra != NULL ? "pra" : "mfrom");
  safi_cli_json_text (builder, "pra",
                      pra != NULL && pra->address != NULL ? pra->address->address : NULL);
  safi_cli_json_text (builder, "field", pra != NULL ? pra->field : NULL);
  safi_cli_add_spf_result (builder, result);
  json_builder_set_member_name (builder, "explicit");
  json_builder_add_boolean_value (builder, result->is_explicit);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static void
check_case (SafiResolver *resolver, gpointer user_data)
{
  Case *one = user_data;

  g_clear_pointer (&one->result, safi_spf_result_free);
  if (one->pra != NULL)
    one->result = safi_sender_id_check_pra (resolver, one->request, one->pra);
  else
    one->result = safi_spf_check_mail_from (resolver, one->request, SAFI_SPF_SCOPE_MFROM);
}

/* @file, @pra: (nullable). */
static gboolean
check_and_print (Checking *checking, const char *file, const SafiPra *pra, GError **error)
{
  Case one = { .request = &checking->request, .pra = pra };
  const gboolean is_done = safi_cli_dns_run (checking->dns, check_case, &one, error);
  g_autoptr (SafiSpfResult) result = one.result;

  if (is_done)
    print (checking->cli, file, pra, result);
  return is_done;
}

static gboolean
check_message_cb (const char *name, GBytes *octets, gpointer user_data, GError **error)
{
  g_auto (SafiPra) pra = { 0 };
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);

  safi_pra_find (data, length, &pra);
  return check_and_print (user_data, name, &pra, error);
}

static gboolean
check (Checking *checking, gboolean is_mfrom, char **files, GError **error)
{
  if (is_mfrom)
    return check_and_print (checking, NULL, NULL, error);
  if (option_pra != NULL) {
    g_autofree char *value = safi_text_make_valid (option_pra, -1);
    g_auto (SafiPra) pra = { .address = safi_address_parse_mailbox (value) };

    if (!check_and_print (checking, NULL, &pra, error))
      return FALSE;
  }
  return safi_cli_read_messages ((const char *const *) files, check_message_cb, checking, error);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (SafiCliDns) dns = NULL;
  g_autoptr (GError) error = NULL;
  Checking checking = { .cli = cli };
  gboolean is_mfrom;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse_with_dns (&safi_command_sender_id, options, &argc, &argv, &code))
    return code;
  is_mfrom = g_strcmp0 (option_scope, "mfrom") == 0;
  if (option_scope != NULL && !is_mfrom && !g_str_equal (option_scope, "pra"))
    return safi_cli_misuse (_ ("--scope is pra or mfrom."));
  if (is_mfrom ? argc > 1 || option_mail_from == NULL : argc < 2 && option_pra == NULL)
    return safi_cli_misuse (_ ("Name messages or --pra; for the scope mfrom, --mail-from."));
  if (!safi_cli_read_ip (option_ip, &checking.request.ip, &code))
    return code;
  dns = safi_cli_dns_open (cli, &code);
  if (dns == NULL)
    return code;
  checking.dns = dns;
  checking.request.helo = option_helo != NULL ? option_helo : "";
  checking.request.mail_from = option_mail_from != NULL ? option_mail_from : "";
  checking.request.time = g_get_real_time () / G_USEC_PER_SEC;
  checking.request.explain = TRUE;
  if (!check (&checking, is_mfrom, argv + 1, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_sender_id = {
  .name = "sender-id",
  .arguments = "--ip IP FILE…",
  .summary = N_ ("Say whether an address may send for who is responsible (Sender ID)"),
  .run = run,
};
