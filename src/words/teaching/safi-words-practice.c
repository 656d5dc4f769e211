/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/teaching/safi-words-practice.h"

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/teaching/safi-words-tip.h"

static const struct {
  const char *title;
  const char *summary;
} topics[SAFI_N_TOPICS] = {
  /* Translators: a choice of messages to practise with. */
  [SAFI_TOPIC_MIXED] = { N_ ("All kinds"), N_ ("Mail, SMS, chat and calls") },
  /* Translators: a choice of messages to practise with. */
  [SAFI_TOPIC_SCHOOL] = { N_ ("School"), N_ ("For pupils: games, classmates, small money") },
  /* Translators: a choice of messages to practise with: for who has a small shop. */
  [SAFI_TOPIC_SHOP] = { N_ ("Shop"), N_ ("Invoices, taxes, loans, paying by code") },
  /* Translators: a choice of messages to practise with: about paying by phone. */
  [SAFI_TOPIC_MOBILE_MONEY] = { N_ ("Mobile money"), N_ ("Transfers, PINs, your phone line") },
  [SAFI_TOPIC_JOBS] = { N_ ("Looking for a job"), N_ ("Jobs, scholarships, visas, savings") },
  /* Translators: a choice of messages to practise with. */
  [SAFI_TOPIC_PHONE] = { N_ ("Phone and chat"),
                         /* Translators: under “Phone and chat”: what these messages are about. */
                         N_ ("Friends, codes, calls") },
  /* Translators: a choice of messages to practise with: for who is new to mail. */
  [SAFI_TOPIC_MAILBOX] = { N_ ("First mailbox"), N_ ("Mail about accounts, parcels and files") },
};

static const char *const tip_groups[SAFI_N_TIP_GROUPS] = {
  /* Translators: groups of tips. */
  [SAFI_TIP_GROUP_MONEY] = N_ ("Money, prizes and gifts"),
  [SAFI_TIP_GROUP_WORK] = N_ ("Work, study and travel"),
  [SAFI_TIP_GROUP_PEOPLE] = N_ ("Friends, love and threats"),
  [SAFI_TIP_GROUP_ACCOUNTS] = N_ ("Accounts, codes and your phone line"),
  [SAFI_TIP_GROUP_SHOP] = N_ ("Shops, invoices and parcels"),
  /* Translators: heads a group of tips. */
  [SAFI_TIP_GROUP_FILES] = N_ ("Files and links"),
  [SAFI_TIP_GROUP_SENDERS] = N_ ("Senders, adverts and what else is junk"),
};

const char *
safi_words_topic (SafiTopic topic)
{
  return _ (topics[topic].title);
}

const char *
safi_words_topic_summary (SafiTopic topic)
{
  return _ (topics[topic].summary);
}

const char *
safi_words_tip_group (SafiTipGroup group)
{
  return _ (tip_groups[group]);
}

const char *
safi_words_practice_mark (const SafiPracticeItem *item)
{
  if (!item->is_scam)
    return _ ("Real");
  return item->is_own ? _ ("Junk") : _ ("Scam");
}

const char *
safi_words_practice_guess (SafiGuess guess)
{
  switch (guess) {
  case SAFI_GUESS_SCAM:
    /* Translators: an answer in a practice round: this message tries to cheat. */
    return _ ("Scam");
  case SAFI_GUESS_REAL:
    return _ ("Real");
  case SAFI_GUESS_UNSURE:
  case SAFI_GUESS_NONE:
  default:
    return _ ("Not sure");
  }
}

const char *
safi_words_practice_guess_scam (gboolean is_own)
{
  return is_own ? _ ("Junk") : safi_words_practice_guess (SAFI_GUESS_SCAM);
}

/* A person calls junk what need not be a scam. */
static const char *
say_own_answer (const SafiPracticeItem *item, SafiGuess guess)
{
  if (guess == SAFI_GUESS_UNSURE) {
    return item->is_scam ? _ ("Not sure is a good answer: ask before you act. This is junk.")
                         : _ ("Not sure is a good answer: ask before you act. This one is real.");
  }
  if (item->is_scam)
    /* Translators: after an answer in a practice round with one's own mail. */
    return guess == SAFI_GUESS_SCAM ? _ ("Yes, this is junk.") : _ ("This one is junk.");
  return guess == SAFI_GUESS_REAL ? _ ("Yes, this is real.") : _ ("This one is real.");
}

