/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "awareness/country/safi-country.h"
#include "cli/safi-cli-input.h"
#include "cli/safi-cli.h"
#include "core/base/safi-clock.h"
#include "core/report/safi-feedback.h"
#include "words/report/safi-words-route.h"
#include "words/teaching/safi-words-emergency.h"

static char *option_country = NULL;
static gboolean option_arf = FALSE;
static gboolean option_message = FALSE;
static gboolean option_redact = FALSE;

static gboolean is_refused = FALSE; /* a threat with pictures is not written out */

static const GOptionEntry options[] = {
  { "country", 'c', 0, G_OPTION_ARG_STRING, &option_country,
    N_ ("Say who takes reports in that country"), N_ ("CODE") },
  { "arf", 0, 0, G_OPTION_ARG_NONE, &option_arf,
    N_ ("Write a report for administrators of mail servers (RFC 5965)"), NULL },
  { "message", 'm', 0, G_OPTION_ARG_NONE, &option_message,
    N_ ("Write the message as it would be handed over"), NULL },
  { "redact", 'r', 0, G_OPTION_ARG_NONE, &option_redact,
    N_ ("Leave out your addresses, names, pictures and files"), NULL },
  { NULL },
};

/* What is known of the message that is reported. */
typedef struct {
  SafiMessage *message;
  SafiVerdict *verdict;
  SafiAuthResult *auth;  /* (nullable) */
  SafiHandover handover; /* as it is handed over */
  GStrv own;
} Report;

static void
clear_report (Report *report)
{
  g_clear_pointer (&report->message, safi_message_unref);
  g_clear_pointer (&report->verdict, safi_verdict_unref);
  g_clear_pointer (&report->auth, safi_auth_result_unref);
  safi_handover_clear (&report->handover);
  g_clear_pointer (&report->own, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Report, clear_report)

static gboolean
judge (SafiCli *cli, Report *report, GBytes *octets, GError **error)
{
  SafiCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SafiMessage) seen = NULL;

  safi_engine_judge_async (cli->engine, NULL, octets, SAFI_FORM_MAIL, cli->cancellable,
                           safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  report->verdict = safi_engine_judge_finish (cli->engine, result, &seen, &report->auth, error);
  if (report->verdict == NULL)
    return FALSE;
  report->message = safi_message_new (octets, 0);
  report->own = safi_cli_list_own_addresses (cli);
  report->handover = option_redact
                         ? safi_redact_mail (report->message, (const char *const *) report->own)
                         : safi_redact_keep (report->message);
  return TRUE;
}

static gboolean
is_withheld (const Report *report)
{
  return safi_verdict_get_kind (report->verdict) == SAFI_KIND_THREAT &&
         safi_redact_has_files (report->message);
}

/* Returns: (transfer full): from what is handed over, so that it tells no more. */
static char *
write_text (const Report *report)
{
  g_autoptr (SafiMessage) shown = safi_message_new (report->handover.octets, 0);

  return safi_words_route_text (shown, safi_verdict_get_kind (report->verdict), report->auth);
}

/* Beside what is written, so that it does not pass for the whole. */
static void
tell_header_only (const Report *report)
{
  if (report->handover.is_header)
    g_printerr ("%s\n", safi_words_route_header_only ());
}

static void
print_octets (GBytes *octets)
{
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);

  fwrite (data, 1, length, stdout);
}

static void
print_feedback (const Report *report)
{
  g_autofree char *text = write_text (report);
  const SafiFeedback feedback = {
    .kind = safi_verdict_get_kind (report->verdict),
    .auth = report->auth,
    .from = option_redact
                ? NULL
                : safi_feedback_find_reporter (report->message, (const char *const *) report->own),
    .text = text,
    .now = g_get_real_time () / G_USEC_PER_SEC,
  };
  g_autoptr (GBytes) octets = safi_feedback_write (&feedback, &report->handover);

  print_octets (octets);
}

static void
print_route (const SafiRoute *route, const GDate *today)
{
  const SafiCountryFact *fact = route->fact;
  const char *title =
      fact != NULL ? safi_words_country_use (fact->use) : safi_words_route_title (route->way);
  g_autofree char *details = fact != NULL ? safi_words_contact_details (fact, today) : NULL;

  if (fact != NULL)
    g_print ("%s: %s\n  %s\n  %s\n", title, fact->value, details,
             safi_words_route_advice (route->way));
  else
    g_print ("%s\n  %s\n", title, safi_words_route_advice (route->way));
}

