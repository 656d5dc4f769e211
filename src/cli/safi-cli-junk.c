/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"
#include "core/base/safi-error.h"
#include "core/text/safi-text.h"

#define CHARS_MAX 100

static char *
find_name (SafiCli *cli, const char *id, gboolean *ret_is_there, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_name_junk_async (cli->engine, id, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  return safi_engine_name_junk_finish (cli->engine, result, ret_is_there, error);
}

static gboolean
create (SafiCli *cli, const char *id, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_create_junk_async (cli->engine, id, name, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  return safi_engine_create_junk_finish (cli->engine, result, error);
}

static int
tell (SafiCli *cli, const char *name, gboolean is_made)
{
  g_autofree char *shown = safi_text_for_display (name, CHARS_MAX, FALSE);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json) {
    /* Translators: %s is the name of a folder. */
    g_print (is_made ? _ ("The Junk folder “%s” was made.\n")
                     : _ ("This mailbox has a Junk folder: “%s”. Nothing was changed.\n"),
             shown);
    return SAFI_EXIT_DONE;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "junk_folder", name);
  json_builder_set_member_name (builder, "is_made");
  json_builder_add_boolean_value (builder, is_made);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
  return SAFI_EXIT_DONE;
}

/* Returns: SAFI_EXIT_DONE if the folder may be made. */
static int
ask (const char *name)
{
  g_autofree char *question =
      /* Translators: %s is the name that the folder gets. */
      g_strdup_printf (_ ("Make a folder “%s” for junk in this mailbox? [y/N] "), name);

  if (!safi_cli_is_terminal ())
    return safi_cli_misuse (_ ("Nobody can be asked here; --yes makes the folder."));
  return safi_cli_ask (question) ? SAFI_EXIT_DONE : SAFI_EXIT_STOPPED;
}

int
safi_cli_create_junk (SafiCli *cli, const char *name, gboolean yes, gboolean with_password)
{
  SafiAccount *account = safi_cli_find_account (cli, name);
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_there;
  int code;

  if (account == NULL)
    return safi_cli_fail (cli, g_error_new_literal (SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "account"));
  if (with_password && !safi_cli_give_passwords (cli, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  folder = find_name (cli, safi_account_get_id (account), &is_there, &error);
  if (folder == NULL)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  if (is_there)
    return tell (cli, folder, FALSE);
  code = yes ? SAFI_EXIT_DONE : ask (folder);
  if (code != SAFI_EXIT_DONE)
    return code;
  if (!create (cli, safi_account_get_id (account), folder, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return tell (cli, folder, TRUE);
}
