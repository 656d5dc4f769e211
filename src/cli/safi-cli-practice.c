/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"
#include "core/text/safi-text.h"
#include "words/teaching/safi-words-pocket.h"

static gboolean option_quiet = FALSE;
static char *option_pocket = NULL;
static char *option_topic = NULL;

static const GOptionEntry options[] = {
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &option_quiet, N_ ("Print the counts only"), NULL },
  { "pocket", 0, 0, G_OPTION_ARG_FILENAME, &option_pocket,
    N_ ("Write a round of practice for a phone into this file, and link nothing"), N_ ("FILE") },
  { "topic", 0, 0, G_OPTION_ARG_STRING, &option_topic,
    N_ ("What it is about: mixed, school, shop, mobile-money, jobs, phone, mailbox"),
    N_ ("TOPIC") },
  { NULL },
};

/* Another round each time. */
static int
write_pocket (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
  g_autofree SafiPracticeRound *round = NULL;
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  SafiTopic topic = SAFI_TOPIC_MIXED;

  if (option_topic != NULL && !safi_topic_from_word (option_topic, &topic)) {
    const char *const args[] = { option_topic, NULL };
    /* Translators: {0} is what was typed as a topic. */
    g_autofree char *sentence = safi_text_fill (_ ("There is no topic {0}."), args);

    return safi_cli_misuse (sentence);
  }
  round = safi_practice_round_new (topic, NULL, record, g_random_int ());
  page = safi_words_pocket (round);
  if (g_file_set_contents (option_pocket, page, -1, &error))
    return SAFI_EXIT_DONE;
  safi_cli_misuse (error->message);
  return SAFI_EXIT_FAILED;
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (SafiAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_practice, options, &argc, &argv, &code))
    return code;
  if (argc > 1)
    return safi_cli_misuse (_ ("practice takes no names."));
  if (option_pocket != NULL)
    return write_pocket ();
  if (option_topic != NULL)
    return safi_cli_misuse (_ ("--topic needs --pocket."));
  code = safi_cli_start (cli, FALSE);
  if (code != SAFI_EXIT_DONE)
    return code;
  safi_engine_add_practice_async (cli->engine, NULL, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  account = safi_engine_add_practice_finish (cli->engine, result, &error);
  if (account == NULL ||
      !safi_cli_check_account (cli, account, SAFI_CHECK_AS_POLICY, option_quiet, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_practice = {
  .name = "practice",
  .arguments = "",
  .summary =
      N_ ("Link the practice mailbox and check it, or write a round of practice for a phone"),
  .run = run,
};
