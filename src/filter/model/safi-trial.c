/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-trial.h"

#include <math.h>

#include "filter/model/safi-cut.h"

/* What was taught before the message that is looked at. */
typedef struct {
  guint n_taught[2];
  GArray *good_scores; /* (element-type double): the newest SAFI_CUT_HISTORY_MAX, in a ring */
  guint n_good_scores; /* all that ever were */
} Past;

static guint
get_fewer (const Past *past)
{
  return MIN (past->n_taught[SAFI_CLASS_GOOD], past->n_taught[SAFI_CLASS_JUNK]);
}

/* A guess is no proof of what a message is. */
static gboolean
is_word (const SafiTaughtScore *score)
{
  return score->strength == SAFI_STRENGTH_STRONG && !isnan (score->log_odds);
}

static void
add_to_past (Past *past, const SafiTaughtScore *score)
{
  past->n_taught[score->taught_class]++;
  if (score->taught_class != SAFI_CLASS_GOOD || !is_word (score))
    return;
  if (past->good_scores->len < SAFI_CUT_HISTORY_MAX)
    g_array_append_val (past->good_scores, score->log_odds);
  else
    g_array_index (past->good_scores, double, past->n_good_scores % SAFI_CUT_HISTORY_MAX) =
        score->log_odds;
  past->n_good_scores++;
}

static void
count (const Past *past, const SafiTaughtScore *score, const SafiPolicy *policy, SafiTrial *trial)
{
  const double cut = safi_cut_place (policy->junk_from, past->good_scores, get_fewer (past));
  const gboolean is_moved = score->log_odds >= cut;
  const gboolean is_unsure = !is_moved && score->log_odds >= policy->good_below;

  if (score->taught_class == SAFI_CLASS_GOOD) {
    trial->good++;
    trial->good_moved += is_moved;
    trial->good_unsure += is_unsure;
  } else {
    trial->junk++;
    trial->junk_moved += is_moved;
    trial->junk_unsure += is_unsure;
  }
}

/* Returns: how many messages by a person's word there are. */
static guint
count_words (GArray *history)
{
  guint n_words = 0;

  for (guint i = 0; i < history->len; i++)
    n_words += is_word (&g_array_index (history, SafiTaughtScore, i));
  return n_words;
}

static guint
get_one_in (const SafiTrial *trial)
{
  const guint one_in =
      trial->good > 0 ? (guint) (1 / safi_cut_bound (trial->good_moved, trial->good)) : 0;

  return one_in >= 2 ? one_in : 0;
}

void
safi_trial_run (GArray *history, const SafiPolicy *policy, SafiTrial *ret_trial)
{
  g_autoptr (GArray) good_scores = g_array_new (FALSE, FALSE, sizeof (double));
  Past past = { .good_scores = good_scores };
  guint n_left = count_words (history);

  *ret_trial = (SafiTrial){ 0 };
  for (guint i = 0; i < history->len; i++) {
    const SafiTaughtScore *score = &g_array_index (history, SafiTaughtScore, i);

    if (is_word (score)) {
      if (get_fewer (&past) < SAFI_CUT_ENOUGH)
        ret_trial->learning++;
      else if (n_left <= SAFI_TRIAL_MESSAGES_MAX)
        count (&past, score, policy, ret_trial);
      n_left--;
    }
    add_to_past (&past, score);
  }
  ret_trial->one_in = get_one_in (ret_trial);
}
