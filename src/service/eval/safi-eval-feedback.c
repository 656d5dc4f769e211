/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/eval/safi-eval-feedback.h"

#include <string.h>

#include <gmime/gmime.h>

#define SECONDS_PER_HOUR 3600
#define HOURS_MAX 87600 /* ten years */

struct _SafiEvalFeedback {
  SafiFeedback feedback;
  GRand *random;
  GPtrArray *pending; /* (element-type SafiCorrection): in the order of the stream */
  gint64 clock;       /* seconds UTC */
};

static void
correction_free (SafiCorrection *self)
{
  safi_message_unref (self->message);
  g_free (self);
}

/* Reads a number behind @prefix. */
static gboolean
read_number (const char *word, const char *prefix, double max, double *ret_number)
{
  char *end;
  double number;

  if (!g_str_has_prefix (word, prefix) || !g_ascii_isdigit (word[strlen (prefix)]))
    return FALSE;
  number = g_ascii_strtod (word + strlen (prefix), &end);
  if (*end != '\0' || !(number <= max))
    return FALSE;
  *ret_number = number;
  return TRUE;
}

gboolean
safi_feedback_from_word (const char *word, SafiFeedback *ret_feedback)
{
  SafiFeedback feedback = { .kind = SAFI_FEEDBACK_NONE };

  if (g_str_equal (word, "immediate"))
    feedback.kind = SAFI_FEEDBACK_IMMEDIATE;
  else if (g_str_equal (word, "errors"))
    feedback.kind = SAFI_FEEDBACK_ERRORS;
  else if (read_number (word, "delayed:", HOURS_MAX, &feedback.hours))
    feedback.kind = SAFI_FEEDBACK_DELAYED;
  else if (read_number (word, "rate:", 1, &feedback.rate))
    feedback.kind = SAFI_FEEDBACK_RATE;
  else
    return FALSE;
  *ret_feedback = feedback;
  return TRUE;
}

static gint64
read_date (const char *date)
{
  g_autoptr (GDateTime) time = date != NULL ? g_mime_utils_header_decode_date (date) : NULL;

  return time != NULL ? MAX (g_date_time_to_unix (time), 0) : 0;
}

gint64
safi_feedback_read_time (SafiMessage *message)
{
  const char *received = safi_message_get_header (message, "Received");
  const char *semicolon = received != NULL ? strrchr (received, ';') : NULL;
  const gint64 time = read_date (semicolon != NULL ? semicolon + 1 : NULL);

  return time > 0 ? time : MAX (safi_message_get_date (message), 0);
}

SafiEvalFeedback *
safi_eval_feedback_new (const SafiFeedback *feedback)
{
  SafiEvalFeedback *self = g_new0 (SafiEvalFeedback, 1);

  self->feedback = *feedback;
  self->random = g_rand_new_with_seed (SAFI_FEEDBACK_SEED);
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) correction_free);
  return self;
}

void
safi_eval_feedback_free (SafiEvalFeedback *self)
{
  if (self == NULL)
    return;
  g_rand_free (self->random);
  g_ptr_array_unref (self->pending);
  g_free (self);
}

GPtrArray *
safi_eval_feedback_advance (SafiEvalFeedback *self, SafiMessage *message)
{
  GPtrArray *due = g_ptr_array_new_with_free_func ((GDestroyNotify) correction_free);
  const gint64 time = safi_feedback_read_time (message);

  if (time > 0)
    self->clock = time;
  for (guint i = 0; i < self->pending->len;) {
    const SafiCorrection *correction = g_ptr_array_index (self->pending, i);

    if (correction->due <= self->clock)
      g_ptr_array_add (due, g_ptr_array_steal_index (self->pending, i));
    else
      i++;
  }
  return due;
}

static void
add_pending (SafiEvalFeedback *self, SafiMessage *message, SafiClass truth)
{
  SafiCorrection *correction = g_new (SafiCorrection, 1);

  correction->message = safi_message_ref (message);
  correction->truth = truth;
  correction->due = self->clock + (gint64) (self->feedback.hours * SECONDS_PER_HOUR);
  g_ptr_array_add (self->pending, correction);
}

gboolean
safi_eval_feedback_answer (SafiEvalFeedback *self,
                           SafiMessage *message,
                           SafiClass truth,
                           SafiDecision decision)
{
  const gboolean is_right =
      decision == (truth == SAFI_CLASS_JUNK ? SAFI_DECISION_JUNK : SAFI_DECISION_GOOD);

  if (self->feedback.kind == SAFI_FEEDBACK_NONE)
    return FALSE;
  if (is_right)
    return self->feedback.kind == SAFI_FEEDBACK_IMMEDIATE;
  if (self->feedback.kind == SAFI_FEEDBACK_RATE)
    return g_rand_double (self->random) < self->feedback.rate;
  if (self->feedback.kind == SAFI_FEEDBACK_DELAYED)
    add_pending (self, message, truth);
  return self->feedback.kind != SAFI_FEEDBACK_DELAYED;
}