/* Returns: (transfer full) (nullable): NULL if no country was named. */
static GArray *
list_routes (const Report *report, GDate *ret_today)
{
  safi_clock_get_date (safi_clock_get_system (), ret_today);
  if (option_country == NULL)
    return NULL;
  return safi_report_list_routes (safi_country_list_facts (), option_country,
                                  safi_verdict_get_kind (report->verdict), SAFI_FORM_MAIL,
                                  ret_today);
}

static void
add_route (JsonBuilder *builder, const SafiRoute *route)
{
  static const char *const ways[] = {
    [SAFI_ROUTE_MAIL] = "mail",         [SAFI_ROUTE_WRITE] = "write",
    [SAFI_ROUTE_WEB] = "web",           [SAFI_ROUTE_SMS] = "sms",
    [SAFI_ROUTE_CALL] = "call",         [SAFI_ROUTE_PROVIDER] = "provider",
    [SAFI_ROUTE_OPERATOR] = "operator", [SAFI_ROUTE_BANK] = "bank",
    [SAFI_ROUTE_POLICE] = "police",
  };

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "way", ways[route->way]);
  if (route->fact != NULL) {
    safi_cli_json_string (builder, "value", route->fact->value);
    safi_cli_json_string (builder, "body", route->fact->body);
    safi_cli_json_string (builder, "source", route->fact->source);
  }
  json_builder_end_object (builder);
}

static void
print_json (const Report *report, GArray *routes)
{
  g_autofree char *text = is_withheld (report) ? NULL : write_text (report);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "kind",
                        safi_kind_to_word (safi_verdict_get_kind (report->verdict)));
  if (text != NULL)
    safi_cli_json_string (builder, "text", text);
  if (routes != NULL) {
    json_builder_set_member_name (builder, "routes");
    json_builder_begin_array (builder);
    for (guint i = 0; i < routes->len; i++)
      add_route (builder, &g_array_index (routes, SafiRoute, i));
    json_builder_end_array (builder);
  }
  json_builder_end_object (builder);
  safi_cli_print_json (builder);
}

static void
print_report (const Report *report, GArray *routes, const GDate *today)
{
  g_autofree char *text = NULL;

  for (guint i = 0; routes != NULL && i < routes->len; i++)
    print_route (&g_array_index (routes, SafiRoute, i), today);
  if (is_withheld (report)) {
    g_printerr ("%s\n", safi_words_route_withheld ());
    return;
  }
  text = write_text (report);
  g_print ("%s%s", routes != NULL ? "\n" : "", text);
}

static gboolean
report_cb (const char *name, GBytes *octets, gpointer user_data, GError **error)
{
  SafiCli *cli = user_data;
  g_auto (Report) report = { 0 };
  g_autoptr (GArray) routes = NULL;
  GDate today;

  if (!judge (cli, &report, octets, error))
    return FALSE;
  routes = list_routes (&report, &today);
  if (!is_withheld (&report))
    tell_header_only (&report);
  if (cli->json)
    print_json (&report, routes);
  else if (is_withheld (&report) || !(option_arf || option_message))
    print_report (&report, routes, &today);
  else if (option_arf)
    print_feedback (&report);
  else
    print_octets (report.handover.octets);
  is_refused |= is_withheld (&report);
  return TRUE;
}

static gboolean
is_country (const char *code)
{
  return strlen (code) == 2 && g_ascii_isupper (code[0]) && g_ascii_isupper (code[1]);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_report, options, &argc, &argv, &code))
    return code;
  if (argc != 2)
    return safi_cli_misuse (_ ("Name one file, or - for standard input."));
  if (option_country != NULL && !is_country (option_country))
    return safi_cli_misuse (_ ("Name a country by its two letters, such as KE."));
  if ((option_arf || option_message) && (option_country != NULL || option_arf == option_message))
    return safi_cli_misuse (_ ("Choose one of --country, --arf and --message."));
  code = safi_cli_start (cli, TRUE);
  if (code != SAFI_EXIT_DONE)
    return code;
  if (safi_cli_read_messages ((const char *const *) argv + 1, report_cb, cli, &error))
    return is_refused ? SAFI_EXIT_DATA : SAFI_EXIT_DONE;
  return safi_cli_fail (cli, g_steal_pointer (&error));
}

const SafiCommand safi_command_report = {
  .name = "report",
  .arguments = "FILE|-",
  .summary = N_ ("Write a report about a junk message, for you to hand over; nothing is sent"),
  .run = run,
};
