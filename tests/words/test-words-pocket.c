/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "words/teaching/safi-words-pocket.h"

#define SEEDS 100

static void
test_every_round_is_small (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();

  for (guint seed = 0; seed < SEEDS; seed++) {
    for (SafiTopic topic = SAFI_TOPIC_MIXED; topic < SAFI_N_TOPICS; topic++) {
      g_autofree SafiPracticeRound *round = safi_practice_round_new (topic, NULL, record, seed);
      g_autofree char *page = safi_words_pocket (round);

      g_assert_cmpuint (strlen (page), <=, SAFI_POCKET_OCTETS_MAX);
      g_assert_true (g_utf8_validate (page, -1, NULL));
    }
  }
}

/* Whoever wrote the message. */
static void
test_words_of_a_message_never_become_elements (void)
{
  static const char xml[] =
      "<item id=\"x\" truth=\"scam\" theme=\"lottery\" fit=\"low\" age=\"child\"><message "
      "channel=\"mail\"><from>&lt;b&gt;</from><subject>&lt;img src=x&gt;</subject><p>&lt;script&gt;"
      "\"&amp;</p></message><sign>&lt;a href=x&gt;</sign><reason>&lt;/body&gt;&lt;!--</reason>"
      "</item>";
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
  g_autofree SafiPracticeRound *round = safi_practice_round_new (SAFI_TOPIC_MIXED, NULL, record, 1);
  g_autoptr (GBytes) octets = g_bytes_new_static (xml, strlen (xml));
  g_autoptr (SafiPracticeItem) item = safi_practice_item_parse (octets, NULL);
  g_autofree char *page = NULL;
  static const char *const elements[] = { "<script", "<img", "<a ", "<!--", "<b>" };

  g_assert_nonnull (item);
  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
    round->items[i] = item;
  page = safi_words_pocket (round);
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    g_assert_null (strstr (page, elements[i]));
  g_assert_nonnull (strstr (page, "&lt;script&gt;"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words-pocket/every-round-is-small", test_every_round_is_small);
  g_test_add_func ("/words-pocket/words-of-a-message-never-become-elements",
                   test_words_of_a_message_never_become_elements);
  return g_test_run ();
}
