/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/judgement/safi-verdict.h"

struct _SafiVerdict {
  SafiDecision decision;
  SafiKind kind;
  double prior;       /* nats */
  double log_odds;    /* nats */
  double probability; /* 0..1 */
  GPtrArray *evidence;
  gboolean has_borders;
  SafiBorders borders;
};

static void
clear (gpointer data)
{
  SafiVerdict *self = data;

  g_ptr_array_unref (self->evidence);
}

SafiVerdict *
safi_verdict_new (SafiDecision decision,
                  SafiKind kind,
                  double prior,
                  double probability,
                  GPtrArray *evidence)
{
  SafiVerdict *self = g_atomic_rc_box_new0 (SafiVerdict);

  self->decision = decision;
  self->kind = kind;
  self->prior = prior;
  self->log_odds = prior;
  self->probability = probability;
  self->evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);
  for (guint i = 0; i < evidence->len; i++) {
    SafiEvidence *row = evidence->pdata[i];

    self->log_odds += safi_evidence_get_weight (row);
    g_ptr_array_add (self->evidence, safi_evidence_ref (row));
  }
  return self;
}

SafiVerdict *
safi_verdict_ref (SafiVerdict *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
safi_verdict_unref (SafiVerdict *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

SafiDecision
safi_verdict_get_decision (SafiVerdict *self)
{
  return self->decision;
}

SafiKind
safi_verdict_get_kind (SafiVerdict *self)
{
  return self->kind;
}

double
safi_verdict_get_prior (SafiVerdict *self)
{
  return self->prior;
}

double
safi_verdict_get_log_odds (SafiVerdict *self)
{
  return self->log_odds;
}

double
safi_verdict_get_probability (SafiVerdict *self)
{
  return self->probability;
}

GPtrArray *
safi_verdict_get_evidence (SafiVerdict *self)
{
  return self->evidence;
}

SafiVerdict *
safi_verdict_with_borders (SafiVerdict *self, const SafiBorders *borders)
{
  SafiVerdict *copy = g_atomic_rc_box_dup (sizeof *self, self);

  g_ptr_array_ref (copy->evidence);
  copy->has_borders = TRUE;
  copy->borders = *borders;
  return copy;
}

const SafiBorders *
safi_verdict_get_borders (SafiVerdict *self)
{
  return self->has_borders ? &self->borders : NULL;
}
