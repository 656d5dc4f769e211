/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/safi-feature-sum.h"

#define FIRST_SLOTS 4096

struct _SafiFeatureSum {
  SafiFeatureCount *slots; /* (array length=n_slots): empty where both counts are 0 */
  gsize n_slots;           /* a power of 2 */
  gsize n_used;
};

static gboolean
is_empty (const SafiFeatureCount *slot)
{
  return slot->good == 0 && slot->junk == 0;
}

/* Returns: (transfer none): the slot of @hash, or the empty one where it belongs. */
static SafiFeatureCount *
find_slot (SafiFeatureSum *self, guint64 hash)
{
  gsize i = (gsize) hash & (self->n_slots - 1);

  while (!is_empty (&self->slots[i]) && self->slots[i].hash != hash)
    i = (i + 1) & (self->n_slots - 1);
  return &self->slots[i];
}

static void
grow (SafiFeatureSum *self)
{
  g_autofree SafiFeatureCount *old = g_steal_pointer (&self->slots);
  gsize n_old = self->n_slots;

  self->n_slots *= 2;
  self->slots = g_new0 (SafiFeatureCount, self->n_slots);
  for (gsize i = 0; i < n_old; i++)
    if (!is_empty (&old[i]))
      *find_slot (self, old[i].hash) = old[i];
}

SafiFeatureSum *
safi_feature_sum_new (void)
{
  SafiFeatureSum *self = g_new0 (SafiFeatureSum, 1);

  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (SafiFeatureCount, self->n_slots);
  return self;
}

void
safi_feature_sum_free (SafiFeatureSum *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_free (self);
}

gboolean
safi_feature_sum_add (SafiFeatureSum *self, guint64 hash, SafiClass taught_class, guint passes)
{
  SafiFeatureCount *slot;
  gint32 *count;

  if (passes == 0)
    return TRUE;
  if (self->n_used >= self->n_slots / 4 * 3)
    grow (self);
  slot = find_slot (self, hash);
  if (is_empty (slot)) {
    slot->hash = hash;
    self->n_used++;
  }
  count = taught_class == SAFI_CLASS_JUNK ? &slot->junk : &slot->good;
  return !__builtin_add_overflow (*count, passes, count);
}

void
safi_feature_sum_foreach (SafiFeatureSum *self, SafiFeatureFunc func, gpointer user_data)
{
  for (gsize i = 0; i < self->n_slots; i++)
    if (!is_empty (&self->slots[i]))
      func (&self->slots[i], user_data);
}
