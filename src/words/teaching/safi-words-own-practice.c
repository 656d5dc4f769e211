/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/teaching/safi-words-own-practice.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "awareness/practice/safi-practice-item.h"
#include "awareness/tips/safi-tip-choice.h"
#include "core/text/safi-text.h"
#include "words/safi-words.h"
#include "words/teaching/safi-words-tip.h"

#define SIGNS_MAX 3 /* as many as a why-card has reasons */
#define SUBJECT_CHARS_MAX 160
#define DIFFICULTY 3 /* nobody knows how hard a person's own mail is to tell */

/* Returns: (transfer full): "Mail from M-Pesa Support ‹security@[mailer77.example]›". */
static char *
describe_sender (const SafiJudged *judged)
{
  const char *at = strrchr (judged->sender_address, '@');
  const SafiAddress address = {
    .name = judged->sender_name,
    .address = judged->sender_address,
    .domain = (char *) (at != NULL ? at + 1 : ""),
  };
  g_autofree char *sender = safi_words_address (&address);

  return safi_words_mail_from (sender);
}

/* What speaks for @toward, as sentences. */
static void
add_findings (GPtrArray *texts, GPtrArray *evidence)
{
  for (guint i = 0; i < evidence->len; i++)
    g_ptr_array_add (texts, safi_words_evidence (evidence->pdata[i]));
}

/* The person's word is why it is the truth, whatever Safibox thought of it. */
static void
explain (SafiPracticeItem *item, SafiJudged *judged)
{
  const gboolean is_junk = judged->taught_class == SAFI_CLASS_JUNK;
  g_autoptr (GPtrArray) junk = safi_words_pick_toward (judged->verdict, SAFI_CLASS_JUNK, SIGNS_MAX);
  g_autoptr (GPtrArray) good = safi_words_pick_toward (judged->verdict, SAFI_CLASS_GOOD, SIGNS_MAX);
  const SafiTip *tip = safi_tip_find_for_reasons (is_junk ? junk : good);

  g_ptr_array_add (item->reasons,
                   g_strdup (is_junk ? _ ("You said it is junk.") : _ ("You said it is good.")));
  if (!is_junk)
    add_findings (item->reasons, good);
  add_findings (item->signs, junk);
  item->tip = g_strdup (tip != NULL ? tip->id : "");
}

static SafiPracticeItem *
new_item (SafiJudged *judged)
{
  SafiPracticeItem *item = g_new0 (SafiPracticeItem, 1);

  item->id = g_strdup_printf ("own/%" G_GINT64_FORMAT, judged->id);
  item->theme = g_strdup ("");
  item->age = SAFI_AGE_ADULT;
  item->is_scam = judged->taught_class == SAFI_CLASS_JUNK;
  item->is_own = TRUE;
  item->judged = judged->id;
  item->difficulty = DIFFICULTY;
  safi_example_init (&item->message);
  item->message.from = describe_sender (judged);
  item->message.subject = safi_text_isolate (judged->subject, SUBJECT_CHARS_MAX);
  item->signs = g_ptr_array_new_with_free_func (g_free);
  item->reasons = g_ptr_array_new_with_free_func (g_free);
  explain (item, judged);
  return item;
}

GPtrArray *
safi_words_own_items (GPtrArray *chosen)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_practice_item_free);

  for (guint i = 0; i < chosen->len; i++)
    g_ptr_array_add (items, new_item (chosen->pdata[i]));
  return items;
}

const char *
safi_words_own_title (void)
{
  /* Translators: a choice of messages to practise with: those of the person's own mailbox. */
  return _ ("Your own mail");
}

char *
safi_words_own_gap (const SafiOwnPracticeGap *gap)
{
  /* Translators: what is missing before one can practise with one's own mail; the numbers count
   * messages, and one of them can be 0. "You" is who answers "Junk" or "Not junk". */
  return g_strdup_printf (_ ("First say of more messages what they are. Still missing: junk %u, "
                             "good %u, each from another sender."),
                          gap->junk, gap->good);
}

const char *
safi_words_own_end (const SafiPracticeScore *score)
{
  const gboolean is_caught = safi_practice_score_get_caught (score) >= SAFI_PRACTICE_GOAL_CAUGHT;
  const gboolean is_kept = safi_practice_score_get_kept (score) >= SAFI_PRACTICE_GOAL_KEPT;

  if (is_caught && is_kept)
    return _ ("You reached both goals.");
  if (is_kept)
    return _ ("You kept the real mail. Look at the junk once more.");
  if (is_caught)
    return _ ("You found the junk. Real messages can look like it: look once more.");
  return _ ("These messages are hard to tell apart. Each round helps.");
}
