/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/practice/safi-own-practice.h"

#include "awareness/practice/safi-practice-round.h"
#include "core/text/safi-text.h"

static gboolean
has_words (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static gboolean
is_fit (const SafiJudged *judged)
{
  return judged->is_taught && has_words (judged->sender_address) && has_words (judged->subject);
}

GPtrArray *
safi_own_practice_choose (GPtrArray *judged)
{
  GPtrArray *chosen = g_ptr_array_new ();
  g_autoptr (GHashTable) senders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < judged->len; i++) {
    const SafiJudged *one = judged->pdata[i];
    g_autofree char *address = is_fit (one) ? safi_text_lower (one->sender_address) : NULL;

    if (address != NULL &&
        g_hash_table_add (senders,
                          g_strconcat (safi_class_to_word (one->taught_class), " ", address, NULL)))
      g_ptr_array_add (chosen, judged->pdata[i]);
  }
  return chosen;
}

static guint
count (GPtrArray *chosen, SafiClass said)
{
  guint n = 0;

  for (guint i = 0; i < chosen->len; i++)
    n += ((const SafiJudged *) chosen->pdata[i])->taught_class == said ? 1 : 0;
  return n;
}

static guint
subtract (guint needed, guint there)
{
  return needed > there ? needed - there : 0;
}

SafiOwnPracticeGap
safi_own_practice_find_gap (GPtrArray *chosen)
{
  return (SafiOwnPracticeGap){
    .junk = subtract (SAFI_PRACTICE_SCAMS_NEEDED, count (chosen, SAFI_CLASS_JUNK)),
    .good = subtract (SAFI_PRACTICE_REAL_NEEDED, count (chosen, SAFI_CLASS_GOOD)),
  };
}
