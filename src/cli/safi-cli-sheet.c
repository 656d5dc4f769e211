/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli/safi-cli-input.h"
#include "cli/safi-cli.h"
#include "core/base/safi-error.h"
#include "filter/safi-filter.h"
#include "words/report/safi-words-sheet.h"

static gboolean option_show = FALSE;
static gboolean option_text = FALSE;

static const GOptionEntry options[] = {
  { "show", 's', 0, G_OPTION_ARG_NONE, &option_show,
    N_ ("The files are sheets of somebody else: show them"), NULL },
  { "text", 't', 0, G_OPTION_ARG_NONE, &option_text,
    N_ ("The files hold plain text (an SMS, a chat), not mail"), NULL },
  { NULL },
};

static void
print_sheet (SafiVerdict *verdict, SafiMessage *message, const char *const *own)
{
  g_autoptr (GBytes) sheet = NULL;
  SafiErasedWords words;
  gsize length;
  const char *data;

  safi_words_get_erased (&words);
  sheet = safi_sheet_write (verdict, message, own, &words);
  data = g_bytes_get_data (sheet, &length);
  fwrite (data, 1, length, stdout);
}

static gboolean
write_cb (const char *name, GBytes *octets, gpointer user_data, GError **error)
{
  SafiCli *cli = user_data;
  SafiCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;
  g_auto (GStrv) own = safi_cli_list_own_addresses (cli);

  safi_engine_judge_async (cli->engine, NULL, octets, option_text ? SAFI_FORM_TEXT : SAFI_FORM_MAIL,
                           cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  verdict = safi_engine_judge_finish (cli->engine, result, &message, NULL, error);
  if (verdict == NULL)
    return FALSE;
  print_sheet (verdict, message, (const char *const *) own);
  return TRUE;
}

/* Nothing is judged, learned or remembered: what the sheet says is shown. */
static gboolean
show_cb (const char *name, GBytes *octets, gpointer user_data, GError **error)
{
  SafiCli *cli = user_data;
  g_autoptr (SafiSheet) sheet = safi_sheet_read (octets, safi_filter_lookup, error);
  g_autofree char *text = NULL;

  if (sheet == NULL)
    return FALSE;
  if (cli->json) {
    safi_cli_print_verdict (cli, name, sheet->message, sheet->verdict, NULL);
    return TRUE;
  }
  text = safi_words_sheet (sheet);
  g_print ("%s\n\n%s",
           _ ("From somebody else. Safibox shows what the sheet says; it did not look "
              "at the message itself."),
           text);
  return TRUE;
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_sheet, options, &argc, &argv, &code))
    return code;
  if (argc != 2 || (option_show && option_text))
    return safi_cli_misuse (_ ("Name one file, or - for standard input."));
  code = option_show ? SAFI_EXIT_DONE : safi_cli_start (cli, TRUE);
  if (code != SAFI_EXIT_DONE)
    return code;
  if (safi_cli_read_messages ((const char *const *) argv + 1, option_show ? show_cb : write_cb, cli,
                              &error))
    return SAFI_EXIT_DONE;
  if (!g_error_matches (error, SAFI_ERROR, SAFI_ERROR_INVALID))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  g_printerr ("%s\n", _ ("This is no why-sheet."));
  return SAFI_EXIT_DATA;
}

const SafiCommand safi_command_sheet = {
  .name = "sheet",
  .arguments = "FILE|-",
  .summary = N_ ("Write for a helper what Safibox says of a message, without what tells of you"),
  .run = run,
};
