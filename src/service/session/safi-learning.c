/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/session/safi-learning.h"

#include "filter/model/safi-cut.h"
#include "service/session/safi-session.h"
#include "store/training/safi-sample.h"

gint64
safi_learning_read_time (SafiStore *store, const char *account, const char *note)
{
  g_autofree char *text = safi_store_get_note (store, account, note, NULL);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

void
safi_learning_read (SafiStore *store,
                    const char *account,
                    SafiFilter *filter,
                    SafiLearning *ret_learning)
{
  SafiSampleResult sample;
  g_autofree char *learn_on = safi_store_get_note (store, account, SAFI_NOTE_LEARN_ON, NULL);
  const guint one_in = (guint) (1 / safi_filter_get_bound (filter));

  *ret_learning = (SafiLearning){
    .asked = safi_learning_read_time (store, account, SAFI_NOTE_LEARNED),
    .enough = SAFI_CUT_ENOUGH,
    .one_in = one_in >= 2 ? one_in : 0, /* below, the history says nothing yet */
    .is_put_off = learn_on != NULL,
  };
  safi_filter_get_totals (filter, &ret_learning->good, &ret_learning->junk);
  if (safi_sample_get_result (store, account, &sample, NULL)) {
    ret_learning->sampled = sample.n_answered;
    ret_learning->sampled_good = sample.n_good;
  }
}
