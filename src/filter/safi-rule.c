/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-rule.h"

#define MARGIN 0.1 /* nats from the border: sums are not exact to the last digit */

/* Returns: (transfer none) (nullable) */
static SafiEvidence *
find (GPtrArray *evidence)
{
  for (guint i = 0; i < evidence->len; i++)
    if (g_str_has_prefix (safi_evidence_get_finding (evidence->pdata[i])->code, "rule."))
      return evidence->pdata[i];
  return NULL;
}

gboolean
safi_rule_enforce (GPtrArray *evidence, double log_odds, const SafiBorders *borders)
{
  SafiEvidence *row = find (evidence);
  double weight;

  if (row == NULL)
    return FALSE;
  weight = safi_evidence_get_weight (row);
  if (weight > 0)
    weight += MAX (0, borders->junk_from + MARGIN - log_odds);
  else
    weight -= MAX (0, log_odds - (borders->junk_from - MARGIN));
  safi_evidence_set_weight (row, weight);
  return TRUE;
}

gboolean
safi_rule_is_in (SafiVerdict *verdict)
{
  return find (safi_verdict_get_evidence (verdict)) != NULL;
}
