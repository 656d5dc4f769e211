/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"
#include "filter/safi-filter.h"

static void
print_json (const SafiCheck *check, const SafiFinding *finding)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  const struct {
    const char *name;
    const char *value;
  } members[] = {
    { "code", finding->code },
    { "group", safi_group_to_word (check->group) },
    { "kind", safi_kind_to_word (safi_filter_get_kind (finding->code)) },
    { "title", g_dgettext (GETTEXT_PACKAGE, finding->title) },
    { "advice", *finding->advice != '\0' ? g_dgettext (GETTEXT_PACKAGE, finding->advice) : "" },
    { "tip", finding->tip },
  };

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    json_builder_set_member_name (builder, members[i].name);
    json_builder_add_string_value (builder, members[i].value);
  }
  json_builder_set_member_name (builder, "weight");
  json_builder_add_double_value (builder, finding->weight);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static void
print_text (const SafiCheck *check, const SafiFinding *finding)
{
  g_autofree char *code = safi_cli_fit (finding->code, 30);

  g_print ("%s %+5.1f  %s\n", code, finding->weight, g_dgettext (GETTEXT_PACKAGE, finding->title));
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  const SafiCheck *const *checks;
  guint n_checks;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_findings, NULL, &argc, &argv, &code))
    return code;
  checks = safi_filter_list_checks (&n_checks);
  for (guint i = 0; i < n_checks; i++)
    for (guint j = 0; j < checks[i]->n_findings; j++) {
      if (cli->json)
        print_json (checks[i], &checks[i]->findings[j]);
      else
        print_text (checks[i], &checks[i]->findings[j]);
    }
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_findings = {
  .name = "findings",
  .arguments = "",
  .summary = N_ ("List all that can be found, with weights in nats"),
  .run = run,
};
