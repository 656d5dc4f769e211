/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-evidence.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* The evidence of one verdict as octets: codes, exact weights, arguments, spots; no words. */

/* @evidence: (element-type SafiEvidence). Returns: (transfer full). */
GBytes *safi_evidence_blob_write (GPtrArray *evidence);

/* Gives each code its words again. A code that @lookup (nullable) does not know any more becomes
 * "store.retired" with the same weight, so that the rows still add up. Returns: (transfer full)
 * (element-type SafiEvidence): NULL with SAFI_ERROR_STORE_CORRUPT. */
GPtrArray *
safi_evidence_blob_read (gconstpointer data, gsize size, SafiFindingLookup lookup, GError **error);

/* The one row that stands for evidence whose clear text was forgotten. @log_odds in nats.
 * Returns: (transfer full) (element-type SafiEvidence). */
GPtrArray *safi_evidence_blob_forgotten (double log_odds);

G_END_DECLS