const char *
safi_words_practice_answer (const SafiPracticeItem *item, SafiGuess guess)
{
  if (item->is_own)
    return say_own_answer (item, guess);
  if (guess == SAFI_GUESS_UNSURE) {
    /* Translators: after the answer "Not sure" in a practice round. */
    return item->is_scam ? _ ("Not sure is a good answer: ask before you act. This is a scam.")
                         : _ ("Not sure is a good answer: ask before you act. This one is real.");
  }
  if (item->is_scam)
    return guess == SAFI_GUESS_SCAM ? _ ("Yes, this is a scam.") : _ ("This one is a scam.");
  return guess == SAFI_GUESS_REAL ? _ ("Yes, this is real.") : _ ("This one is real.");
}

const char *
safi_words_practice_signs (const SafiPracticeItem *item)
{
  if (item->is_own)
    /* Translators: over a list of what Safibox found in a message. */
    return item->is_scam ? _ ("Signs of junk") : _ ("What looked like junk");
  /* Translators: over a list of what strikes the eye in a message. */
  return item->is_scam ? _ ("Signs of a scam") : _ ("What looked like a scam");
}

/* Of one's own mail it is ready: each part of an address is isolated. */
char *
safi_words_practice_from (const SafiPracticeItem *item)
{
  return item->is_own ? g_strdup (item->message.from)
                      : safi_words_example_from (item->id, &item->message);
}

char *
safi_words_practice_place (guint place)
{
  /* Translators: the first number is the place of a message, the second how many there are. */
  return g_strdup_printf (_ ("Message %u of %u"), place + 1, SAFI_PRACTICE_ROUND);
}

static char *
say_score (guint done, guint all, guint percent, guint goal)
{
  /* Translators: "2 of 3, or 66 %. The goal is 80 %." */
  return g_strdup_printf (_ ("%u of %u, or %u %%. The goal is %u %%."), done, all, percent, goal);
}

char *
safi_words_practice_caught (const SafiPracticeScore *score)
{
  return say_score (score->caught, score->scams, safi_practice_score_get_caught (score),
                    SAFI_PRACTICE_GOAL_CAUGHT);
}

char *
safi_words_practice_kept (const SafiPracticeScore *score)
{
  return say_score (score->kept, score->real, safi_practice_score_get_kept (score),
                    SAFI_PRACTICE_GOAL_KEPT);
}

const char *
safi_words_practice_end (const SafiPracticeScore *score)
{
  const gboolean is_caught = safi_practice_score_get_caught (score) >= SAFI_PRACTICE_GOAL_CAUGHT;
  const gboolean is_kept = safi_practice_score_get_kept (score) >= SAFI_PRACTICE_GOAL_KEPT;

  if (is_caught && is_kept)
    return _ ("You reached both goals.");
  if (is_kept)
    return _ ("You kept the real mail. Look at the scams once more.");
  if (is_caught)
    return _ ("You caught the scams. Real messages can look like them: look once more.");
  return _ ("These messages are hard to tell apart. Each round helps.");
}

char *
safi_words_refresher (const SafiTip *tip)
{
  g_autofree char *title = NULL;
  const char *args[] = { NULL, NULL };

  if (tip == NULL)
    return g_strdup (
        _ ("It is some time since you practised. Scams change: 6 messages, 3 minutes?"));
  title = safi_text_isolate (safi_words_tip (tip, tip->title), SAFI_EXAMPLE_CHARS_MAX);
  args[0] = title;
  /* Translators: {0} is the title of a tip, such as "A small fee for a parcel". */
  return safi_text_fill (_ ("A kind of scam came to you for the first time: {0}. Practise it? 6 "
                            "messages, 3 minutes."),
                         args);
}
