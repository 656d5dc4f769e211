/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-finding-weights.h"

#include <math.h>

/* The shipped weight counts like so many messages of this mailbox. */
#define SHIPPED_MESSAGES 50.0
/* With fewer messages of either class the ratio says more about the teaching than about the mail.
 */
#define MESSAGES_MIN 20

/* The model sees what goes along with a finding, so a finding never speaks much louder than
 * shipped. */
#define GROWTH_MAX 1.5

struct _SafiFindingWeights {
  GHashTable *counts; /* utf8 -> SafiTotals */
  SafiTotals totals;
};

SafiFindingWeights *
safi_finding_weights_new (GHashTable *counts, const SafiTotals *totals)
{
  SafiFindingWeights *self = g_new (SafiFindingWeights, 1);

  self->counts =
      counts != NULL ? counts : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->totals = *totals;
  return self;
}

void
safi_finding_weights_free (SafiFindingWeights *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->counts);
  g_free (self);
}

static void
add_to (SafiTotals *totals, SafiClass taught_class, gint n)
{
  if (taught_class == SAFI_CLASS_GOOD)
    totals->good += n;
  else
    totals->junk += n;
}

void
safi_finding_weights_add (SafiFindingWeights *self,
                          GPtrArray *codes,
                          SafiClass taught_class,
                          gint n)
{
  add_to (&self->totals, taught_class, n);
  for (guint i = 0; i < codes->len; i++) {
    const char *code = g_ptr_array_index (codes, i);
    SafiTotals *counts = g_hash_table_lookup (self->counts, code);

    if (counts == NULL) {
      counts = g_new0 (SafiTotals, 1);
      g_hash_table_insert (self->counts, g_strdup (code), counts);
    }
    add_to (counts, taught_class, n);
  }
}

double
safi_finding_weights_apply (SafiFindingWeights *self,
                            const char *code,
                            double shipped,
                            double limit)
{
  const SafiTotals *counts = g_hash_table_lookup (self->counts, code);
  double n, shown, most;

  /* A finding that informs only (weight 0) stays silent in every mailbox. */
  if (counts == NULL || shipped == 0 || MIN (self->totals.good, self->totals.junk) < MESSAGES_MIN)
    return shipped;
  n = (double) counts->good + counts->junk;
  shown = log (((counts->junk + 0.5) / (self->totals.junk + 1.0)) /
               ((counts->good + 0.5) / (self->totals.good + 1.0)));
  most = MIN (limit, fabs (shipped) * GROWTH_MAX);
  return CLAMP ((SHIPPED_MESSAGES * shipped + n * shown) / (SHIPPED_MESSAGES + n), -most, most);
}
