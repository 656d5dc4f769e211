/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/judgement/safi-judged.h"

G_DEFINE_BOXED_TYPE (SafiJudged, safi_judged, safi_judged_ref, safi_judged_unref)

static const char *const fate_words[] = {
  "stayed", "would-move", "moving", "moved", "moving-back", "moved-back", "gone", "ask",
};

static void
clear (gpointer data)
{
  SafiJudged *self = data;

  safi_message_ref_unref (self->ref);
  g_free (self->sender_name);
  g_free (self->sender_address);
  g_free (self->subject);
  safi_verdict_unref (self->verdict);
}

SafiJudged *
safi_judged_new (const SafiJudged *fields)
{
  SafiJudged *self = g_atomic_rc_box_new (SafiJudged);

  *self = *fields;
  self->ref = safi_message_ref_ref (fields->ref);
  self->sender_name = g_strdup (fields->sender_name);
  self->sender_address = g_strdup (fields->sender_address);
  self->subject = g_strdup (fields->subject);
  self->verdict = safi_verdict_ref (fields->verdict);
  return self;
}

SafiJudged *
safi_judged_ref (SafiJudged *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
safi_judged_unref (SafiJudged *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

const char *
safi_fate_to_word (SafiFate fate)
{
  return fate_words[fate];
}

gboolean
safi_fate_from_word (const char *word, SafiFate *ret_fate)
{
  for (guint i = 0; i < G_N_ELEMENTS (fate_words); i++)
    if (g_strcmp0 (word, fate_words[i]) == 0) {
      *ret_fate = (SafiFate) i;
      return TRUE;
    }
  return FALSE;
}
