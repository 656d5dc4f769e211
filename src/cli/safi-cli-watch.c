/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"
#include "core/base/safi-error.h"
#include "core/text/safi-text.h"
#include "words/mailbox/safi-words-watch.h"

static gboolean
watch_again (SafiCli *cli, SafiAccount *account, GError **error)
{
  SafiCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  safi_engine_watch_again_async (cli->engine, safi_account_get_id (account), cli->cancellable,
                                 safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  return safi_engine_watch_again_finish (cli->engine, result, error);
}

static gboolean
set_watch_only (SafiCli *cli, SafiAccount *account, gboolean watch_only, GError **error)
{
  SafiAccountState *state = safi_engine_find_account (cli->engine, safi_account_get_id (account));
  SafiPolicy policy = *safi_account_state_get_wished_policy (state);

  policy.watch_only = watch_only;
  return safi_cli_set_policy (cli, account, &policy, error);
}

static gboolean
begin_moving (SafiCli *cli, SafiAccount *account, GError **error)
{
  int n_moved;

  if (!set_watch_only (cli, account, FALSE, error))
    return FALSE;
  n_moved = safi_cli_move_held_back (cli, safi_account_get_id (account), NULL, error);
  if (n_moved > 0)
    g_printerr (ngettext ("%d message moved to Junk", "%d messages moved to Junk", n_moved),
                n_moved);
  if (n_moved > 0)
    g_printerr ("\n");
  return n_moved >= 0;
}

int
safi_cli_watch (SafiCli *cli, const char *name, gboolean moves, gboolean with_password)
{
  SafiAccount *account = safi_cli_find_account (cli, name);
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (account == NULL)
    return safi_cli_fail (cli, g_error_new_literal (SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "account"));
  if (with_password && !safi_cli_give_passwords (cli, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  done = moves ? begin_moving (cli, account, &error)
               : set_watch_only (cli, account, TRUE, &error) && watch_again (cli, account, &error);
  return done ? SAFI_EXIT_DONE : safi_cli_fail (cli, g_steal_pointer (&error));
}

void
safi_cli_add_watching (JsonBuilder *builder, const SafiWatching *watching)
{
  json_builder_set_member_name (builder, "watching");
  json_builder_begin_object (builder);
  safi_cli_json_int (builder, "day", watching->day);
  json_builder_set_member_name (builder, "over");
  json_builder_add_boolean_value (builder, watching->is_over);
  safi_cli_json_int (builder, "today", watching->today);
  safi_cli_json_int (builder, "would_move", watching->week);
  safi_cli_json_int (builder, "corrected", watching->corrected);
  json_builder_end_object (builder);
}

void
safi_cli_print_watching (const SafiWatching *watching, SafiAccount *account)
{
  const char *const args[] = { safi_account_get_address (account), NULL };
  g_autofree char *day = safi_words_watch_day (watching->day);
  g_autofree char *week = safi_words_watch_week (watching->week, watching->corrected);

  if (watching->day == 0)
    return;
  g_print ("  %s. %s\n", day, week);
  if (watching->is_over) {
    g_autofree char *sentence = safi_text_fill (
        /* Translators: {0} is an e-mail address; what stands in the marks is typed as it is. */
        _ ("The first week is over. Say “safibox-cli accounts move {0}” to begin moving, "
           "“safibox-cli accounts watch {0}” for another week."),
        args);

    g_print ("  %s\n", sentence);
  }
}
