/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "core/message/safi-message.h"
#include "filter/model/safi-starter.h"

/* bench-text-model MODEL LIST: what the starter model in the file MODEL says of the texts without a
 * header whose paths LIST names, one per line. Prints a line of nats for each. */

static G_NORETURN void
fail (const char *what, const char *where)
{
  fprintf (stderr, "bench-text-model: %s: %s\n", what, where);
  exit (EXIT_FAILURE);
}

/* Returns: (transfer full). */
static SafiStarter *
open_starter (const char *path)
{
  g_autofree char *data = NULL;
  g_autoptr (GBytes) octets = NULL;
  SafiStarter *starter;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, NULL))
    fail ("cannot be read", path);
  octets = g_bytes_new_take (g_steal_pointer (&data), length);
  starter = safi_starter_new (octets, NULL);
  if (starter == NULL || safi_starter_get_bits (starter) != SAFI_STARTER_TEXT_BITS)
    fail ("no starter model for texts", path);
  return starter;
}

static double
ask (SafiStarter *starter, const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiTokens) tokens = NULL;
  g_autoptr (SafiStarterWords) words = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    fail ("cannot be read", path);
  message = safi_message_new_from_text (text, -1);
  tokens = safi_tokens_new (message, SAFI_STARTER_KEY);
  words = safi_starter_words_new (message, tokens, SAFI_STARTER_TEXT_BITS);
  return safi_starter_score_text (starter, words, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (SafiStarter) starter = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) paths = NULL;

  if (argc != 3 || !g_file_get_contents (argv[2], &text, NULL, NULL))
    fail ("wants", "MODEL LIST");
  starter = open_starter (argv[1]);
  paths = g_strsplit (text, "\n", -1);
  for (guint i = 0; paths[i] != NULL && *paths[i] != '\0'; i++)
    printf ("%.4f\n", ask (starter, paths[i]));
  return EXIT_SUCCESS;
}
