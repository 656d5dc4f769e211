/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/message/safi-message.h"
#include "filter/model/safi-starter.h"
#include "filter/safi-filter.h"

/* bench-starter MODEL LIST: judges the messages whose paths LIST names, one per line, as a mailbox
 * does that was taught nothing. MODEL: a starter's file, "shipped" or "none". Prints for each: the
 * decision, the log-odds (nats), what of it the starter said, and its sum before that. */

#define PERSON "amina@practice.example"

static G_NORETURN void
fail (const char *what, const char *where)
{
  fprintf (stderr, "bench-starter: %s: %s\n", what, where);
  exit (EXIT_FAILURE);
}

/* Returns: (transfer full) (nullable). */
static SafiStarter *
open_starter (const char *model)
{
  g_autofree char *data = NULL;
  g_autoptr (GBytes) octets = NULL;
  SafiStarter *starter;
  gsize length;

  if (!g_file_get_contents (model, &data, &length, NULL))
    fail ("cannot be read", model);
  octets = g_bytes_new_take (g_steal_pointer (&data), length);
  starter = safi_starter_new (octets, NULL);
  if (starter == NULL)
    fail ("no starter model", model);
  return starter;
}

static double
get_said (SafiVerdict *verdict)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);
  double said = 0;

  for (guint i = 0; i < evidence->len; i++) {
    SafiEvidence *row = g_ptr_array_index (evidence, i);

    if (g_str_has_prefix (safi_evidence_get_finding (row)->code, "starter."))
      said += safi_evidence_get_weight (row);
  }
  return said;
}

static double
get_sum (SafiStarter *starter, SafiMessage *message)
{
  g_autoptr (SafiTokens) tokens = safi_tokens_new (message, SAFI_STARTER_KEY);
  g_autoptr (SafiStarterWords) words = safi_starter_words_new (message, tokens, SAFI_STARTER_BITS);

  return starter != NULL ? safi_starter_sum (starter, words, NULL) : 0;
}

static void
judge (SafiFilter *filter, SafiStarter *starter, const char *path)
{
  static const char *const decisions[] = { "good", "unsure", "junk" };
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) whole = mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;

  if (whole == NULL)
    fail ("cannot be read", path);
  message = safi_view_read (whole, SAFI_VIEW_LIVE);
  verdict = safi_filter_judge (filter, message, NULL, NULL);
  printf ("%s %.4f %.4f %.4f\n", decisions[safi_verdict_get_decision (verdict)],
          safi_verdict_get_log_odds (verdict), get_said (verdict), get_sum (starter, message));
}

int
main (int argc, char **argv)
{
  g_autoptr (SafiAccount) account = safi_account_new_practice (NULL, PERSON, ".");
  g_autoptr (SafiFilter) filter = safi_filter_new (NULL, account, NULL);
  g_autoptr (SafiStarter) loaded = NULL;
  SafiStarter *starter = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) paths = NULL;

  if (argc != 3 || !g_file_get_contents (argv[2], &text, NULL, NULL))
    fail ("wants", "MODEL LIST");
  if (g_str_equal (argv[1], "shipped"))
    starter = safi_starter_get_shipped ();
  else if (!g_str_equal (argv[1], "none"))
    starter = loaded = open_starter (argv[1]);
  safi_filter_set_starter (filter, starter);
  paths = g_strsplit (text, "\n", -1);
  for (guint i = 0; paths[i] != NULL && *paths[i] != '\0'; i++)
    judge (filter, starter, paths[i]);
  return EXIT_SUCCESS;
}
