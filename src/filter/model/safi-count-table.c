/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-count-table.h"

/* A slot: 7 bits how far it is behind the place that its hash asks for, 21 bits of the hash, 18 of
 * each count. All 0: free. The slots of one run stand in the order of the places they ask for
 * (Robin Hood hashing: P. Celis, 1986), so that what comes back to 0 leaves neither gap nor mark:
 * what is forgotten makes room for exactly as much. */
#define COUNT_BITS 18
#define TAG_BITS 21
#define TAG_SHIFT (2 * COUNT_BITS)
#define TAG_MASK ((G_GUINT64_CONSTANT (1) << TAG_BITS) - 1)
#define DISTANCE_SHIFT (TAG_SHIFT + TAG_BITS)
#define DISTANCE_ONE (G_GUINT64_CONSTANT (1) << DISTANCE_SHIFT)
#define DISTANCE_MAX 127 /* at the largest number of features the largest distance is near 60 */
#define COUNT_MASK ((guint64) SAFI_COUNT_MAX)

struct _SafiCountTable {
  guint64 *slots;
  guint n_used;
};

/* Where a hash is, or where it would go. */
typedef struct {
  guint at;
  guint distance;
  guint64 tag;
  gboolean is_there;
} Place;

SafiCountTable *
safi_count_table_new (void)
{
  SafiCountTable *self = g_new0 (SafiCountTable, 1);

  self->slots = g_new0 (guint64, SAFI_COUNT_TABLE_SLOTS);
  return self;
}

void
safi_count_table_free (SafiCountTable *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_free (self);
}

static guint
get_next (guint at)
{
  return (at + 1) % SAFI_COUNT_TABLE_SLOTS;
}

static guint
get_distance (guint64 slot)
{
  return (guint) (slot >> DISTANCE_SHIFT);
}

static Place
find (SafiCountTable *self, guint64 hash)
{
  Place place = { .at = (guint) hash % SAFI_COUNT_TABLE_SLOTS,
                  .tag = hash / SAFI_COUNT_TABLE_SLOTS };

  for (;; place.distance++, place.at = get_next (place.at)) {
    const guint64 slot = self->slots[place.at];

    if (slot == 0 || get_distance (slot) < place.distance)
      return place;
    place.is_there =
        get_distance (slot) == place.distance && (slot >> TAG_SHIFT & TAG_MASK) == place.tag;
    if (place.is_there)
      return place;
  }
}

static SafiCounts
read_counts (guint64 slot)
{
  return (SafiCounts){ (guint32) (slot >> COUNT_BITS & COUNT_MASK), (guint32) (slot & COUNT_MASK) };
}

static guint64
make_slot (const Place *place, guint64 good, guint64 junk)
{
  return place->distance * DISTANCE_ONE | place->tag << TAG_SHIFT | good << COUNT_BITS | junk;
}

void
safi_count_table_prefetch (SafiCountTable *self, guint64 hash)
{
  __builtin_prefetch (&self->slots[hash % SAFI_COUNT_TABLE_SLOTS]);
}

SafiCounts
safi_count_table_get (SafiCountTable *self, guint64 hash)
{
  const Place place = find (self, hash);

  return place.is_there ? read_counts (self->slots[place.at]) : (SafiCounts){ 0, 0 };
}

/* TRUE if all from @at to the end of its run can stand one place further. */
static gboolean
can_shift (SafiCountTable *self, guint at)
{
  for (; self->slots[at] != 0; at = get_next (at))
    if (get_distance (self->slots[at]) == DISTANCE_MAX)
      return FALSE;
  return TRUE;
}

static gboolean
insert (SafiCountTable *self, const Place *place, guint64 slot)
{
  if (self->n_used >= SAFI_COUNT_TABLE_MAX || place->distance > DISTANCE_MAX ||
      !can_shift (self, place->at))
    return FALSE;
  for (guint at = place->at; slot != 0; at = get_next (at)) {
    const guint64 next = self->slots[at];

    self->slots[at] = slot;
    slot = next != 0 ? next + DISTANCE_ONE : 0;
  }
  self->n_used++;
  return TRUE;
}

static void
remove_slot (SafiCountTable *self, guint at)
{
  guint next = get_next (at);

  for (; get_distance (self->slots[next]) > 0; at = next, next = get_next (next))
    self->slots[at] = self->slots[next] - DISTANCE_ONE;
  self->slots[at] = 0;
  self->n_used--;
}

gboolean
safi_count_table_add (SafiCountTable *self, guint64 hash, gint32 good, gint32 junk)
{
  const Place place = find (self, hash);
  const SafiCounts counts =
      place.is_there ? read_counts (self->slots[place.at]) : (SafiCounts){ 0, 0 };
  const gint64 new_good = (gint64) counts.good + good;
  const gint64 new_junk = (gint64) counts.junk + junk;
  const gboolean is_nothing = new_good == 0 && new_junk == 0;

  if (MIN (new_good, new_junk) < 0 || MAX (new_good, new_junk) > SAFI_COUNT_MAX)
    return FALSE;
  if (!place.is_there)
    return is_nothing ||
           insert (self, &place, make_slot (&place, (guint64) new_good, (guint64) new_junk));
  if (is_nothing)
    remove_slot (self, place.at);
  else
    self->slots[place.at] = make_slot (&place, (guint64) new_good, (guint64) new_junk);
  return TRUE;
}

guint
safi_count_table_get_used (SafiCountTable *self)
{
  return self->n_used;
}
