/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-evidence.h"

G_BEGIN_DECLS

/* The answer about one message: immutable, reference-counted. The sum is exact:
 * log_odds == prior + Σ weight of the evidence. */
typedef struct _SafiVerdict SafiVerdict;

/* @evidence: (element-type SafiEvidence) (transfer none), strongest first. All numbers but
 * @probability (0..1, calibrated) in nats toward junk. */
SafiVerdict *safi_verdict_new (SafiDecision decision,
                               SafiKind kind,
                               double prior,
                               double probability,
                               GPtrArray *evidence);
SafiVerdict *safi_verdict_ref (SafiVerdict *self);
void safi_verdict_unref (SafiVerdict *self);

SafiDecision safi_verdict_get_decision (SafiVerdict *self);
SafiKind safi_verdict_get_kind (SafiVerdict *self);
double safi_verdict_get_prior (SafiVerdict *self);
double safi_verdict_get_log_odds (SafiVerdict *self);
double safi_verdict_get_probability (SafiVerdict *self);
GPtrArray *
safi_verdict_get_evidence (SafiVerdict *self); /* (element-type SafiEvidence) (transfer none) */

/* What the sum was compared with when it was judged. Nats. */
typedef struct {
  double good_below; /* below, a message is good */
  double junk_from;  /* at or above, it is junk: the cut in force */
} SafiBorders;

/* Returns: (transfer full): the same verdict, which knows its borders. */
SafiVerdict *safi_verdict_with_borders (SafiVerdict *self, const SafiBorders *borders);
/* (nullable) (transfer none): NULL if they are not known. */
const SafiBorders *safi_verdict_get_borders (SafiVerdict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiVerdict, safi_verdict_unref)

G_END_DECLS
