/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-types.h"

static const char *const class_words[] = { "good", "junk" };
static const char *const decision_words[] = { "good", "unsure", "junk" };
static const char *const kind_words[SAFI_N_KINDS] = {
  "none", "advert", "phishing", "money", "malware", "threat", "bounce", "other",
};

/* Returns the index of @word in @words, or -1. */
static int
find_word (const char *const *words, guint n_words, const char *word)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return (int) i;
  return -1;
}

const char *
safi_class_to_word (SafiClass value)
{
  return class_words[value];
}

const char *
safi_decision_to_word (SafiDecision value)
{
  return decision_words[value];
}

const char *
safi_kind_to_word (SafiKind value)
{
  return kind_words[value];
}

gboolean
safi_class_from_word (const char *word, SafiClass *ret_value)
{
  int i = find_word (class_words, G_N_ELEMENTS (class_words), word);

  if (i < 0)
    return FALSE;
  *ret_value = (SafiClass) i;
  return TRUE;
}

gboolean
safi_decision_from_word (const char *word, SafiDecision *ret_value)
{
  int i = find_word (decision_words, G_N_ELEMENTS (decision_words), word);

  if (i < 0)
    return FALSE;
  *ret_value = (SafiDecision) i;
  return TRUE;
}

gboolean
safi_kind_from_word (const char *word, SafiKind *ret_value)
{
  int i = find_word (kind_words, G_N_ELEMENTS (kind_words), word);

  if (i < 0)
    return FALSE;
  *ret_value = (SafiKind) i;
  return TRUE;
}
